import { numberedClips, type ClipRecipe } from '../../helpers/numbered-clips.ts';
import { expect, test } from './harness-test.ts';

test('a frame reached by a cold jump has the very pixels that it has when stepped to', async ({
  stage,
  openClip,
}) => {
  const capacity = 40;
  await openClip(numberedClips['720p30'], capacity * 1280 * 720 * 1.5);
  const differing = await stage.evaluate(async () => {
    const differ: number[] = [];
    const pixelsAt = async (frame: number) => {
      harness.player().seekToFrame(frame);
      await harness.settled();
      return new Uint32Array(harness.pixels('canvas.picture-frame').buffer);
    };
    for (const frame of [140, 231, 77]) {
      const jumped = await pixelsAt(frame);
      // Far enough away to be forgotten, then to it frame by frame from well before.
      await pixelsAt(frame > 150 ? 10 : 290);
      await pixelsAt(frame - 45);
      for (let step = frame - 44; step < frame; step++) await pixelsAt(step);
      const stepped = await pixelsAt(frame);
      if (jumped.some((value, at) => value !== stepped[at])) differ.push(frame);
    }
    return differ;
  });
  expect(differing).toEqual([]);
});

const { rotated } = numberedClips;
const notSquare: ClipRecipe = {
  name: 'notSquare',
  width: 640,
  height: 360,
  rate: '30',
  frames: 60,
  ending: 'mp4',
  hasSound: false,
  video: [...rotated.video, '-aspect', '2.35'],
};

for (const [what, recipe] of [
  ['as it lies', numberedClips['720p2997']],
  ['turned', rotated],
  ['of pixels that are not square', notSquare],
] as const) {
  test(`a frame whose pixels were brought while the page rested is the one drawn at once, bit by bit: a picture ${what}`, async ({
    stage,
    openClip,
  }) => {
    const opened = await openClip(recipe);
    const brought = await stage.evaluate(async () => {
      let sum = 7;
      for (const frame of [20, 21, 22, 21, 20, 19, 40]) {
        harness.player().seekToFrame(frame);
        await harness.settled();
        for (const value of new Uint32Array(harness.pixels('canvas.picture-frame').buffer))
          sum = (sum * 31 + value) % 4_294_967_291;
        if (harness.seenNumber() !== frame) return -1;
        // Long enough for both neighbours.
        await new Promise((resolve) => setTimeout(resolve, 150));
      }
      return sum;
    });
    await openClip(recipe);
    const atOnce = await stage.evaluate(async () => {
      let sum = 7;
      for (const frame of [20, 21, 22, 21, 20, 19, 40]) {
        // From far away each time: nothing was brought ahead, and what was kept is made over.
        for (const far of [50, 5, 55, 1]) {
          harness.player().seekToFrame(far);
          await harness.settled();
        }
        harness.player().seekToFrame(frame);
        await harness.settled();
        for (const value of new Uint32Array(harness.pixels('canvas.picture-frame').buffer))
          sum = (sum * 31 + value) % 4_294_967_291;
      }
      return sum;
    });
    expect(opened.frames).toBeGreaterThan(55);
    expect(brought).toBe(atOnce);
  });
}

test('pixels copied from a picture are those that the canvas itself would draw, in every colour space', async ({
  stage,
}) => {
  const differing = await stage.evaluate(async () => {
    const [width, height] = [320, 180];
    const bytes = Uint8Array.from(
      { length: width * height * 1.5 },
      (_, i) => (i * 7 + (i >> 9)) & 255,
    );
    const canvas = document.createElement('canvas');
    Object.assign(canvas, { width, height });
    const pen = canvas.getContext('2d', { alpha: false });
    const spaces: VideoColorSpaceInit[] = [
      {},
      { primaries: 'bt709', transfer: 'bt709', matrix: 'bt709', fullRange: false },
      { primaries: 'bt709', transfer: 'bt709', matrix: 'bt709', fullRange: true },
      { primaries: 'smpte170m', transfer: 'smpte170m', matrix: 'smpte170m', fullRange: false },
      { primaries: 'bt470bg', transfer: 'smpte170m', matrix: 'bt470bg', fullRange: false },
      { primaries: 'bt709', transfer: 'iec61966-2-1', matrix: 'bt709', fullRange: false },
    ];
    const differ: string[] = [];
    for (const colorSpace of spaces) {
      const picture = new VideoFrame(bytes, {
        format: 'I420',
        codedWidth: width,
        codedHeight: height,
        timestamp: 0,
        colorSpace,
      });
      pen?.drawImage(picture, 0, 0);
      const drawn = pen?.getImageData(0, 0, width, height).data;
      const copied = new ImageData(width, height);
      await picture.copyTo(copied.data, { format: 'RGBA' });
      picture.close();
      if (!drawn || copied.data.some((value, at) => value !== drawn[at]))
        differ.push(JSON.stringify(colorSpace));
    }
    return differ;
  });
  expect(differing).toEqual([]);
});
