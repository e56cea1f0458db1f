import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { probeMedia } from '../media/probe.ts';
import { runProgram } from '../media/run-program.ts';
import { soundLevels, unclearSound } from './sound-levels.ts';

/** As much of a clip as everything else that is measured. */
const measuredSeconds = 600;
const bytesPerSecond = 32_000;
const decodeTimeoutMs = 300_000;

/** Why no words can be looked for in a clip's sound. */
export type SoundTrouble =
  'unreadable' | 'no-sound' | 'silence' | 'noise-as-loud' | 'too-long' | 'program-failed';

/**
 * Writes a clip's sound to `target` as the aligner reads it (16 kHz, mono, 16 bits), from the clip's first moment on;
 * says why no words can be in it, null where they can. `no-sound`: the file was read, and has no track of sound.
 */
export async function writeClipSound(
  clip: string,
  target: string,
  signal: AbortSignal | undefined,
): Promise<SoundTrouble | null> {
  // Programs run in a folder of their own: a relative path would name another file.
  const path = resolve(clip);
  if (!(await stat(path).catch(() => null))?.isFile()) return 'unreadable';
  const facts = await probeMedia(path, true);
  if (facts.kind === 'unknown' || facts.tracks.length === 0) return 'unreadable';
  if (!facts.tracks.some(({ kind }) => kind === 'audio')) return 'no-sound';
  const most = ['-t', `${measuredSeconds + 1}`];
  const form = '-map 0:a:0 -af aresample=async=1000:first_pts=0 -ac 1 -ar 16000 -f s16le';
  const args = ['-v', 'error', '-nostdin', '-i', `file:${path}`, ...most, ...form.split(' ')];
  const { end } = await runProgram('ffmpeg', [...args, target], decodeTimeoutMs, signal);
  // Of a damaged file it writes what can be decoded and ends well; cut off in its work it leaves less than there is.
  if (end !== 'done') return 'program-failed';
  const bytes = await readFile(target);
  if (bytes.length > measuredSeconds * bytesPerSecond) return 'too-long';
  const samples = new Int16Array(bytes.buffer, bytes.byteOffset, Math.floor(bytes.length / 2));
  return unclearSound(soundLevels(samples));
}
