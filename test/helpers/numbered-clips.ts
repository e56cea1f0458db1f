import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, rename, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Bits of the frame number that are drawn, lowest first from the left, white for one. */
export const numberBits = 16;

export type ClipRecipe = {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** As ffmpeg writes it: `30`, `30000/1001`. */
  readonly rate: string;
  readonly frames: number;
  /** Arguments of the video encoder. */
  readonly video: readonly string[];
  readonly ending: 'mp4' | 'webm' | 'mkv';
  /** ffmpeg `setpts` expression for uneven timestamps. */
  readonly setpts?: string;
  /** A 440 Hz tone with a click each second. */
  readonly hasSound: boolean;
  /** Seconds after the picture's start at which the soundtrack begins. */
  readonly soundLate?: number;
  /** Degrees in the container's display matrix. */
  readonly rotate?: 90;
  /** Seconds cut off the front by an edit list: the pictures before it stay in the file, unshown. */
  readonly editFrom?: number;
};

const h264 = (gop: number, bFrames: number): readonly string[] => [
  '-c:v',
  'libx264',
  '-preset',
  'veryfast',
  '-crf',
  '23',
  '-pix_fmt',
  'yuv420p',
  '-g',
  String(gop),
  '-bf',
  String(bFrames),
  '-sc_threshold',
  '0',
];

/** Clips whose every frame carries its own number in its pixels. */
export const numberedClips = {
  '1080p30': {
    name: '1080p30',
    width: 1920,
    height: 1080,
    rate: '30',
    frames: 300,
    video: h264(60, 3),
    ending: 'mp4',
    hasSound: true,
  },
  '720p30': {
    name: '720p30',
    width: 1280,
    height: 720,
    rate: '30',
    frames: 300,
    video: h264(250, 3),
    ending: 'mp4',
    hasSound: true,
  },
  '720p2997': {
    name: '720p2997',
    width: 1280,
    height: 720,
    rate: '30000/1001',
    frames: 300,
    video: h264(60, 2),
    ending: 'mp4',
    hasSound: true,
  },
  vfr720: {
    name: 'vfr720',
    width: 1280,
    height: 720,
    rate: '30',
    frames: 240,
    video: h264(60, 2),
    ending: 'mp4',
    hasSound: true,
    setpts: '(N+0.45*mod(N\\,3)+floor(N/50)*4)/30/TB',
  },
  webm480: {
    name: 'webm480',
    width: 854,
    height: 480,
    rate: '30',
    frames: 150,
    ending: 'webm',
    hasSound: false,
    video: [
      '-c:v',
      'libvpx-vp9',
      '-deadline',
      'realtime',
      '-cpu-used',
      '8',
      '-b:v',
      '1M',
      '-g',
      '60',
      '-pix_fmt',
      'yuv420p',
    ],
  },
  rotated: {
    name: 'rotated',
    width: 640,
    height: 360,
    rate: '30',
    frames: 60,
    video: h264(30, 2),
    ending: 'mp4',
    hasSound: false,
    rotate: 90,
  },
  openGop: {
    name: 'openGop',
    width: 640,
    height: 360,
    rate: '30',
    frames: 120,
    video: [...h264(15, 3), '-x264-params', 'open-gop=1'],
    ending: 'mp4',
    hasSound: true,
  },
  /** Frame 12 of what was encoded is the first one shown, 30 ms after the start. */
  editList: {
    name: 'editList',
    width: 640,
    height: 360,
    rate: '30',
    frames: 120,
    video: h264(30, 3),
    ending: 'mp4',
    hasSound: false,
    editFrom: 0.37,
  },
  lateSound: {
    name: 'lateSound',
    width: 320,
    height: 180,
    rate: '30',
    frames: 60,
    video: h264(30, 2),
    ending: 'mp4',
    hasSound: true,
    soundLate: 0.5,
  },
  hevc: {
    name: 'hevc',
    width: 640,
    height: 360,
    rate: '30',
    frames: 30,
    ending: 'mp4',
    hasSound: true,
    video: [
      '-c:v',
      'libx265',
      '-preset',
      'ultrafast',
      '-x265-params',
      'log-level=error',
      '-tag:v',
      'hvc1',
      '-pix_fmt',
      'yuv420p',
    ],
  },
  mpeg4: {
    name: 'mpeg4',
    width: 640,
    height: 360,
    rate: '30',
    frames: 30,
    video: ['-c:v', 'mpeg4', '-q:v', '5'],
    ending: 'mp4',
    hasSound: true,
  },
} as const satisfies Record<string, ClipRecipe>;

