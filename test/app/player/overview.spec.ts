import { numberedClip, numberedClips } from '../../helpers/numbered-clips.ts';
import { expect, test } from './harness-test.ts';

/** Room for so many frames at full size, a quarter of them given to small copies. */
const bytesFor = (frames: number, width: number, height: number) => frames * width * height * 1.5;

const clips = [
  ['as it lies', numberedClips['720p30'], bytesFor(60, 1280, 720)],
  [
    'turned',
    { ...numberedClips.rotated, name: 'rotatedLong', frames: 240 },
    bytesFor(50, 640, 360),
  ],
] as const;

for (const [how, recipe, ringBytes] of clips) {
  test(`a jump beyond the ring shows the very frame at once, small and said to be, then at full size: a picture ${how}`, async ({
    stage,
    openClip,
  }) => {
    const { frames } = await openClip(recipe, ringBytes);
    await expect
      .poll(() => stage.evaluate(() => harness.state().smallFrames), { timeout: 60_000 })
      .toBe(frames);
    const seen = await stage.evaluate(async (count) => {
      const jumps: unknown[] = [];
      let mostBytes = 0;
      for (const frame of [count - 3, 7, Math.round(count / 2), count - 50]) {
        harness.player().seekToFrame(frame);
        const { isSmall, isExact, isDecoding, shownFrame } = harness.state();
        const small = harness.seenNumber();
        const state = await harness.settled();
        mostBytes = Math.max(mostBytes, state.heldBytes);
        jumps.push({
          frame,
          isSmall,
          isExact,
          isDecoding,
          shownFrame,
          small,
          full: { number: harness.seenNumber(), isExact: state.isExact, isSmall: state.isSmall },
        });
        await new Promise((resolve) => setTimeout(resolve, 300));
      }
      return { jumps, mostBytes };
    }, frames);
    for (const jump of seen.jumps) {
      const { frame } = jump as { readonly frame: number };
      expect(jump).toEqual({
        frame,
        // The right frame, but not its every pixel: exact is said of full size alone.
        isSmall: true,
        isExact: false,
        isDecoding: true,
        shownFrame: frame,
        small: frame,
        full: { number: frame, isExact: true, isSmall: false },
      });
    }
    expect(seen.mostBytes).toBeLessThanOrEqual(ringBytes);
    // What the page held is closed with the clip.
    await stage.evaluate(() => harness.close());
    await expect.poll(() => stage.evaluate(() => harness.pictures().open)).toBe(0);
  });
}

test('a frame set against another is never the one before: the comparison shows the small copy until the full size', async ({
  stage,
  openClip,
}) => {
  const { frames } = await openClip(numberedClips['720p30'], bytesFor(60, 1280, 720));
  await expect
    .poll(() => stage.evaluate(() => harness.state().smallFrames), { timeout: 60_000 })
    .toBe(frames);
  const seen = await stage.evaluate(async () => {
    harness.player().seekToFrame(20);
    await harness.settled();
    harness.looking().mark();
    await harness.painted();
    harness.looking().holdB(true);
    await harness.painted();
    harness.player().seekToFrame(250);
    const heldB = harness.topNumber();
    harness.looking().holdB(false);
    await harness.settled();
    await harness.painted();
    harness.player().seekToFrame(100);
    harness.looking().mark();
    const { isSmall } = harness.state();
    await harness.settled();
    await harness.painted();
    harness.player().seekToFrame(20);
    harness.looking().holdB(true);
    await harness.painted();
    return { heldB, isSmall, marked: harness.topNumber() };
  });
  // B stands whatever comes beneath; a frame marked while it was small is kept at full size.
  expect(seen).toEqual({ heldB: 20, isSmall: true, marked: 100 });
});

test('a clip that fits the ring has no small copies, nor has one that was told to have none', async ({
  stage,
  openClip,
  served,
}) => {
  await openClip(numberedClips.rotated);
  const url = served.clipUrl(await numberedClip(numberedClips['720p2997']));
  const smalls = await stage.evaluate(
    async ([clip, bytes]) => {
      const rest = () => new Promise((resolve) => setTimeout(resolve, 3500));
      await rest();
      const fitting = harness.state().smallFrames;
      await harness.open(clip, bytes, clip, false);
      await rest();
      return [fitting, harness.state().smallFrames];
    },
    [url, bytesFor(60, 1280, 720)] as const,
  );
  expect(smalls).toEqual([0, 0]);
});

test('until the full size is there, the words say that this is a small copy', async ({
  stage,
  openClip,
}) => {
  const { frames } = await openClip(numberedClips['720p30'], bytesFor(60, 1280, 720));
  await expect
    .poll(() => stage.evaluate(() => harness.state().smallFrames), { timeout: 60_000 })
    .toBe(frames);
  // A worker that is asked only when the test says so.
  await stage.evaluate(() => {
    const post = Worker.prototype.postMessage as (this: Worker, ...sent: unknown[]) => void;
    const sending = new Promise<void>((resolve) =>
      addEventListener('let-go', () => resolve(), { once: true }),
    );
    Worker.prototype.postMessage = function late(this: Worker, ...sent: unknown[]) {
      void sending.then(() => post.apply(this, sent));
    };
    harness.player().seekToFrame(250);
  });
  const said = stage.getByText('small copy');
  await expect(said).toHaveCount(2);
  await expect(stage.locator('.time-badge')).toHaveText('small copy');
  await stage.evaluate(() => dispatchEvent(new Event('let-go')));
  await expect(stage.locator('.time-badge')).toHaveText('exact');
  await expect(said).toHaveCount(0);
});
