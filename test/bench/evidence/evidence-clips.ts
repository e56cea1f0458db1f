import { execFile } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import { basename, extname, join, parse } from 'node:path';
import { promisify } from 'node:util';
import { lookInto } from '../../../backend/media/look-into.ts';
import { findFfmpeg, makeProxy } from '../../../backend/media/review-proxy.ts';
import { ffmpeg } from '../../helpers/ffmpeg-clips.ts';
import { Lost } from './evidence-rows.ts';

const run = promisify(execFile);
const clipEndings = new Set(
  'mp4 m4v mov webm mkv mpg mpeg avi ts mts m2ts wmv asf flv ogv ogg 3gp mxf vob'.split(' '),
);

/** Every clip in a folder and the folders in it, by name; links to clips count. */
export async function clipsIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const named = entries
    .filter((entry) => clipEndings.has(extname(entry.name).slice(1).toLowerCase()))
    .map((entry) => join(entry.parentPath, entry.name));
  const isFile = await Promise.all(
    named.map((path) =>
      stat(path).then(
        (found) => found.isFile(),
        () => false,
      ),
    ),
  );
  return named.filter((_, at) => isFile[at]).sort();
}

export function nameOf(clip: string): string {
  return basename(clip);
}

/**
 * The file that the desk would measure: the clip, or the review copy that intake makes of it; null when broken. Throws
 * where this machine can't make the copy.
 */
export async function measurable(clip: string, workFolder: string): Promise<string | null> {
  const tools = await findFfmpeg();
  const { plan, reading } = await lookInto(clip, tools !== null);
  if (plan.kind === 'playable') return clip;
  if (plan.kind === 'broken') return null;
  if (!tools) throw new Lost('ffmpeg is needed for a review copy');
  const copy = join(workFolder, `${parse(clip).name}-${Math.abs(hash(clip))}.mp4`);
  const wish = { copyVideo: plan.copyVideo, ffmpegVersion: tools.version, reading };
  const made = await makeProxy(clip, copy, wish, new AbortController().signal);
  if (!made.ok) throw new Lost(`review copy: ${made.note}`);
  return copy;
}

function hash(text: string): number {
  let sum = 0;
  for (const letter of text) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) | 0;
  return sum;
}

/** A file with the same pictures, packet by packet, and its soundtrack moved by `shiftMs`; + is later. */
export async function withSoundMoved(file: string, shiftMs: number, out: string): Promise<string> {
  const moved = `-af asetpts=PTS+(${shiftMs / 1000})/TB,${fromZero} -c:a pcm_s16le`.split(' ');
  const streams = '-map 0:v:0 -map 0:a:0 -c:v copy -copyts'.split(' ');
  await ffmpeg('-i', file, ...streams, ...moved, out);
  return out;
}

/** A file with the pictures of one clip and the soundtrack of another. */
export async function withSoundOf(picture: string, sound: string, out: string): Promise<string> {
  const streams = '-map 0:v:0 -map 1:a:0 -c:v copy'.split(' ');
  await ffmpeg('-i', picture, '-i', sound, ...streams, '-af', fromZero, '-c:a', 'pcm_s16le', out);
  return out;
}

/** Silence where the sound begins late, nothing of what would lie before zero. */
const fromZero = 'aresample=async=1:first_pts=0';
const pcmRate = 44_100;

/** The soundtrack as one block of samples from media time 0, as ffmpeg decodes it; null where there is none. */
export async function soundOf(
  file: string,
): Promise<{ fromUs: number; sampleRate: number; channels: readonly Float32Array[] } | null> {
  if (!(await hasSound(file))) return null;
  const args = ['-nostdin', '-v', 'error', '-i', file, '-map', '0:a:0', '-ac', '1'];
  const form = ['-af', fromZero, '-ar', String(pcmRate), '-f', 'f32le', '-'];
  const done = await run('ffmpeg', [...args, ...form], { maxBuffer: 1e9, encoding: 'buffer' });
  if (done.stdout.length < 4) return null;
  const bytes = Uint8Array.from(done.stdout);
  const samples = new Float32Array(bytes.buffer, 0, Math.floor(bytes.length / 4));
  return { fromUs: 0, sampleRate: pcmRate, channels: [samples] };
}

async function hasSound(file: string): Promise<boolean> {
  const args = '-v error -select_streams a -show_entries stream=index -of csv=p=0'.split(' ');
  return (await run('ffprobe', [...args, file])).stdout.trim() !== '';
}
