import { spawn, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import type { Picture } from './picture.ts';
import { soundRate } from './sound/sound.ts';

/** Frame times: a constant rate as a fraction, or every frame's start in ticks of 1/90000 s with the end of the last. */
export type Timing =
  | { readonly kind: 'constant'; readonly numerator: number; readonly denominator: number }
  | { readonly kind: 'variable'; readonly ticks: readonly number[]; readonly endTick: number };

/** What goes to ffmpeg: frames one by one, one sound or none, and the encoder's own options. */
export type EncodeJob = {
  readonly path: string;
  readonly width: number;
  readonly height: number;
  readonly frameCount: number;
  readonly timing: Timing;
  readonly pictureAt: (frameIndex: number) => Picture;
  readonly sound: Float32Array | null;
  readonly options: readonly string[];
};

const sameBytes = [
  '-map_metadata',
  '-1',
  '-fflags',
  '+bitexact',
  '-flags:v',
  '+bitexact',
  '-flags:a',
  '+bitexact',
  '-threads',
  '2',
];
const colours = [
  '-colorspace',
  'bt709',
  '-color_primaries',
  'bt709',
  '-color_trc',
  'bt709',
  '-color_range',
  'tv',
];

/** Renders and encodes one clip; rejects with ffmpeg's own words if it fails. */
export async function encode(job: EncodeJob): Promise<void> {
  const soundPath = `${job.path}.wav`;
  const filterPath = `${job.path}.filter`;
  if (job.sound) writeFileSync(soundPath, wavOf(job.sound));
  writeFileSync(filterPath, filterOf(job.timing));
  const args = [
    '-v',
    'error',
    '-y',
    '-f',
    'rawvideo',
    '-pix_fmt',
    'rgb24',
    '-s',
    `${job.width}x${job.height}`,
    '-r',
    inputRate(job.timing),
    '-i',
    'pipe:0',
    ...(job.sound ? ['-i', soundPath] : []),
    '-filter_script:v',
    filterPath,
    ...timingOptions(job.timing),
    ...colours,
    ...sameBytes,
    ...job.options,
    job.path,
  ];
  const ffmpeg = spawn('ffmpeg', args, { stdio: ['pipe', 'ignore', 'pipe'] });
  const words: Buffer[] = [];
  ffmpeg.stderr.on('data', (chunk: Buffer) => words.push(chunk));
  ffmpeg.stdin.on('error', () => undefined); // the exit code says it better
  const ended = new Promise<number | null>((resolve) => ffmpeg.once('close', resolve));
  for (let index = 0; index < job.frameCount && ffmpeg.exitCode === null; index += 1) {
    const more = ffmpeg.stdin.write(Buffer.from(job.pictureAt(index).rgb));
    if (!more)
      await Promise.race([new Promise((drained) => ffmpeg.stdin.once('drain', drained)), ended]);
  }
  ffmpeg.stdin.end();
  const code = await ended;
  if (code !== 0)
    throw new Error(`ffmpeg failed on ${job.path}: ${Buffer.concat(words).toString()}`);
}

/** Presentation times of all video packets in seconds, sorted, as ffprobe reads them. */
export function probeTimes(path: string): readonly number[] {
  const args = [
    '-v',
    'error',
    '-select_streams',
    'v:0',
    '-show_entries',
    'packet=pts_time',
    '-of',
    'csv=p=0',
    path,
  ];
  const lines = spawnSync('ffprobe', args, { encoding: 'utf8', maxBuffer: 1 << 26 })
    .stdout.trim()
    .split('\n');
  return lines.map((line) => Number.parseFloat(line)).sort((a, b) => a - b);
}

/** First line of `ffmpeg -version`. */
export function ffmpegVersion(): string {
  return spawnSync('ffmpeg', ['-version'], { encoding: 'utf8' }).stdout.split('\n')[0] ?? 'unknown';
}

function inputRate(timing: Timing): string {
  return timing.kind === 'constant' ? `${timing.numerator}/${timing.denominator}` : '30';
}

function filterOf(timing: Timing): string {
  const toYuv = 'scale=out_color_matrix=bt709:out_range=tv:flags=accurate_rnd,format=yuv420p';
  if (timing.kind === 'constant') return toYuv;
  const steps = timing.ticks
    .slice(1)
    .map((tick, i) => `${tick - (timing.ticks[i] ?? 0)}*gte(N,${i + 1})`);
  return `${toYuv},settb=1/90000,setpts='${nestedSum(steps)}'`;
}

/** A sum as a balanced tree: ffmpeg refuses expressions nested more than about 100 deep, and a plain chain nests. */
function nestedSum(terms: readonly string[]): string {
  if (terms.length <= 2) return terms.join('+') || '0';
  const half = terms.length >> 1;
  return `(${nestedSum(terms.slice(0, half))})+(${nestedSum(terms.slice(half))})`;
}

function timingOptions(timing: Timing): readonly string[] {
  return timing.kind === 'constant'
    ? []
    : ['-vsync', 'passthrough', '-enc_time_base', '1/90000', '-video_track_timescale', '90000'];
}

function wavOf(sound: Float32Array): Buffer {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + sound.length * 2, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(soundRate, 24);
  header.writeUInt32LE(soundRate * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(sound.length * 2, 40);
  const body = Buffer.alloc(sound.length * 2);
  sound.forEach((value, i) =>
    body.writeInt16LE(Math.round(32767 * Math.min(1, Math.max(-1, value))), 2 * i),
  );
  return Buffer.concat([header, body]);
}
