import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fileToReview, type Generation } from '../../../shared/domain/generation.ts';
import { loadGeneration } from '../../../backend/store/generations.ts';
import { backendHomes, type TestBackend } from '../../helpers/backend/backend-homes.ts';
import { HttpCaller } from '../../helpers/backend/http-desk.ts';
import { someGeneration } from '../../helpers/backend/backend-fixtures.ts';
import { ffmpeg, hasFfmpegFor, shownFrames } from '../../helpers/ffmpeg-clips.ts';
import { operatorToken } from '../../helpers/backend/invite.ts';

type Sent = {
  /** Picture and sound in a container, as people send them. */
  readonly what: string;
  readonly file: string;
  readonly video: string;
  readonly audio: string;
  /** What the note must name as the reason for a review copy; empty where the file is played as it is. */
  readonly why: string;
};

const h264 = 'libx264 -preset veryfast -pix_fmt yuv420p -bf 2';
const hevc = 'libx265 -preset ultrafast -x265-params log-level=none';
const vp9 = 'libvpx-vp9 -deadline realtime -cpu-used 8';
const av1 = 'libsvtav1 -preset 12';
const sent = (what: string, file: string, video: string, audio: string, why = ''): Sent => ({
  what,
  file,
  video,
  audio,
  why,
});

const table: readonly Sent[] = [
  sent('H.264 and AAC in MP4', 'a.mp4', h264, 'aac'),
  sent('H.264 and AAC in MOV', 'a.mov', h264, 'aac'),
  sent('H.264 and PCM in MOV', 'pcm.mov', h264, 'pcm_s16le'),
  sent('H.264 and MP3 in MP4', 'mp3.mp4', h264, 'libmp3lame'),
  sent('H.264 and Opus in MP4', 'opus.mp4', h264, 'libopus'),
  sent('H.264 and AAC in MKV', 'a.mkv', h264, 'aac'),
  sent('VP9 and Opus in WebM', 'a.webm', vp9, 'libopus'),
  sent('VP9 in MP4', 'vp9.mp4', vp9, 'aac'),
  sent('AV1 and Opus in WebM', 'av1.webm', av1, 'libopus'),
  sent('AV1 and AAC in MP4', 'av1.mp4', av1, 'aac'),
  sent('H.264 and AC-3 in MP4', 'ac3.mp4', h264, 'ac3', 'its sound is ac3'),
  sent('H.264 and E-AC-3 in MKV', 'eac3.mkv', h264, 'eac3', 'its sound is eac3'),
  sent('VP9 and AC-3 in MKV', 'vp9-ac3.mkv', vp9, 'ac3', 'its sound is ac3'),
  sent('H.264 and AAC in TS', 'a.ts', h264, 'aac', 'its container is mpegts'),
  sent('H.264 and MP3 in AVI, with B-frames', 'a.avi', h264, 'libmp3lame', 'its container is avi'),
  sent('H.264 in 4:2:2', '422.mp4', 'libx264 -pix_fmt yuv422p', 'aac', 'h264 in yuv422p'),
  sent('H.264 in 10 bits', '10.mp4', 'libx264 -pix_fmt yuv420p10le', 'aac', 'h264 in yuv420p10le'),
  sent('HEVC and AAC in MP4', 'hevc.mp4', `${hevc} -tag:v hvc1`, 'aac', 'its picture is hevc'),
  sent('HEVC in 10 bits in MOV', 'hevc10.mov', `${hevc} -pix_fmt yuv420p10le`, 'aac', 'hevc'),
  sent('HEVC in MKV', 'hevc.mkv', hevc, 'ac3', 'its picture is hevc, its sound is ac3'),
  sent('HEVC in TS', 'hevc.ts', hevc, 'aac', 'its picture is hevc'),
  sent('MPEG-4 part 2 and MP3 in AVI', 'xvid.avi', 'mpeg4 -bf 2', 'libmp3lame', 'mpeg4'),
  sent('MPEG-4 part 2 and AAC in MP4', 'part2.mp4', 'mpeg4', 'aac', 'its picture is mpeg4'),
  sent('MPEG-1 and MP2 in a program stream', 'mpeg1.mpg', 'mpeg1video', 'mp2', 'mpeg1video'),
  sent('MPEG-2 and AC-3 in a program stream', 'dvd.vob', 'mpeg2video -bf 2', 'ac3', 'mpeg2video'),
  sent('MPEG-2 and MP2 in TS', 'mpeg2.ts', 'mpeg2video -bf 2', 'mp2', 'its picture is mpeg2video'),
  sent('ProRes and PCM in MOV', 'prores.mov', 'prores_ks', 'pcm_s24le', 'its picture is prores'),
  sent('uncompressed sound in AVI', 'pcm.avi', 'mpeg4', 'pcm_s16le', 'its picture is mpeg4'),
];

