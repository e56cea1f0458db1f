import { readFile } from 'node:fs/promises';
import { indexOfBytes } from '../../helpers/index-of-bytes.ts';
import { numberedClip, numberedClips, type ClipRecipe } from '../../helpers/numbered-clips.ts';
import { expect, test } from './harness-test.ts';

const huge: ClipRecipe = {
  name: 'huge',
  width: 3840,
  height: 2160,
  rate: '60',
  frames: 90,
  video: '-c:v libx264 -preset ultrafast -crf 30 -pix_fmt yuv420p -g 30'.split(' '),
  ending: 'mp4',
  hasSound: false,
};
const tenBits: ClipRecipe = {
  ...numberedClips.webm480,
  name: 'tenBits',
  video: [
    ...'-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -b:v 1M -g 30'.split(' '),
    ...'-profile:v 2 -pix_fmt yuv420p10le'.split(' '),
  ],
  frames: 60,
};
const hugeTenBits: ClipRecipe = {
  ...tenBits,
  name: 'hugeTenBits',
  width: 3840,
  height: 2160,
  rate: '60',
};
const threeHours: ClipRecipe = {
  name: 'threeHours',
  width: 160,
  height: 90,
  rate: '1',
  frames: 10_800,
  video: '-c:v libx264 -preset ultrafast -pix_fmt yuv420p -g 60'.split(' '),
  ending: 'mp4',
  hasSound: false,
};

for (const [what, recipe, ringBytes] of [
  ['4K at 60 frames a second', huge, 120_000_000],
  ['4K at 60 frames a second in 10 bits', hugeTenBits, 120_000_000],
  ['10 bits', tenBits, 20 * 854 * 480 * 1.5],
] as const) {
  test(`where full size does not fit, smaller copies are stepped through, said in words, and a rest shows full size: ${what}`, async ({
    stage,
    openClip,
  }) => {
    await openClip(recipe, ringBytes);
    const seen = await stage.evaluate(async () => {
      const wrong: number[][] = [];
      let mostBytes = 0;
      for (const frame of [0, 1, 2, 3, 4, 5, 40, 39, 38, 37, 36, 59, 20, 21]) {
        harness.player().seekToFrame(frame);
        const state = await harness.settled();
        mostBytes = Math.max(mostBytes, state.heldBytes);
        if (harness.pixelNumber() !== frame || !state.isExact)
          wrong.push([frame, harness.pixelNumber()]);
      }
      await new Promise((resolve) => setTimeout(resolve, 3000));
      return { wrong, mostBytes, state: harness.state(), rest: harness.pixelNumber() };
    });
    expect(seen.wrong).toEqual([]);
    expect(seen.state.heldDivisor).toBeGreaterThan(1);
    expect(seen.state.notes).toContain('smaller-while-stepping');
    expect(seen.mostBytes).toBeLessThanOrEqual(ringBytes);
    expect(seen.rest).toBe(21);
  });
}

test('a frame that the reviewer rests on is drawn anew at full size, to the pixel as if memory were ample', async ({
  stage,
  served,
}) => {
  const url = served.clipUrl(await numberedClip(tenBits));
  const seen = await stage.evaluate(
    async ([clip, little]) => {
      const frame = 21;
      const shown = async (ringBytes?: number) => {
        await harness.open(clip, ringBytes);
        harness.player().seekToFrame(frame);
        await harness.settled();
        return harness.pixels('canvas.picture-frame');
      };
      const ample = await shown();
      const differing = (pixels: Uint8ClampedArray) =>
        pixels.reduce((n, value, i) => (value === ample[i] ? n : n + 1), 0);
      const atFirst = differing(await shown(little));
      const { heldDivisor } = harness.state();
      let atRest = atFirst;
      for (let n = 0; n < 60 && atRest === atFirst; n++) {
        await new Promise((resolve) => setTimeout(resolve, 200));
        atRest = differing(harness.pixels('canvas.picture-frame'));
      }
      return { heldDivisor, atFirst, atRest };
    },
    [url, 20 * 854 * 480 * 1.5] as const,
  );
  expect(seen.heldDivisor).toBeGreaterThan(1);
  expect(seen.atFirst).toBeGreaterThan(0);
  expect(seen.atRest).toBe(0);
});

test('a clip of three hours opens, steps and jumps to its end within its memory', async ({
  stage,
  openClip,
}) => {
  const ringBytes = 60 * 160 * 90 * 1.5;
  const { frames } = await openClip(threeHours, ringBytes);
  expect(frames).toBe(10_800);
  const seen = await stage.evaluate(async () => {
    const drawn: number[] = [];
    for (const frame of [0, 1, 10_799, 10_798, 5400, 5399]) {
      harness.player().seekToFrame(frame);
      await harness.settled();
      drawn.push(harness.pixelNumber());
    }
    return { drawn, bytes: harness.state().heldBytes };
  });
  expect(seen.drawn).toEqual([0, 1, 10_799, 10_798, 5400, 5399]);
  expect(seen.bytes).toBeLessThanOrEqual(ringBytes);
});

test('where three steps in a row take too long, steps go to key frames, said in words; a key or a press takes single frames back', async ({
  page,
  served,
}) => {
  const file = await numberedClip(numberedClips['720p2997']);
  await page.clock.install({ time: 0 });
  await page.goto(served.url);
  const index = await indexOfBytes(await readFile(file));
  // Full size, but so few that no step of 30 frames goes to one that lies ready.
  const ringBytes = 30 * 1280 * 736 * 1.5;
  await page.evaluate(([url, known, bytes]) => harness.show(url, known, bytes), [
    served.clipUrl(file),
    index,
    ringBytes,
  ] as const);
  await expect.poll(() => page.evaluate(() => harness.state().isExact)).toBe(true);
  await page.clock.pauseAt(60_000);
  // A machine that takes two seconds for each answer: what the page asks is held back so long by its own clock.
  await page.evaluate(() => {
    const post = Worker.prototype.postMessage as (this: Worker, ...sent: unknown[]) => void;
    Worker.prototype.postMessage = function late(this: Worker, ...sent: unknown[]) {
      setTimeout(() => post.apply(this, sent), 2000);
    };
  });
  const stand = () =>
    page.evaluate(() => {
      const { frame, isExact, keyFrameSteps, notes } = harness.state();
      return { frame, isExact, keyFrameSteps, notes, pixels: harness.pixelNumber() };
    });
  const step = async (by: number, expected: number) => {
    await page.evaluate((frames) => harness.player().stepFrames(frames), by);
    await page.clock.runFor(2100);
    await expect.poll(stand).toMatchObject({ frame: expected, isExact: true, pixels: expected });
  };
  for (const [n, frame] of [30, 60, 90].entries()) {
    expect(await stand()).toMatchObject({ keyFrameSteps: 'off', frame: n * 30 });
    await step(30, frame);
  }
  await expect.poll(stand).toMatchObject({
    keyFrameSteps: 'too-slow',
    notes: ['key-frame-steps-too-slow'],
  });
  await expect(page.getByText('Single frames of this clip are too heavy')).toBeVisible();
  await step(1, 120);
  await step(1, 180);
  await step(-1, 120);

  await page.getByRole('button', { name: 'Step single frames again' }).click();
  await step(1, 121);
  for (const [by, frame] of [
    [30, 151],
    [30, 181],
    [30, 211],
    [30, 241],
  ] as const)
    await step(by, frame);
  // What was switched by hand is never switched by itself.
  expect(await stand()).toMatchObject({ keyFrameSteps: 'off', notes: [] });
});
