import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readAsDesk, type DeskClip } from '../../../backend/media/desk-reading.ts';
import { loadGeneration } from '../../../backend/store/generations.ts';
import { fileToReview, type Generation } from '../../../shared/domain/generation.ts';
import { expectValue } from '../../../shared/lifetime/result.ts';
import { needsCopyFor } from '../../../shared/media-time/irregularities.ts';
import { backendHomes, type TestBackend } from '../../helpers/backend/backend-homes.ts';
import { HttpCaller } from '../../helpers/backend/http-desk.ts';
import { operatorToken } from '../../helpers/backend/invite.ts';
import { someGeneration } from '../../helpers/backend/backend-fixtures.ts';
import { ffmpeg, hasFfmpegFor } from '../../helpers/ffmpeg-clips.ts';
import { markedPictures } from '../../helpers/matrix/marked-frames.ts';
import { matroskaOf } from '../../helpers/matrix/matroska-writer.ts';
import {
  editMovie,
  isPicture,
  orientationMatrix,
  withEdits,
  withMatrix,
} from '../../helpers/matrix/movie-editor.ts';

const homes = hasFfmpegFor('review copies of odd files') ? backendHomes().slice(0, 1) : [];
const first = 1024;
const frame = (n: number) => first + n * 512;

// Each is encoded, probed and read several times by programs of their own.
describe.each(homes)('odd files, through the intake', { timeout: 60_000 }, (home) => {
  const folder = mkdtempSync(join(tmpdir(), 'second-look-odd-files-'));
  const at = (name: string) => join(folder, name);
  let backend: TestBackend;
  let poor: TestBackend;
  let plain: Buffer;

  beforeAll(async () => {
    backend = await home.start({ operatorToken });
    poor = await home.start({ operatorToken, mayUseFfmpeg: false });
    writeFileSync(at('a.yuv'), markedPictures(50));
    await ffmpeg(...pictures, ...tone, ...h264, ...bt709, '-c:a', 'aac', at('plain.mp4'));
    plain = readFileSync(at('plain.mp4'));
  }, 60_000);
  afterAll(async () => {
    await backend.stop();
    await poor.stop();
    rmSync(folder, { recursive: true });
  });

  const pictures = [
    '-f',
    'rawvideo',
    '-pix_fmt',
    'yuv420p',
    '-s',
    '128x80',
    '-r',
    '25',
    '-i',
    at('a.yuv'),
  ];
  const tone = ['-f', 'lavfi', '-i', 'sine=duration=2:sample_rate=48000'];
  const h264 = '-c:v libx264 -preset veryfast -g 10 -bf 2 -sc_threshold 0 -pix_fmt yuv420p'.split(
    ' ',
  );
  const bt709 = '-color_primaries bt709 -color_trc bt709 -colorspace bt709'.split(' ');

  async function takeIn({ server }: TestBackend, bytes: Uint8Array): Promise<Generation> {
    const operator = new HttpCaller(server.url, operatorToken);
    const { generationId } = (await operator.ask('registerGeneration', { body: someGeneration() }))
      .body;
    await operator.ask('uploadMedia', { params: { generationId }, bytes });
    const stored = await server.parts.database.transaction((tx) =>
      loadGeneration(tx, generationId),
    );
    if (!stored) throw new Error('the generation is not there');
    return stored.generation;
  }

  /** The review copy as the desk reads it; nothing about it is irregular enough for another. */
  async function copyOf(generation: Generation): Promise<DeskClip> {
    const shown = fileToReview(generation);
    expect([generation.mediaState, shown?.role, generation.mediaNote]).toEqual([
      'ready',
      'proxy',
      expect.stringContaining('A review copy is shown.'),
    ]);
    const path = backend.server.parts.folder.pathOf(shown?.sha256 ?? '');
    const clip = expectValue((await readAsDesk(path)).clip);
    expect(needsCopyFor(clip.index.irregularities)).toEqual([]);
    expect(shown?.proxy?.framesChecked).toBe(clip.index.startsUs.length);
    return clip;
  }

  /** Luma of the four corners of a copy's first picture. */
  async function cornersOf(generation: Generation): Promise<number[]> {
    const path = backend.server.parts.folder.pathOf(fileToReview(generation)?.sha256 ?? '');
    const { width, height } = sizeOf(expectValue((await readAsDesk(path)).clip));
    await ffmpeg(
      '-i',
      path,
      '-frames:v',
      '1',
      '-f',
      'rawvideo',
      '-pix_fmt',
      'yuv420p',
      at('first.y'),
    );
    const luma = readFileSync(at('first.y'));
    const near = (x: number, y: number) => luma[y * width + x] ?? 0;
    return [near(4, 4), near(width - 5, 4), near(4, height - 5), near(width - 5, height - 5)];
  }
  const sizeOf = ({ index }: DeskClip) => ({ width: index.codedWidth, height: index.codedHeight });

  const edited = (...edits: Parameters<typeof withEdits>[1]) =>
    editMovie(plain, (track) => (isPicture(track) ? withEdits(track, edits) : track));

  test('an end that the edit list trims is no damage: the clip goes as it is, and nothing is said to be missing', async () => {
    const trimmed = editMovie(plain, (track) =>
      withEdits(track, [{ duration: 1000, mediaTime: 1024 }]),
    );
    const pictureOnly = edited({ duration: 1000, mediaTime: first });
    expect(await takeIn(backend, pictureOnly)).toMatchObject({
      mediaState: 'ready',
      mediaNote: '',
    });
    // The sound's end is trimmed as well, which players do not agree on.
    const copy = await copyOf(await takeIn(backend, trimmed));
    expect(copy.index.startsUs.length).toBe(25);
  });

  test('a picture put together from several stretches is copied as every player shows it', async () => {
    const generation = await takeIn(
      backend,
      edited({ duration: 400, mediaTime: first }, { duration: 600, mediaTime: frame(30) }),
    );
    expect(generation.mediaNote).toContain('several stretches');
    const copy = await copyOf(generation);
    expect(Array.from(copy.index.startsUs, (us) => Math.round((us * 25) / 1e6))).toEqual(
      Array.from({ length: 25 }, (_, n) => n),
    );
  });

  test('an edit list that ffmpeg can not follow stays as it is, with the reason, and is never called exact', async () => {
    const held = edited({ duration: 400, mediaTime: first, rate: 0 });
    const { mediaState, media } = await takeIn(backend, held);
    expect([mediaState, media.length]).toEqual(['ready', 1]);
  });

  /** Luma of the corners as they are drawn, row by row: of red 82, green 150, blue 45, yellow 205. */
  const orientations: readonly (readonly [boolean, number, readonly number[]])[] = [
    [false, 90, [45, 82, 205, 150]],
    [false, 180, [205, 45, 150, 82]],
    [true, 90, [205, 150, 45, 82]],
    [true, 180, [45, 205, 82, 150]],
  ];

  test.each(orientations)('a copy stands upright: mirrored %s, turned %d', async (...lying) => {
    const [isMirrored, rotation, truth] = lying;
    const matrix = orientationMatrix(isMirrored, rotation, 128, 80);
    const odd = editMovie(plain, (track) =>
      isPicture(track)
        ? withEdits(withMatrix(track, matrix), [
            { duration: 400, mediaTime: first },
            { duration: 600, mediaTime: frame(30) },
          ])
        : track,
    );
    const generation = await takeIn(backend, odd);
    const copy = await copyOf(generation);
    const isOnItsSide = rotation === 90;
    expect(copy.index).toMatchObject({
      isMirrored: false,
      rotation: 0,
      displayWidth: isOnItsSide ? 80 : 128,
      displayHeight: isOnItsSide ? 128 : 80,
    });
    const corners = await cornersOf(generation);
    const apart = corners.map((value, n) => Math.abs(value - (truth[n] ?? 0)));
    expect(Math.max(...apart)).toBeLessThan(12);
  });

  test('a picture that changes size is copied into one size, frame by frame, with its colours named', async () => {
    const vp8 = ['-c:v', 'libvpx', '-deadline', 'realtime', '-g', '10'];
    await ffmpeg(...pictures, ...vp8, at('wide.webm'));
    await ffmpeg('-f', 'lavfi', '-i', 'testsrc2=s=80x128:r=25:d=1', ...vp8, at('tall.webm'));
    writeFileSync(
      at('both.txt'),
      ['wide', 'tall'].map((name) => `file '${at(name)}.webm'`).join('\n'),
    );
    await ffmpeg('-f', 'concat', '-safe', '0', '-i', at('both.txt'), '-c', 'copy', at('both.webm'));
    const copy = await copyOf(await takeIn(backend, readFileSync(at('both.webm'))));
    expect(copy.index.startsUs.length).toBe(75);
    expect(copy.index).toMatchObject({ displayWidth: 128, displayHeight: 128 });
    expect(copy.index.irregularities).toEqual([]);
  });

  test('a clip that begins in an open group gets a copy of what can be decoded', async () => {
    const open =
      '-c:v libx264 -g 12 -bf 3 -x264-params open-gop=1:scenecut=0 -pix_fmt yuv420p'.split(' ');
    await ffmpeg('-f', 'lavfi', '-i', 'testsrc2=s=128x80:r=25:d=3', ...open, at('open.mp4'));
    await ffmpeg('-ss', '1', '-i', at('open.mp4'), '-c', 'copy', at('cut.mp4'));
    const generation = await takeIn(backend, readFileSync(at('cut.mp4')));
    expect(generation.mediaNote).toContain('first pictures need others');
    const original = expectValue((await readAsDesk(at('cut.mp4'))).clip);
    const copy = await copyOf(generation);
    expect(copy.index.startsUs.length).toBe(original.index.startsUs.length);
  });

  test('packets that Matroska compresses get a copy; without ffmpeg the desk says why', async () => {
    const zlib = await matroskaOf(plain, { isCompressed: true });
    const generation = await takeIn(backend, zlib);
    expect(generation.mediaNote).toContain('compressed');
    expect((await copyOf(generation)).index.startsUs.length).toBe(50);
    const { mediaState, mediaNote } = await takeIn(poor, zlib);
    expect(mediaState).toBe('needs-transcoding');
    expect(mediaNote).toMatch(/compressed.*needs ffmpeg, which this backend does not have/);
  });

  test('without ffmpeg a clip that players differ on is shown as it is, and that is said', async () => {
    const odd = edited(
      { duration: 400, mediaTime: first },
      { duration: 600, mediaTime: frame(30) },
    );
    const { mediaState, mediaNote, media } = await takeIn(poor, odd);
    expect([mediaState, media.length]).toEqual(['ready', 1]);
    expect(mediaNote).toMatch(
      /several stretches.*needs ffmpeg.*does not call a playing frame exact/,
    );
  });

  test('holes in the sound of a copied clip are silence of the same length', async () => {
    const drop = ['-bsf:a', "noise=drop='between(n,30,50)'"];
    await ffmpeg('-i', at('plain.mp4'), '-c:v', 'mpeg4', '-c:a', 'copy', ...drop, at('holed.mkv'));
    const copy = await copyOf(await takeIn(backend, readFileSync(at('holed.mkv'))));
    expect(copy.index.irregularities).not.toContain('sound-has-holes');
  });

  test('none of this was a bug of the backend', () => {
    expect([...backend.bugs, ...poor.bugs]).toEqual([]);
  });
});
