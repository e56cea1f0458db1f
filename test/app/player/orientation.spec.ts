import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ffmpeg } from '../../helpers/ffmpeg-clips.ts';
import { indexOfBytes } from '../../helpers/index-of-bytes.ts';
import { markedPictures } from '../../helpers/matrix/marked-frames.ts';
import {
  editMovie,
  isPicture,
  orientationMatrix,
  withMatrix,
} from '../../helpers/matrix/movie-editor.ts';
import { expect, test } from './harness-test.ts';

const [width, height, frames] = [128, 80, 60];
const ways = [false, true].flatMap((isMirrored) =>
  [0, 90, 180, 270].map((rotation) => ({ isMirrored, rotation })),
);

/** Marked pictures that lie this way by the display matrix of their track. */
async function lyingClip(isMirrored: boolean, rotation: number): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'second-look-lying-'));
  const [raw, plain, file] = ['raw.yuv', 'plain.mp4', 'lying.mp4'].map((name) =>
    join(folder, name),
  ) as [string, string, string];
  await writeFile(raw, markedPictures(frames, width, height));
  const input = `-f rawvideo -pix_fmt yuv420p -s ${width}x${height} -r 25 -i`.split(' ');
  const codec = '-c:v libx264 -preset ultrafast -crf 8 -g 10 -pix_fmt yuv420p'.split(' ');
  await ffmpeg(...input, raw, ...codec, plain);
  const matrix = orientationMatrix(isMirrored, rotation, width, height);
  const lying = editMovie(await readFile(plain), (track) =>
    isPicture(track) ? withMatrix(track, matrix) : track,
  );
  await writeFile(file, lying);
  return file;
}

for (const { isMirrored, rotation } of ways) {
  test(`a picture lies the same way wherever it is drawn: turned by ${rotation}${isMirrored ? ', mirrored' : ''}`, async ({
    stage,
    served,
  }) => {
    const file = await lyingClip(isMirrored, rotation);
    const index = await indexOfBytes(await readFile(file));
    expect(index).toMatchObject({ isMirrored, rotation });
    const url = served.clipUrl(file, `${rotation}-${isMirrored}.mp4`);
    // Forty frames fit: of the others there are small copies.
    const ringBytes = 40 * width * height * 1.5;
    await stage.evaluate(([clip, known, bytes]) => harness.show(clip, known, bytes), [
      url,
      index,
      ringBytes,
    ] as const);
    await expect.poll(() => stage.evaluate(() => harness.state().agreement)).toBe('agrees');
    await expect.poll(() => stage.evaluate(() => harness.state().smallFrames)).toBe(frames);

    const seen = await stage.evaluate(async () => {
      const player = harness.player();
      const told = ({ number, orientation }: ReturnType<typeof harness.marked>) => ({
        number,
        orientation,
      });
      player.seekToFrame(7);
      await harness.settled();
      const stepped = told(harness.marked('canvas.picture-frame'));
      player.seekToFrame(57);
      const isSmall = harness.state().isSmall;
      const small = told(harness.marked('canvas.picture-small'));
      await harness.settled();
      const atOnce = told(harness.marked('canvas.picture-frame'));
      player.framePictures.want([21]);
      while (!player.framePictures.read(21)) await harness.painted();
      const thumbnail = told(harness.marked(player.framePictures.read(21) as ImageBitmap));
      const [sample] = await player.sampleFrames(1);
      const jpeg = new Blob([sample?.jpeg ?? new Uint8Array()], { type: 'image/jpeg' });
      const sampled = told(harness.marked(await createImageBitmap(jpeg)));
      player.seekToFrame(0);
      await harness.settled();
      player.play();
      while (harness.state().shownFrame < 5) await harness.painted();
      player.pause();
      const played = harness.marked('video').orientation;
      return { stepped, isSmall, small, atOnce, thumbnail, sampled, played };
    });
    const orientation = { isMirrored, rotation };
    expect(seen.stepped).toEqual({ number: 7, orientation });
    expect(seen.isSmall).toBe(true);
    expect(seen.small).toEqual({ number: 57, orientation });
    expect(seen.atOnce).toEqual({ number: 57, orientation });
    expect(seen.thumbnail).toEqual({ number: 21, orientation });
    expect(seen.sampled).toEqual({ number: 30, orientation });
    expect(seen.played).toEqual(orientation);
  });
}
