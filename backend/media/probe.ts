import { open } from 'node:fs/promises';
import { z } from 'zod';
import type { ContainerContents } from '../../shared/domain/container-reading.ts';
import { inspectContainer } from './inspect-container.ts';
import type { MediaFacts, TrackFacts } from './media-facts.ts';
import { sizeOf } from './media-folder.ts';
import { runProgram } from './run-program.ts';

const probeTimeoutMs = 20_000;

const probed = z.object({
  format: z.object({ format_name: z.string() }),
  streams: z.array(
    z.object({
      codec_type: z.string().optional(),
      codec_name: z.string().optional(),
      pix_fmt: z.string().optional(),
      nb_frames: z.string().optional(),
      disposition: z.object({ attached_pic: z.number().optional() }).optional(),
    }),
  ),
});

/** What is in a file, by the system's ffprobe, or by mediabunny, in an inspector, where there is none. Never throws on a bad file. */
export async function probeMedia(path: string, hasFfmpeg: boolean): Promise<MediaFacts> {
  const sizeBytes = await sizeOf(path);
  if (sizeBytes === 0) return { kind: 'unknown', sizeBytes };
  const facts = hasFfmpeg ? await byFfprobe(path) : await byInspector(path);
  return facts ?? { kind: 'unknown', sizeBytes };
}

async function byFfprobe(path: string): Promise<MediaFacts | null> {
  const args = ['-v', 'error', '-show_format', '-show_streams', '-of', 'json', `file:${path}`];
  const [{ end, stdout }, isDecodable] = await Promise.all([
    runProgram('ffprobe', args, probeTimeoutMs),
    decodes(path),
  ]);
  if (end !== 'done') return null;
  const parsed = probed.safeParse(JSON.parse(stdout));
  if (!parsed.success) return null;
  const tracks = parsed.data.streams.flatMap((stream): TrackFacts[] => {
    const kind = stream.codec_type;
    if ((kind !== 'video' && kind !== 'audio') || stream.disposition?.attached_pic === 1) return [];
    return [
      {
        kind,
        codec: stream.codec_name ?? 'unknown',
        pixelFormat: stream.pix_fmt ?? null,
        packetsPromised: count(stream.nb_frames),
      },
    ];
  });
  const container = containerOf(parsed.data.format.format_name, tracks);
  return { kind: 'media', container, tracks, decodes: isDecodable };
}

/** FFmpeg names families ("matroska,webm"): WebM is the member with nothing but its own codecs. */
function containerOf(formatName: string, tracks: readonly TrackFacts[]): string {
  const [first = 'unknown'] = formatName.split(',');
  const webm = new Set(['vp8', 'vp9', 'av1', 'opus', 'vorbis']);
  if (first === 'matroska' && tracks.every((track) => webm.has(track.codec))) return 'webm';
  return first;
}

function count(text: string | undefined): number | null {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : null;
}

/** Whether at least one frame (or a piece of sound, where there is no picture) comes out. */
async function decodes(path: string): Promise<boolean> {
  const first = ['-map', '0:v:0?', '-map', '0:a:0?', '-frames:v', '1', '-frames:a', '1'];
  const args = ['-nostdin', '-v', 'error', '-i', `file:${path}`, ...first, '-f', 'framecrc', '-'];
  const { stdout } = await runProgram('ffmpeg', args, probeTimeoutMs);
  // One line per frame, with the number of its track first: track 0 is the picture, if there is one.
  return /^0,/m.test(stdout);
}

/** mediabunny's names for what FFmpeg calls otherwise. */
const ffmpegNames: Readonly<Record<string, string>> = {
  avc: 'h264',
  'pcm-s16': 'pcm_s16le',
  'pcm-s24': 'pcm_s24le',
  'pcm-f32': 'pcm_f32le',
  'pcm-u8': 'pcm_u8',
};
const containerNames: Readonly<Record<string, string>> = {
  'video/mp4': 'mp4',
  'video/quicktime': 'mov',
  'video/webm': 'webm',
  'video/x-matroska': 'matroska',
  'video/mp2t': 'mpegts',
  'audio/mpeg': 'mp3',
  'audio/wav': 'wav',
  'audio/flac': 'flac',
  'audio/aac': 'aac',
  'application/ogg': 'ogg',
};

/** What an H.264 profile may hold beyond 8-bit 4:2:0, by its number in `avc1.PPCCLL`; null where it says nothing. */
function pixelsOfH264(parameters: string | null): string | null {
  const profile = Number.parseInt(/^avc[13]\.(..)/.exec(parameters ?? '')?.[1] ?? '', 16);
  const richer: Readonly<Record<number, string>> = {
    110: 'yuv420p10le',
    122: 'yuv422p10le',
    244: 'yuv444p',
  };
  return richer[profile] ?? null;
}

/** By mediabunny, which does not know old containers: those are recognised by their first bytes. */
async function byInspector(path: string): Promise<MediaFacts | null> {
  const read = await inspectContainer(path, (call, sizeBytes) => call.readContents({ sizeBytes }));
  if (!read.ok) return byMagicNumber(path);
  return factsOf(read.value);
}

/** What the inspector read, in FFmpeg's names. */
export function factsOf({ mimeType, name, tracks }: ContainerContents): MediaFacts {
  return {
    kind: 'media',
    container: containerNames[mimeType] ?? name.toLowerCase(),
    tracks: tracks.flatMap(({ kind, codec, parameters }): TrackFacts[] => {
      if (kind === 'other') return [];
      return [
        {
          kind,
          codec: ffmpegNames[codec ?? ''] ?? codec ?? 'unknown',
          pixelFormat: codec === 'avc' ? pixelsOfH264(parameters) : null,
          packetsPromised: null,
        },
      ];
    }),
    decodes: true,
  };
}

/** AVI (RIFF....AVI) and MPEG program streams (pack header): known, but readable by FFmpeg only. */
async function byMagicNumber(path: string): Promise<MediaFacts | null> {
  const file = await open(path);
  try {
    const { buffer } = await file.read(Buffer.alloc(12), 0, 12, 0);
    const isAvi =
      buffer.toString('latin1', 0, 4) === 'RIFF' && buffer.toString('latin1', 8, 11) === 'AVI';
    const isMpeg = buffer.readUInt32BE(0) === 0x1ba || buffer.readUInt32BE(0) === 0x1b3;
    if (!isAvi && !isMpeg) return null;
    const track: TrackFacts = {
      kind: 'video',
      codec: 'unknown',
      pixelFormat: null,
      packetsPromised: null,
    };
    return { kind: 'media', container: isAvi ? 'avi' : 'mpeg', tracks: [track], decodes: true };
  } finally {
    await file.close();
  }
}
