import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Whether the system's ffmpeg and ffprobe are there; says loudly what is left out when they are not. */
export function hasFfmpegFor(what: string): boolean {
  const isThere = ['ffmpeg', 'ffprobe'].every(
    (program) => spawnSync(program, ['-version']).status === 0,
  );
  if (!isThere) console.warn(`SKIPPED: ffmpeg or ffprobe not found: ${what} can not be proven`);
  return isThere;
}

export async function ffmpeg(...args: readonly string[]): Promise<void> {
  await run('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...args], { maxBuffer: 64e6 });
}

/** What a decoder really shows, in presentation order. */
export type ShownFrames = {
  /** Seconds on the file's own clock, after the edit list. */
  readonly seconds: readonly number[];
  /** Positions at which FFmpeg says that decoding may start. */
  readonly keys: readonly number[];
};

/** Decodes the first picture track with ffprobe and lists what comes out. */
export async function shownFrames(file: string): Promise<ShownFrames> {
  const { stdout } = await run(
    'ffprobe',
    [
      '-v',
      'error',
      '-select_streams',
      'v:0',
      '-of',
      'json=compact=1',
      '-show_entries',
      'stream=time_base:frame=best_effort_timestamp,key_frame',
      file,
    ],
    { maxBuffer: 64e6 },
  );
  const found = JSON.parse(stdout) as {
    readonly streams: readonly { readonly time_base: string }[];
    readonly frames: readonly {
      readonly best_effort_timestamp?: number;
      readonly key_frame: number;
    }[];
  };
  const [numerator = 1, denominator = 1] = (found.streams[0]?.time_base ?? '')
    .split('/')
    .map(Number);
  const seconds = found.frames.map(
    (frame) => ((frame.best_effort_timestamp ?? Number.NaN) * numerator) / denominator,
  );
  return {
    seconds: withLast(seconds),
    keys: found.frames.flatMap((frame, i) => (frame.key_frame === 1 ? [i] : [])),
  };
}

/** ffprobe gives the frames that a decoder hands out last no time in AVI; each is one step after the one before. */
function withLast(seconds: readonly number[]): readonly number[] {
  const known = seconds.filter((second) => !Number.isNaN(second));
  const [before = 0, last = 0] = known.slice(-2);
  return seconds.map((second, n) =>
    Number.isNaN(second) ? last + (n + 1 - known.length) * (last - before) : second,
  );
}
