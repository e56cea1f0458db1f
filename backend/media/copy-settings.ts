import { z } from 'zod';
import type { DeskClip } from './desk-reading.ts';
import { runProgram } from './run-program.ts';

/** Which picture and which sound of a file, each counted from 0 among its kind. */
export type Places = { readonly picture: number; readonly sound: number };

/** What ffprobe says of the two streams that a copy is made of. */
export type StreamsAbout = {
  readonly timeBase: string;
  readonly width: number;
  readonly height: number;
  /** Width of a pixel by its height. */
  readonly pixelAspect: number;
  readonly colour: ColourNames;
  readonly isRgb: boolean;
  readonly sampleRate: number;
  readonly channels: number;
  readonly timeoutMs: number;
};

/** FFmpeg's names; 'unknown' where the file does not say. */
type ColourNames = {
  readonly primaries: string;
  readonly transfer: string;
  readonly matrix: string;
};

const probed = z.object({
  format: z.object({ duration: z.string().optional() }),
  streams: z.array(
    z.object({
      codec_type: z.string().optional(),
      time_base: z.string(),
      width: z.number().optional(),
      height: z.number().optional(),
      sample_aspect_ratio: z.string().optional(),
      pix_fmt: z.string().optional(),
      color_space: z.string().optional(),
      color_primaries: z.string().optional(),
      color_transfer: z.string().optional(),
      sample_rate: z.string().optional(),
      channels: z.number().optional(),
    }),
  ),
});
type Stream = z.infer<typeof probed>['streams'][number];

const probeTimeoutMs = 20_000;

/** Asks ffprobe; what it does not say is filled with what is usual. */
export async function describeStreams(path: string, places: Places): Promise<StreamsAbout> {
  const entries = [
    'format=duration:stream=codec_type,time_base,width,height,sample_aspect_ratio,pix_fmt',
    'color_space,color_primaries,color_transfer,sample_rate,channels',
  ].join(',');
  const args = ['-v', 'error', '-show_entries', entries, '-of', 'json', `file:${path}`];
  const { end, stdout } = await runProgram('ffprobe', args, probeTimeoutMs);
  const parsed = probed.safeParse(end === 'done' ? JSON.parse(stdout) : null);
  const of = (type: string, place: number): Stream | undefined =>
    parsed.data?.streams.filter((stream) => stream.codec_type === type)[place];
  const picture = of('video', places.picture);
  const sound = of('audio', places.sound);
  const seconds = Number(parsed.data?.format.duration ?? 0) || 0;
  return {
    timeBase: picture?.time_base ?? '1/90000',
    width: picture?.width ?? 0,
    height: picture?.height ?? 0,
    pixelAspect: ratioOf(picture?.sample_aspect_ratio),
    colour: {
      primaries: picture?.color_primaries ?? 'unknown',
      transfer: picture?.color_transfer ?? 'unknown',
      matrix: picture?.color_space ?? 'unknown',
    },
    isRgb: /^(gbr|rgb|bgr|argb|abgr|pal8)/.test(picture?.pix_fmt ?? ''),
    sampleRate: Number(sound?.sample_rate ?? 48_000) || 48_000,
    channels: sound?.channels ?? 2,
    // Ten times slower than playing is slow even for 4K on two cores; whatever takes longer hangs.
    timeoutMs: 600_000 + seconds * 10_000,
  };
}

function ratioOf(text: string | undefined): number {
  const [across = 1, down = 1] = (text ?? '1:1').split(':').map(Number);
  return across > 0 && down > 0 ? across / down : 1;
}

/** Pictures of fewer lines than this are taken for standard definition where the file has no colour tags. */
const highDefinitionLines = 720;

/** How the picture's numbers are read and what the copy says of them: its own word, else what Chromium would guess. */
export function copiedColour({ colour, height, isRgb }: StreamsAbout): ColourNames {
  const isNamed = (name: string) => !['unknown', 'unspecified', 'reserved', 'gbr'].includes(name);
  const usual = !isRgb && height < highDefinitionLines ? 'smpte170m' : 'bt709';
  const matrix = isNamed(colour.matrix) ? colour.matrix : usual;
  // Where the matrix is guessed the rest is, too: Chromium uses a description only when it is complete.
  if (!isNamed(colour.matrix)) return { primaries: usual, transfer: usual, matrix };
  return {
    matrix,
    primaries: isNamed(colour.primaries) ? colour.primaries : usual,
    transfer: isNamed(colour.transfer) ? colour.transfer : usual,
  };
}