const homes = hasFfmpegFor('every codec that people send') ? backendHomes().slice(0, 1) : [];

describe.each(homes)('every codec that people send, through the intake', (home) => {
  let folder = '';
  let backend: TestBackend;
  let poor: TestBackend;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'second-look-codecs-'));
    backend = await home.start({ operatorToken });
    poor = await home.start({ operatorToken, mayUseFfmpeg: false });
  });
  afterAll(async () => {
    await backend.stop();
    await poor.stop();
    rmSync(folder, { recursive: true });
  });

  /** A second of picture and sound. */
  async function make({ file, video, audio }: Sent): Promise<string> {
    const path = join(folder, file);
    const size = file === 'mpeg1.mpg' ? '176x144' : '128x72';
    const inputs = [
      '-f',
      'lavfi',
      '-i',
      `testsrc2=s=${size}:r=25`,
      '-f',
      'lavfi',
      '-i',
      'sine=r=48000',
    ];
    const sound = ['-c:a', ...audio.split(' '), '-ac', '2', '-t', '1', '-strict', '-2'];
    await ffmpeg(...inputs, '-frames:v', '25', '-c:v', ...video.split(' '), ...sound, path);
    return path;
  }

  async function takeIn({ server }: TestBackend, path: string): Promise<Generation> {
    const operator = new HttpCaller(server.url, operatorToken);
    const { generationId } = (await operator.ask('registerGeneration', { body: someGeneration() }))
      .body;
    await operator.ask('uploadMedia', { params: { generationId }, bytes: readFileSync(path) });
    const stored = await server.parts.database.transaction((tx) =>
      loadGeneration(tx, generationId),
    );
    if (!stored) throw new Error('the generation is not there');
    return stored.generation;
  }

  test.each(table)('$what', async (clip) => {
    const path = await make(clip);
    const generation = await takeIn(backend, path);
    expect(generation.mediaState).toBe('ready');
    const shown = fileToReview(generation);
    if (!shown) throw new Error('there is nothing to review');
    expect(generation.mediaNote).toContain(clip.why);
    expect(shown.role).toBe(clip.why === '' ? 'original' : 'proxy');
    const original = await shownFrames(path);
    const copy = await shownFrames(backend.server.parts.folder.pathOf(shown.sha256));
    expect(relative(copy.seconds, original.seconds)).toEqual([]);
    if (clip.why === '') return;
    expect(shown.proxy?.framesChecked).toBe(original.seconds.length);
    expect(shown.proxy?.settings).toContain('-c:v');
    expect(shown.proxy?.encoder).toContain('ffmpeg');
    const without = await takeIn(poor, path);
    expect(without.mediaState).toBe('needs-transcoding');
    expect(without.mediaNote).toMatch(/^The desk can not play this file: .*ffmpeg/);
  });

  test('none of this was a bug of the backend', () => {
    expect([...backend.bugs, ...poor.bugs]).toEqual([]);
  });
});

/** Frames that lie at another time, counted from the first, by more than the containers' own ticks (1 ms). */
function relative(copy: readonly number[], original: readonly number[]): readonly unknown[] {
  if (copy.length !== original.length)
    return [`${copy.length} frames instead of ${original.length}`];
  const late = (n: number) =>
    (copy[n] ?? 0) - (copy[0] ?? 0) - ((original[n] ?? 0) - (original[0] ?? 0));
  return copy
    .map((_, n) => ({ n, late: late(n) }))
    .filter((frame) => !(Math.abs(frame.late) <= 0.001_01));
}
