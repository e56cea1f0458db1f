import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ffmpeg } from '../../helpers/ffmpeg-clips.ts';
import { indexOfBytes } from '../../helpers/index-of-bytes.ts';
import { expect, test } from './harness-test.ts';

const words = (line: string) => line.split(' ');
const h264 = '-c:v libx264 -preset ultrafast -crf 10';
const vp8 = '-c:v libvpx -deadline realtime -cpu-used 8 -crf 4 -b:v 4M';
const vp9 = '-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -crf 10 -b:v 0';
const av1 = '-c:v libsvtav1 -preset 12 -crf 15 -svtav1-params film-grain=0';
const tagged = (matrix: string, transfer = matrix) =>
  `-colorspace ${matrix} -color_primaries ${matrix} -color_trc ${transfer}`;
const bt2020 = '-colorspace bt2020nc -color_primaries bt2020 -color_trc bt2020-10';

/** Lime, red, blue and olive side by side, at this size. */
async function colours(size: string, how: string, ending: string): Promise<string> {
  const [width = 0, height = 0] = size.split('x').map(Number);
  const quarter = `${Math.floor(width / 8) * 2}x${height}`;
  const file = join(await mkdtemp(join(tmpdir(), 'second-look-colours-')), `colours.${ending}`);
  const patches = ['lime', 'red', 'blue', '0x808040'].flatMap((colour) =>
    words(`-f lavfi -i color=c=${colour}:s=${quarter}:r=25:d=0.4`),
  );
  const beside = ['-filter_complex', '[0][1][2][3]hstack=4,format=yuv420p'];
  await ffmpeg(...patches, ...beside, ...words(how), file);
  return file;
}

const cases = [
  ['320x180', `${h264}`, 'mp4'],
  ['720x576', `${h264}`, 'mkv'],
  ['1280x720', `${h264}`, 'mp4'],
  ['1280x720', `${h264}`, 'mkv'],
  ['576x1024', `${h264}`, 'mp4'],
  ['320x180', `${h264} ${tagged('bt709')}`, 'mp4'],
  ['1280x720', `${h264} ${tagged('smpte170m')}`, 'mp4'],
  ['320x180', `${h264} ${bt2020}`, 'mp4'],
  ['320x180', `${h264} ${tagged('bt709')} -color_range pc`, 'mp4'],
  ['1280x720', `${h264} -colorspace smpte170m`, 'mp4'],
  ['320x180', `${h264} -colorspace bt709`, 'mp4'],
  ['320x180', `${h264} -color_range pc`, 'mp4'],
  ['320x180', vp8, 'webm'],
  ['1280x720', vp8, 'webm'],
  ['320x180', `${vp8} ${tagged('bt709')}`, 'webm'],
  ['1280x720', `${vp8} ${tagged('smpte170m')}`, 'webm'],
  ['1280x720', vp9, 'webm'],
  ['320x180', `${vp9} ${tagged('bt709')}`, 'mp4'],
  ['320x180', `${vp9} ${bt2020}`, 'webm'],
  ['1280x720', av1, 'mp4'],
  ['320x180', `${av1} ${tagged('bt709')}`, 'webm'],
] as const;

for (const [size, how, ending] of cases) {
  test(`a frame has the same colours stepped as played: ${ending} of ${size}, ${how}`, async ({
    stage,
    served,
  }) => {
    const file = await colours(size, how, ending);
    const found = await indexOfBytes(await readFile(file));
    const index = found && { ...found, irregularities: [] };
    await stage.evaluate(([url, known]) => harness.show(url, known), [
      served.clipUrl(file, `${Date.now()}.${ending}`),
      index,
    ] as const);
    await expect.poll(() => stage.evaluate(() => harness.state().agreement)).toBe('agrees');
    const { stepped, played, thumbnail } = await stage.evaluate(async () => {
      const player = harness.player();
      const { exact, video } = player.layers;
      const patches = (source: CanvasImageSource) => {
        const canvas = new OffscreenCanvas(64, 16);
        const pen = canvas.getContext('2d', { alpha: false });
        if (!pen) throw new Error('no canvas');
        pen.drawImage(source, 0, 0, 64, 16);
        return [8, 24, 40, 56].map((x) =>
          Array.from(pen.getImageData(x, 8, 1, 1).data.slice(0, 3)),
        );
      };
      player.framePictures.want([0]);
      while (!player.framePictures.read(0)) await harness.painted();
      const small = player.framePictures.read(0);
      return {
        stepped: patches(exact),
        played: patches(video),
        thumbnail: patches(small as unknown as ImageBitmap),
      };
    });
    const furthest = (a: number[][], b: number[][]) =>
      Math.max(
        ...a.flatMap((one, i) => one.map((value, n) => Math.abs(value - (b[i]?.[n] ?? 999)))),
      );
    expect(furthest(stepped, played)).toBeLessThanOrEqual(1);
    expect(furthest(stepped, thumbnail)).toBeLessThanOrEqual(3);
  });
}
