import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Clips that the tests make themselves with the system's ffmpeg: one second of a test picture and a tone. */
export const clipRecipes = {
  'plain.mp4': '-c:v libx264 -pix_fmt yuv420p -c:a aac',
  'hevc.mp4': '-c:v libx265 -x265-params log-level=none -tag:v hvc1 -c:a aac',
  'part2.avi': '-c:v mpeg4 -bf 2 -c:a mp3',
  'program.mpg': '-c:v mpeg1video -c:a mp2',
  'plain.webm': '-c:v libvpx -deadline realtime -c:a libopus',
  'ac3.mp4': '-c:v libx264 -pix_fmt yuv420p -c:a ac3',
  'prores.mov': '-c:v prores_ks -c:a pcm_s16le',
} as const;
export type ClipName = keyof typeof clipRecipes;

export const hasFfmpeg = spawnSync('ffmpeg', ['-version']).status === 0;

/** Makes a clip in `folder` and returns its path. Odd timing: every third frame is missing. */
export function makeClip(folder: string, name: ClipName, size = '96x64'): string {
  const path = join(folder, `${size}-${name}`);
  if (existsSync(path)) return path;
  const constantRate = name === 'program.mpg' || name === 'part2.avi';
  const filter = constantRate ? [] : ['-vf', "select='mod(n,3)'", '-fps_mode', 'passthrough'];
  const picture = ['-f', 'lavfi', '-i', `testsrc2=s=${size}:r=25:d=1`];
  const sound = ['-f', 'lavfi', '-i', 'sine=440:r=48000:d=1'];
  const args = [
    '-v',
    'error',
    '-y',
    ...picture,
    ...sound,
    ...filter,
    ...clipRecipes[name].split(' '),
    path,
  ];
  const done = spawnSync('ffmpeg', args);
  if (done.status !== 0)
    throw new Error(`ffmpeg could not make ${name}: ${done.stderr.toString()}`);
  return path;
}
