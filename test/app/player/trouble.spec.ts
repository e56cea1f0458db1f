import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { numberedClip, numberedClips } from '../../helpers/numbered-clips.ts';
import { watchMemory } from '../../helpers/page-memory.ts';
import { expect, test } from './harness-test.ts';

for (const [name, codec] of [
  ['hevc', 'hev1'],
  ['mpeg4', 'mp4v'],
] as const) {
  test(`a codec that nobody here can decode is named in words, and its sound is still there: ${name}`, async ({
    stage,
    openClip,
  }) => {
    await openClip(numberedClips[name]);
    const state = await stage.evaluate(() => harness.state());
    expect(state).toMatchObject({ phase: 'failed', source: 'sound', hasSound: true });
    expect(state.fault?.kind).toBe('unsupported-media');
    expect(state.fault?.message).toContain(codec);
    await expect(stage.getByRole('alert')).toContainText('No picture');
    expect(
      await stage.evaluate(async () => (await harness.player().soundPicture())?.channels),
    ).toBe(2);
  });
}

test('where a file is damaged, the frame is refused in words and the frames around it stay exact', async ({
  stage,
  served,
}) => {
  const bytes = await readFile(await numberedClip(numberedClips['720p2997']));
  // The picture data of one group in the middle is overwritten; the tables at the front stay whole.
  const from = Math.floor(bytes.length * 0.48);
  bytes.fill(0xa5, from, from + 20_000);
  const file = join(await mkdtemp(join(tmpdir(), 'second-look-')), 'damaged.mp4');
  await writeFile(file, bytes);
  const seen = await stage.evaluate(async (url) => {
    await harness.open(url);
    const wrong: number[][] = [];
    let refused = 0;
    for (let frame = 100; frame < 220; frame += 4) {
      harness.player().seekToFrame(frame);
      await harness.answered();
      const state = harness.state();
      if (state.fault) refused++;
      // Concealed damage may blur the number's bars, but a frame before the damage must be itself.
      else if (frame < 118 && harness.pixelNumber() !== frame)
        wrong.push([frame, harness.pixelNumber()]);
      if (state.fault && state.isExact) wrong.push([frame, -1]);
    }
    harness.player().seekToFrame(290);
    await harness.answered();
    return { wrong, refused, after: harness.pixelNumber(), state: harness.state() };
  }, served.clipUrl(file));
  expect(seen.wrong).toEqual([]);
  expect(seen.after).toBe(290);
  expect(seen.state).toMatchObject({ isExact: true, fault: null });
});

test('half a file shows what it has and refuses the rest in words', async ({ stage, served }) => {
  const bytes = await readFile(await numberedClip(numberedClips['720p2997']));
  const file = join(await mkdtemp(join(tmpdir(), 'second-look-')), 'half.mp4');
  await writeFile(file, bytes.subarray(0, bytes.length / 2));
  const index = served.clipUrl(await numberedClip(numberedClips['720p2997']));
  const seen = await stage.evaluate(
    async ([url, whole]) => {
      await harness.open(url, undefined, whole);
      harness.player().seekToFrame(20);
      await harness.answered();
      const early = { pixels: harness.pixelNumber(), isExact: harness.state().isExact };
      harness.player().seekToFrame(290);
      await harness.answered();
      return { early, late: harness.state() };
    },
    [served.clipUrl(file), index] as const,
  );
  expect(seen.early).toEqual({ pixels: 20, isExact: true });
  expect(seen.late).toMatchObject({ isExact: false, isDecoding: false });
  expect(seen.late.fault?.kind).toBe('broken-media');
});

test('thirty clips opened, stepped and closed leave no picture unclosed, nothing owned, no listener and no worker behind', async ({
  stage,
  served,
  browser,
}) => {
  const memory = await watchMemory(browser, stage);
  const url = served.clipUrl(await numberedClip(numberedClips.rotated));
  const review = (clips: number) =>
    stage.evaluate(
      async ([clip, n]) => {
        for (let i = 0; i < n; i++) {
          await harness.open(clip);
          for (let step = 0; step < 5; step++) harness.player().stepFrames(1);
          await harness.settled();
          harness.close();
        }
        return harness.owned();
      },
      [url, clips] as const,
    );
  expect(await review(5)).toBe(0);
  const early = await memory.read();
  const more = 25;
  expect(await review(more)).toBe(0);
  const late = await memory.read();
  expect(await memory.unclosed()).toBe(0);
  const pictures = await stage.evaluate(() => harness.pictures());
  expect(pictures.received).toBeGreaterThan(30);
  expect(pictures.open).toBe(0);
  expect(late.listeners).toBeLessThanOrEqual(early.listeners);
  // What every clip leaves behind is there as often as clips were opened; Chromium's own count goes up and down by a few.
  expect(late.nodes - early.nodes).toBeLessThan(more);
  await expect.poll(() => stage.workers().length).toBe(0);
  expect(await stage.evaluate(() => document.querySelectorAll('video').length)).toBe(0);
});
