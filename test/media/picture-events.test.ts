import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { findPictureEvents } from '../../renderer/evidence/picture-events/find-events.ts';
import { createChangeMeter } from '../../renderer/evidence/picture-events/frame-change.ts';
import { decodedLuma } from '../helpers/decoded-clips.ts';
import { ffmpeg, hasFfmpegFor } from '../helpers/ffmpeg-clips.ts';

const folder = mkdtempSync(join(tmpdir(), 'second-look-events-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const canRun = hasFfmpegFor('picture events');

const moving = 'testsrc2=s=320x180:r=30';

/** Events of a clip that ffmpeg makes at 30 fps and encodes as people's clips are. */
async function eventsOf(name: string, ...args: string[]): Promise<[string, number, number][]> {
  const file = join(folder, `${name}.mp4`);
  const encode = [
    '-c:v',
    'libx264',
    '-crf',
    '23',
    '-pix_fmt',
    'yuv420p',
    '-fps_mode',
    'passthrough',
  ];
  await ffmpeg(...args, ...encode, file);
  const pictures = await decodedLuma(file);
  const change = createChangeMeter();
  const starts = pictures.map((_, frame) => Math.round((frame * 1e6) / 30));
  return findPictureEvents(pictures.map(change), starts).map((found) => [
    found.event,
    found.fromFrame,
    found.toFrame,
  ]);
}

describe.skipIf(!canRun)('picture events', { timeout: 60_000 }, () => {
  test('cuts are found on their frames', async () => {
    const joined =
      '[0]trim=end_frame=50[a];[1]trim=end_frame=50,setpts=PTS-STARTPTS[b];[2]trim=end_frame=40[c];[a][b][c]concat=n=3';
    expect(
      await eventsOf(
        'cuts',
        '-f',
        'lavfi',
        '-i',
        `${moving}:d=2`,
        '-f',
        'lavfi',
        '-i',
        'mandelbrot=s=320x180:r=30',
        '-f',
        'lavfi',
        '-i',
        `${moving}:d=2,negate`,
        '-filter_complex',
        joined,
      ),
    ).toEqual([
      ['cut', 50, 51],
      ['cut', 100, 101],
    ]);
  });

  test('a frozen stretch begins at the first repeated frame and ends before the next new one', async () => {
    // Frame 39 is held for thirty frames more.
    const frozen =
      'split[a][b];[a]trim=end_frame=40[x];[b]trim=start_frame=39:end_frame=40,loop=30:1:0,trim=end_frame=30,setpts=N/30/TB[y];[x][y]concat=n=2[xy];[1]trim=start_frame=40:end_frame=60,setpts=PTS-STARTPTS[z];[xy][z]concat=n=2';
    expect(
      await eventsOf(
        'frozen',
        '-f',
        'lavfi',
        '-i',
        `${moving}:d=2`,
        '-f',
        'lavfi',
        '-i',
        `${moving}:d=2`,
        '-filter_complex',
        `[0]${frozen}`,
      ),
    ).toEqual([['frozen', 40, 70]]);
  });

  test('duplicated frames are found one by one', async () => {
    // 24 frames a second shown at 30: every fifth picture is shown twice.
    const events = await eventsOf(
      'pulled',
      '-f',
      'lavfi',
      '-i',
      'testsrc2=s=320x180:r=24:d=2',
      '-vf',
      'fps=30',
    );
    const duplicates = events.filter(([event]) => event === 'duplicate');
    expect(events).toEqual(duplicates);
    expect(duplicates.length).toBe(12);
    expect(new Set(duplicates.map(([, from]) => from % 5)).size).toBe(1);
  });

  test('flicker and black are found on their frames', async () => {
    const flickering = "eq=brightness='0.1*mod(n,2)*between(n,30,59)':eval=frame";
    const [flicker, ...others] = await eventsOf(
      'flicker',
      '-f',
      'lavfi',
      '-i',
      `${moving}:d=3`,
      '-vf',
      flickering,
    );
    expect(others).toEqual([]);
    expect(flicker?.[0]).toBe('flicker');
    expect(Math.abs((flicker?.[1] ?? 0) - 30)).toBeLessThanOrEqual(2);
    expect(Math.abs((flicker?.[2] ?? 0) - 60)).toBeLessThanOrEqual(2);
    const black = "drawbox=color=black:t=fill:enable='between(n,30,39)'";
    const events = await eventsOf('black', '-f', 'lavfi', '-i', `${moving}:d=2`, '-vf', black);
    expect(events).toContainEqual(['black', 30, 40]);
  });

  test.each([
    [
      'film grain',
      ['-f', 'lavfi', '-i', 'color=gray:s=320x180:r=30:d=3', '-vf', 'noise=alls=12:allf=t'],
    ],
    [
      'a slow zoom',
      [
        '-f',
        'lavfi',
        '-i',
        'mandelbrot=s=1280x720:r=1',
        '-frames:v',
        '90',
        '-vf',
        "trim=end_frame=1,zoompan=z='1+0.0015*on':d=90:s=320x180:fps=30",
      ],
    ],
    [
      'a flash',
      ['-f', 'lavfi', '-i', `${moving}:d=3`, '-vf', "drawbox=color=white:t=fill:enable='eq(n,45)'"],
    ],
    ['plain movement', ['-f', 'lavfi', '-i', `${moving}:d=3`]],
  ])('none are found in %s', async (name, args) => {
    expect(await eventsOf(name.replaceAll(' ', '-'), ...args)).toEqual([]);
  });
});
