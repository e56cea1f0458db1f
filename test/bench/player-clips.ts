import { mkdir, rename, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readAsDesk } from '../../backend/media/desk-reading.ts';
import { findFfmpeg, makeProxy } from '../../backend/media/review-proxy.ts';
import { numberedClip, numberedClips, type ClipRecipe } from '../helpers/numbered-clips.ts';

/** A clip of the player's bench: every frame carries its number in its pixels. */
export type PlayerClip = {
  readonly recipe: ClipRecipe;
  /** What the desk shows is the copy that the backend made of it, because Chromium can't decode the original. */
  readonly isProxied?: true;
};

const fullHd = { width: 1920, height: 1080, ending: 'mp4', hasSound: true } as const;
const words = (text: string) => text.split(' ');

const recipes = {
  '1080p24': {
    ...fullHd,
    name: '1080p24',
    rate: '24',
    frames: 240,
    video: numberedClips['1080p30'].video,
  },
  '1080p30vp9': {
    ...fullHd,
    name: '1080p30vp9',
    rate: '30',
    frames: 240,
    ending: 'webm',
    video: words(
      '-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -row-mt 1 -b:v 4M -g 60 -pix_fmt yuv420p',
    ),
  },
  '1080p30av1': {
    ...fullHd,
    name: '1080p30av1',
    rate: '30',
    frames: 240,
    video: words('-c:v libsvtav1 -preset 12 -crf 35 -g 60 -pix_fmt yuv420p'),
  },
  '720p60': {
    ...numberedClips['720p30'],
    name: '720p60',
    rate: '60',
    frames: 480,
    video: numberedClips['1080p30'].video,
  },
  '2160p60': {
    ...fullHd,
    name: '2160p60',
    width: 3840,
    height: 2160,
    rate: '60',
    frames: 240,
    video: words('-c:v libx264 -preset ultrafast -crf 28 -pix_fmt yuv420p -g 60'),
  },
  mpeg4: {
    ...fullHd,
    name: '1080p30mpeg4',
    rate: '30',
    frames: 240,
    ending: 'mkv',
    video: words('-c:v mpeg4 -q:v 4 -bf 2 -g 60'),
  },
} as const satisfies Record<string, ClipRecipe>;

export const playerClips = {
  '1080p30': { recipe: numberedClips['1080p30'] },
  '720p30': { recipe: numberedClips['720p30'] },
  '720p2997': { recipe: numberedClips['720p2997'] },
  vfr720: { recipe: numberedClips.vfr720 },
  '1080p24': { recipe: recipes['1080p24'] },
  '720p60': { recipe: recipes['720p60'] },
  '2160p60': { recipe: recipes['2160p60'] },
  '1080p30vp9': { recipe: recipes['1080p30vp9'] },
  '1080p30av1': { recipe: recipes['1080p30av1'] },
  '1080p30proxy': { recipe: recipes.mpeg4, isProxied: true },
} as const satisfies Record<string, PlayerClip>;
export type PlayerClipName = keyof typeof playerClips;

/** The file that both players are given, made on first use. */
export async function fileOfClip({ recipe, isProxied }: PlayerClip): Promise<string> {
  const original = await numberedClip(recipe);
  return isProxied ? proxyOf(original) : original;
}

async function proxyOf(original: string): Promise<string> {
  const folder = join(tmpdir(), 'second-look-numbered-clips');
  const proxy = `${original}.proxy.mp4`;
  if (await stat(proxy).catch(() => null)) return proxy;
  const ffmpeg = await findFfmpeg();
  if (!ffmpeg) throw new Error('there is no ffmpeg that writes H.264');
  await mkdir(folder, { recursive: true });
  const raw = join(folder, `${process.pid}-proxy.mp4`);
  const reading = await readAsDesk(original);
  const plan = { copyVideo: false, ffmpegVersion: ffmpeg.version, reading };
  const made = await makeProxy(original, raw, plan, new AbortController().signal);
  if (!made.ok) throw new Error(made.note);
  await rename(raw, proxy);
  return proxy;
}
