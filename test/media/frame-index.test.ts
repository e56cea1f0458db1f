import { mkdtemp, open, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { indexFrames } from '../../shared/media-file/index-frames.ts';
import { expectValue } from '../../shared/lifetime/result.ts';
import type { FrameIndex } from '../../shared/media-time/frame-index.ts';
import { ffmpeg, hasFfmpegFor, shownFrames } from '../helpers/ffmpeg-clips.ts';

type Recipe = {
  readonly what: string;
  readonly file: string;
  readonly rate?: string;
  readonly size?: string;
  /** Between the test picture and the encoder. */
  readonly filter?: string;
  readonly args: readonly string[];
  /** A second pass that repacks the first one's file: arguments before and after the input. */
  readonly repack?: { readonly before: readonly string[]; readonly after: readonly string[] };
  /** What the index must say beyond times. */
  readonly says?: Partial<FrameIndex>;
  /** Seconds by which FFmpeg moves the picture so that its first whole frame starts at zero; the container does not. */
  readonly movedByFfmpeg?: number;
  /** Key frames that decoding may really start at, where FFmpeg also lists others (open GOP). */
  readonly keys?: readonly number[];
};

const words = (text: string) => text.split(' ');
const x264 = words('-c:v libx264 -preset veryfast -pix_fmt yuv420p -sc_threshold 0 -g 12');
const x265 = words('-c:v libx265 -preset ultrafast -pix_fmt yuv420p -tag:v hvc1 -x265-params');
const vp9 = words('-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -g 12');
const cfr = (numerator: number, denominator: number): Partial<FrameIndex> => ({
  rate: { kind: 'cfr', numerator, denominator },
});
const containers = ['mp4', 'mov', 'mkv', 'ts'] as const;
const rates = [
  ['24000/1001', 24_000, 1001],
  ['24', 24, 1],
  ['25', 25, 1],
  ['30000/1001', 30_000, 1001],
  ['30', 30, 1],
  ['48', 48, 1],
  ['50', 50, 1],
  ['60000/1001', 60_000, 1001],
  ['60', 60, 1],
  ['120000/1001', 120_000, 1001],
  ['120', 120, 1],
] as const;
/** ffmpeg's own sources round 119.88 to 120: its timestamps are set by hand. */
const clockOf = (rate: string): readonly string[] =>
  rate === '120000/1001'
    ? words('-vf settb=1/120000,setpts=N*1001 -fps_mode passthrough -enc_time_base 1/120000')
    : [];
const uneven = 'settb=1/90000,setpts=(N+0.45*mod(N\\,3)+floor(N/20)*4)/30/TB';
const passthrough = words('-fps_mode passthrough -enc_time_base 1/90000');

const recipes: readonly Recipe[] = [
  ...rates.flatMap(([rate, n, d]) =>
    containers.map((ending) => ({
      what: `${rate} frames a second in ${ending}, with B-frames`,
      file: `rate.${ending}`,
      rate,
      args: [...x264, '-bf', '3', ...clockOf(rate)],
      says: cfr(n, d),
    })),
  ),
  ...rates.map(([rate, n, d]) => ({
    what: `${rate} frames a second in webm`,
    file: 'rate.webm',
    rate,
    args: [...vp9, ...clockOf(rate)],
    says: cfr(n, d),
  })),
  ...[...containers, 'webm'].map((ending) => ({
    what: `uneven frames in ${ending}`,
    file: `vfr.${ending}`,
    filter: uneven,
    args: [...(ending === 'webm' ? vp9 : [...x264, '-bf', '2']), ...passthrough],
  })),
  ...['mp4', 'mov'].map((ending) => ({
    what: `an edit list that starts between two frames, in ${ending}`,
    file: `edit.${ending}`,
    args: [...x264, '-bf', '2', '-g', '60'],
    repack: { before: ['-ss', '0.37'], after: words('-c copy') },
    // Frame 12 at 0.400 s, the edit at 0.370 s (whole milliseconds in this container).
    movedByFfmpeg: 0.03,
    keys: [48],
  })),
  ...containers.map((ending) => ({
    what: `a picture that starts at 2.5 s, in ${ending}`,
    file: `late.${ending}`,
    args: x264,
    repack: { before: [], after: words('-c copy -copyts -output_ts_offset 2.5') },
  })),
  {
    what: 'an open GOP of H.264: only true starting points are key frames',
    file: 'open.mp4',
    args: [
      ...words('-c:v libx264 -pix_fmt yuv420p -bf 3 -g 12 -sc_threshold 0'),
      '-x264-params',
      'open-gop=1',
    ],
    keys: [0],
  },
  {
    what: 'fragmented MP4',
    file: 'fragments.mp4',
    args: [...x264, '-bf', '2', ...words('-movflags frag_keyframe+empty_moov')],
    says: cfr(30, 1),
  },
  ...[90, 180, 270].map((degrees) => ({
    what: `turned by ${degrees} degrees`,
    file: `turned.mp4`,
    args: x264,
    repack: { before: [], after: ['-c', 'copy', '-metadata:s:v:0', `rotate=${degrees}`] },
    // The tag is FFmpeg's, counted against the clock; the index counts the way the picture is turned to be seen.
    says: {
      rotation: (360 - degrees) as 90 | 180 | 270,
      displayWidth: degrees === 180 ? 128 : 72,
      displayHeight: degrees === 180 ? 72 : 128,
    },
  })),
  ...['mp4', 'mkv', 'ts'].map((ending) => ({
    what: `pixels that are not square, in ${ending}`,
    file: `sar.${ending}`,
    filter: 'setsar=4/3',
    args: x264,
    says: { codedHeight: 72, displayHeight: 72, displayWidth: Math.round((128 * 4) / 3) },
  })),
  {
    what: 'HEVC with B-frames',
    file: 'hevc.mp4',
    args: [...x265, 'log-level=none:open-gop=0:keyint=12'],
  },
  { what: 'HEVC in TS', file: 'hevc.ts', args: [...x265, 'log-level=none:open-gop=0:keyint=12'] },
  { what: 'AV1', file: 'av1.mp4', args: words('-c:v libsvtav1 -preset 12 -g 12') },
  { what: 'AV1 in MKV', file: 'av1.mkv', args: words('-c:v libsvtav1 -preset 12 -g 12') },
];

const canRun = hasFfmpegFor('the frame index');

describe.skipIf(!canRun)('the frame index against what a decoder shows', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'second-look-index-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function make(recipe: Recipe): Promise<string> {
    const { rate = '30', size = '128x72', filter, args, repack } = recipe;
    const file = join(folder, recipe.file);
    const picture = `testsrc2=size=${size}:rate=${rate}`;
    const filters = filter ? ['-vf', filter] : [];
    const first = repack ? join(folder, `first-${recipe.file}`) : file;
    const input = ['-f', 'lavfi', '-i', picture, ...filters, '-frames:v', '61'];
    await ffmpeg(...input, ...args, first);
    if (repack) await ffmpeg(...repack.before, '-i', first, ...repack.after, file);
    return file;
  }

  test.each(recipes)('$what', async (recipe) => {
    const file = await make(recipe);
    const index = await indexOfFile(file);
    const truth = await shownFrames(file);
    const startUs = index.startsUs[0] ?? -1;
    const movedUs = recipe.movedByFfmpeg === undefined ? 0 : startUs;
    expect(Math.abs(startUs - (recipe.movedByFfmpeg ?? startUs / 1e6) * 1e6)).toBeLessThan(1000);
    expect(Array.from(index.startsUs, (us) => us - movedUs)).toEqual(
      truth.seconds.map((s) => Math.round(s * 1e6)),
    );
    expect(Array.from(index.keyFrames)).toEqual(recipe.keys ?? truth.keys);
    expect(index).toMatchObject(recipe.says ?? {});
    expect(index.rate.kind).toBe(recipe.filter === uneven ? 'vfr' : index.rate.kind);
  });
});

async function indexOfFile(path: string): Promise<FrameIndex> {
  const file = await open(path);
  try {
    const source = {
      sizeBytes: (await stat(path)).size,
      async read(from: number, to: number) {
        const { buffer, bytesRead } = await file.read(Buffer.alloc(to - from), 0, to - from, from);
        return buffer.subarray(0, bytesRead);
      },
    };
    return expectValue(await indexFrames('sha', source, () => nextTurn())).index;
  } finally {
    await file.close();
  }
}