/** FFmpeg's scaler has names of its own for some matrices. */
const scalerMatrices: Readonly<Record<string, string>> = {
  smpte170m: 'smpte170m',
  bt470bg: 'bt470bg',
  smpte240m: 'smpte240m',
  bt709: 'bt709',
  fcc: 'fcc',
  bt2020nc: 'bt2020',
  bt2020c: 'bt2020',
};

/** Arguments that encode the picture again: upright, one size, square even pixels, 8 bit, limited range, tagged. */
export function pictureArgs(about: StreamsAbout, clip: DeskClip | null): readonly string[] {
  const ticksPerSecond = about.timeBase.split('/')[1] ?? '90000';
  const picture = '-c:v libx264 -preset fast -crf 12 -bf 0 -g 30';
  // The original's own ticks: without them ffmpeg rounds to the nominal frame rate.
  const clock = `-fps_mode passthrough -enc_time_base ${about.timeBase} -video_track_timescale ${ticksPerSecond}`;
  const { primaries, transfer, matrix } = copiedColour(about);
  const tags = `-color_primaries ${primaries} -color_trc ${transfer} -colorspace ${matrix} -color_range tv`;
  return [...`${picture} ${clock} ${tags}`.split(' '), '-vf', filters(about, clip).join(',')];
}

/** What is done to each picture. FFmpeg has turned it upright by then, as its display matrix says. */
function filters(about: StreamsAbout, clip: DeskClip | null): readonly string[] {
  const size = largestSize(about, clip);
  const square = { width: even(size.width * about.pixelAspect), height: even(size.height) };
  const isOnItsSide = (clip?.index.rotation ?? 0) % 180 !== 0;
  const [width, height] = isOnItsSide
    ? [square.height, square.width]
    : [square.width, square.height];
  const matrix = scalerMatrices[copiedColour(about).matrix] ?? 'bt709';
  const read = about.isRgb ? '' : `:in_color_matrix=${matrix}`;
  const colour = `out_color_matrix=${matrix}:out_range=tv${read}`;
  const hasOneSize = (clip?.sizes ?? 1) <= 1;
  const isPlain = about.pixelAspect === 1 && hasOneSize;
  // Smaller pictures stand in the middle of the largest, in their own shape; odd sizes are padded, never scaled.
  const shaped = isPlain
    ? [`scale=${colour}`, 'pad=ceil(iw/2)*2:ceil(ih/2)*2']
    : [
        `scale=${width}:${height}:force_original_aspect_ratio=${hasOneSize ? 'disable' : 'decrease'}:${colour}`,
        `pad=${width}:${height}:(ow-iw)/2:(oh-ih)/2`,
      ];
  return [...shaped, 'setsar=1', 'format=yuv420p'];
}

function largestSize(about: StreamsAbout, clip: DeskClip | null) {
  return {
    width: Math.max(about.width, clip?.largest.width ?? 0),
    height: Math.max(about.height, clip?.largest.height ?? 0),
  };
}

function even(length: number): number {
  return Math.ceil(Math.round(length) / 2) * 2;
}

/** Rates that AAC knows. */
const aacRates = new Set([
  96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8000,
]);
const mostChannels = 6;

/** Plain AAC at one rate and number of channels, every sample at its packets' time: holes become silence. */
export function soundArgs({ sampleRate, channels }: StreamsAbout): readonly string[] {
  const rate = aacRates.has(sampleRate) ? sampleRate : 48_000;
  const count = Math.min(mostChannels, channels);
  return [
    '-af',
    'aresample=async=1:min_hard_comp=0.03',
    '-c:a',
    'aac',
    '-profile:a',
    'aac_low',
    '-b:a',
    '192k',
    '-ar',
    String(rate),
    '-ac',
    String(count),
  ];
}
