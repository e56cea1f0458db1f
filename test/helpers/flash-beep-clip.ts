import { execFile } from 'node:child_process';
import { mkdir, rename, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A clip whose picture turns white for one frame at the very moment a beep begins. */
export type FlashBeep = {
  readonly name: keyof typeof flashBeeps;
  readonly seconds: number;
  /** Seconds from one flash to the next; flash `n` lies at `n * everySeconds`. */
  readonly everySeconds: number;
};

const beepSeconds = 0.06;

export const flashBeeps = {
  /** 29.97: a flash each thirty frames, that is each 1.001 s. */
  ntsc: { everySeconds: 1.001, rate: '30000/1001', times: 'N*1001/30000/TB' },
  /**
   * On a screen of 60 Hz each frame falls on another place between two refreshes. Those of 29.97 stay on one place for
   * seconds, and a browser that began a refresh or two late keeps to that: as if sound and picture had moved apart.
   */
  swept: { everySeconds: 0.91, rate: '33000/1001', times: 'N*1001/33000/TB' },
  /** Uneven spacing within each second, a frame on each full second. */
  vfr: {
    everySeconds: 1,
    rate: '30',
    times: '(floor(N/30)*30+mod(N\\,30)*0.9+1.5*gte(mod(N\\,30)\\,17))/30/TB',
  },
} as const;

/** The clip's file: 160 x 90 pixels, lossless sound, made by ffmpeg on first use and kept. */
export async function flashBeepClip(
  name: keyof typeof flashBeeps,
  seconds: number,
): Promise<{ readonly file: string; readonly clip: FlashBeep }> {
  const { everySeconds, rate, times } = flashBeeps[name];
  const folder = join(tmpdir(), 'second-look-flash-beep');
  await mkdir(folder, { recursive: true });
  const file = join(folder, `${name}-${seconds}-2.mp4`);
  const clip: FlashBeep = { name, seconds, everySeconds };
  if (await stat(file).catch(() => null)) return { file, clip };
  const own = join(folder, `${process.pid}-${name}.mp4`);
  const flash = "drawbox=color=white:t=fill:enable='eq(mod(n\\,30)\\,0)'";
  const beep = `aevalsrc='0.5*sin(2*PI*1500*t)*lt(mod(t\\,${everySeconds})\\,${beepSeconds})':s=48000:d=${seconds}`;
  const picture = `-f lavfi -i color=black:s=160x90:r=${rate}:d=${seconds}`;
  const timing = '-fps_mode passthrough -enc_time_base 1/90000';
  const codecs = '-c:v libx264 -preset ultrafast -tune fastdecode -bf 0 -g 60 -c:a flac -strict -2';
  await run('ffmpeg', [
    '-y',
    '-v',
    'error',
    ...picture.split(' '),
    '-f',
    'lavfi',
    '-i',
    beep,
    '-vf',
    `${flash},settb=1/90000,setpts=${times}`,
    ...timing.split(' '),
    ...codecs.split(' '),
    '-movflags',
    '+faststart',
    '-shortest',
    own,
  ]);
  await rename(own, file);
  return { file, clip };
}
