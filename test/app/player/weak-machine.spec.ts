import { numberedClips, type ClipRecipe } from '../../helpers/numbered-clips.ts';
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
