import type { Page } from '@playwright/test';
import { numberedClips } from '../../helpers/numbered-clips.ts';
import { expect, test } from './harness-test.ts';

type Wrong = { readonly asked: number; readonly drawn: number; readonly called: number };

/** Goes to each frame in turn and compares its name with the number in its own pixels. */
function visit(stage: Page, frames: readonly number[]): Promise<Wrong[]> {
  return stage.evaluate(async (wanted) => {
    const wrong: { asked: number; drawn: number; called: number }[] = [];
    for (const asked of wanted) {
      const { frame } = harness.state();
      if (Math.abs(asked - frame) === 1) harness.player().stepFrames(asked - frame);
      else harness.player().seekToFrame(asked);
      const state = await harness.settled();
      const drawn = harness.pixelNumber();
      if (drawn !== asked || state.frame !== asked || !state.isExact)
        wrong.push({ asked, drawn, called: state.frame });
    }
    return wrong;
  }, frames);
}

const upTo = (n: number) => Array.from({ length: n }, (_, i) => i);
const scattered = (frames: number, n: number) => upTo(n).map((i) => (i * 7919 + 13) % frames);

for (const name of ['720p2997', 'vfr720', 'webm480', 'rotated'] as const) {
  test(`every step, back, jump and to-and-fro shows exactly the frame it names: ${name}`, async ({
    stage,
    openClip,
  }) => {
    const { frames } = await openClip(numberedClips[name]);
    expect(frames).toBe(numberedClips[name].frames);
    const last = frames - 1;
    expect(await visit(stage, upTo(50))).toEqual([]);
    expect(await visit(stage, [last, ...upTo(40).map((i) => last - 1 - i)])).toEqual([]);
    expect(await visit(stage, scattered(frames, 60))).toEqual([]);
    expect(
      await visit(
        stage,
        upTo(40)
          .map((i) => 30 + (i % 2 === 0 ? i : -i) / 2)
          .map(Math.floor),
      ),
    ).toEqual([]);
  });
}

test('in an open group of pictures every frame is itself, from whichever side it is reached', async ({
  stage,
  openClip,
}) => {
  const { frames, keyFrames } = await openClip(numberedClips.openGop, 30 * 640 * 360 * 1.5);
  expect(keyFrames).toEqual([0]);
  expect(await visit(stage, [frames - 1, ...upTo(40).map((i) => 100 - i)])).toEqual([]);
  expect(await visit(stage, scattered(frames, 15))).toEqual([]);
});

test('behind an edit list each frame is the one that the file shows at its time', async ({
  stage,
  openClip,
}) => {
  const { frames, keyFrames, startsUs } = await openClip(numberedClips.editList);
  expect({ frames, keyFrames }).toEqual({ frames: 108, keyFrames: [18, 48, 78] });
  expect(Math.abs((startsUs[0] ?? 0) - 30_000)).toBeLessThan(1000);
  const seen = await stage.evaluate(
    async (wanted) => {
      const drawn: number[] = [];
      for (const frame of wanted) {
        harness.player().seekToFrame(frame);
        await harness.settled();
        // The element is set beneath a moment later; how much later is the machine's affair.
        const until = performance.now() + 10_000;
        while (harness.elementNumber() !== frame + 12 && performance.now() < until)
          await new Promise((resolve) => setTimeout(resolve, 50));
        drawn.push(harness.pixelNumber() - frame, harness.elementNumber() - frame);
      }
      return { drawn, state: harness.state() };
    },
    [0, 1, 50, 17, 107],
  );
  expect(seen.drawn).toEqual(Array.from(seen.drawn, () => 12));
  expect(seen.state.isExact).toBe(true);
});

test('frames stay exact when only a small part of a long group of pictures fits in memory', async ({
  stage,
  openClip,
}) => {
  const thirtyFrames = 30 * 1280 * 720 * 1.5;
  const { frames, keyFrames } = await openClip(numberedClips['720p30'], thirtyFrames);
  expect(keyFrames).toEqual([0, 250]);
  expect(
    await visit(
      stage,
      upTo(60).map((i) => 140 - i),
    ),
  ).toEqual([]);
  expect(
    await visit(
      stage,
      upTo(60).map((i) => 220 + i),
    ),
  ).toEqual([]);
  expect(await visit(stage, scattered(frames, 12))).toEqual([]);
  expect(await stage.evaluate(() => harness.state().held)).toBeLessThanOrEqual(30);
});

test('a frame that is still being decoded is called decoding, never exact', async ({
  stage,
  openClip,
}) => {
  await openClip(numberedClips['720p30'], 30 * 1280 * 720 * 1.5);
  const seen = await stage.evaluate(async () => {
    harness.player().seekToFrame(240);
    const atOnce = harness.state();
    const name = document.querySelector('.picture-host')?.getAttribute('aria-label');
    await harness.settled();
    return { atOnce, name, after: harness.state() };
  });
  expect(seen.atOnce).toMatchObject({ frame: 240, isDecoding: true, isExact: false });
  expect(seen.after).toMatchObject({
    frame: 240,
    shownFrame: 240,
    isDecoding: false,
    isExact: true,
  });
});