/** The clip's file, made by ffmpeg on first use and kept in the system's temporary folder. */
export async function numberedClip(recipe: ClipRecipe): Promise<string> {
  const folder = join(tmpdir(), 'second-look-numbered-clips');
  await mkdir(folder, { recursive: true });
  const id = createHash('sha256')
    .update(JSON.stringify([recipe, inputs(recipe), outputs(recipe)]))
    .digest('hex')
    .slice(0, 12);
  const file = join(folder, `${recipe.name}-${id}.${recipe.ending}`);
  if (await stat(file).catch(() => null)) return file;
  const raw = join(folder, `${process.pid}-${recipe.name}.${recipe.ending}`);
  await run('ffmpeg', [...inputs(recipe), ...outputs(recipe), raw], { maxBuffer: 64e6 });
  if (recipe.rotate) await repack(raw, [], ['-metadata:s:v:0', `rotate=${recipe.rotate}`]);
  if (recipe.editFrom) await repack(raw, ['-ss', String(recipe.editFrom)], []);
  await rename(raw, file);
  return file;
}

function inputs(recipe: ClipRecipe): string[] {
  const { width, height, rate, frames } = recipe;
  const picture = `testsrc2=size=${width}x${height}:rate=${rate}`;
  const seconds = String(Math.ceil(frames / ratio(rate)) + 4);
  const sound = `sine=frequency=440:beep_factor=4:sample_rate=48000:duration=${seconds}`;
  const late = recipe.soundLate ? ['-itsoffset', String(recipe.soundLate)] : [];
  const soundInput = recipe.hasSound ? [...late, '-f', 'lavfi', '-i', sound] : [];
  return ['-y', '-v', 'error', '-f', 'lavfi', '-i', picture, ...soundInput];
}

function outputs(recipe: ClipRecipe): string[] {
  const { width, height, setpts, ending, hasSound } = recipe;
  const filters = [
    numberFilter(width, height),
    ...(setpts ? ['settb=1/90000', `setpts=${setpts}`] : []),
  ].join(',');
  const sound = hasSound
    ? ['-c:a', ending === 'webm' ? 'libopus' : 'aac', '-ac', '2', '-shortest']
    : [];
  const timeBase = setpts ? '1/90000' : '-1';
  const start = ending === 'mp4' ? ['-movflags', '+faststart'] : [];
  const picture = ['-vf', filters, '-fps_mode', 'passthrough', '-enc_time_base', timeBase];
  return [...picture, '-frames:v', String(recipe.frames), ...recipe.video, ...sound, ...start];
}

function numberFilter(width: number, height: number): string {
  const w = Math.floor(width / numberBits);
  const h = Math.floor(height / 8);
  const black = `drawbox=x=0:y=0:w=${width}:h=${h}:color=black:t=fill`;
  const bits = Array.from(
    { length: numberBits },
    (_, bit) =>
      `drawbox=x=${bit * w}:y=0:w=${w}:h=${h}:color=white:t=fill:enable='mod(floor(n/${2 ** bit})\\,2)'`,
  );
  return [black, ...bits].join(',');
}

async function repack(
  file: string,
  before: readonly string[],
  after: readonly string[],
): Promise<void> {
  const packed = `${file}.repacked.mp4`;
  await run('ffmpeg', ['-y', '-v', 'error', ...before, '-i', file, '-c', 'copy', ...after, packed]);
  await rename(packed, file);
}

function ratio(rate: string): number {
  const [numerator = '30', denominator = '1'] = rate.split('/');
  return Number(numerator) / Number(denominator);
}
