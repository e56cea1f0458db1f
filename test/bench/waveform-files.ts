import { execFile } from 'node:child_process';
import { mkdir, readFile, rename, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, extname, join } from 'node:path';
import { promisify } from 'node:util';
import type { SampleScale } from '../../renderer/workers/peaks.ts';

const run = promisify(execFile);
const folder = join(tmpdir(), 'second-look-waveform');

/** Speech-like noise, tones and silence, different in each channel; peaks up to full scale. */
const stereo =
  "aevalsrc='0.9*sin(2*PI*(200+50*t)*t)*gt(sin(2*PI*0.7*t)\\,-0.2)|0.5*(random(0)-0.5)*2*lt(mod(t\\,1)\\,0.4)-0.01'";
/** Below full scale even after an encoder's overshoot: beyond it we hold where audiowaveform wraps. */
const tame =
  "aevalsrc='0.6*sin(2*PI*(200+50*t)*t)*gt(sin(2*PI*0.7*t)\\,-0.2)|0.3*sin(2*PI*90*t)*lt(mod(t\\,1)\\,0.4)'";
const mono = "aevalsrc='sin(2*PI*331*t)*(0.2+0.8*abs(sin(t)))'";
const six =
  "aevalsrc='0.5*sin(440*t)|0.4*sin(5*t)|0.3*sin(900*t)|0.2*random(0)|0.1*sin(70*t)|-0.3*sin(55*t)'";

export type SoundRecipe = {
  readonly name: string;
  readonly source: string;
  readonly sampleRate: number;
  readonly seconds: number;
  readonly ending: string;
  readonly codec: readonly string[];
};

/** Odd lengths on purpose: the last bucket is never full. */
export const soundRecipes: readonly SoundRecipe[] = [
  sound('wav16-stereo', stereo, 48_000, 21.013, 'wav', ['pcm_s16le']),
  sound('wav16-mono', mono, 44_100, 13.37, 'wav', ['pcm_s16le']),
  sound('wav24-stereo', stereo, 48_000, 9.001, 'wav', ['pcm_s24le']),
  sound('wav32-stereo', stereo, 96_000, 5.5, 'wav', ['pcm_s32le']),
  sound('wavfloat-stereo', stereo, 48_000, 9.001, 'wav', ['pcm_f32le']),
  sound('wav8-mono', mono, 22_050, 7.7, 'wav', ['pcm_u8']),
  sound('wav16-six', six, 48_000, 6.1, 'wav', ['pcm_s16le']),
  sound('flac16-stereo', stereo, 44_100, 11.9, 'flac', ['flac', '-sample_fmt', 's16']),
  sound('mp3-stereo', stereo, 44_100, 11.9, 'mp3', ['libmp3lame', '-b:a', '192k']),
  sound('aac-stereo', tame, 48_000, 11.9, 'm4a', ['aac', '-b:a', '192k']),
  sound('opus-stereo', tame, 48_000, 11.9, 'opus', ['libopus', '-b:a', '128k']),
];

/** Ten minutes of stereo at 48 kHz, the length that the time per hour is measured on. */
export const longSound = sound('long-stereo', stereo, 48_000, 600, 'wav', ['pcm_s16le']);

function sound(
  name: string,
  source: string,
  sampleRate: number,
  seconds: number,
  ending: string,
  codec: readonly string[],
): SoundRecipe {
  return { name, source, sampleRate, seconds, ending, codec };
}

/** The recipe's file, made by the system's ffmpeg on first use and kept in the temporary folder. */
export async function soundFile(recipe: SoundRecipe): Promise<string> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, `${recipe.name}.${recipe.ending}`);
  if (await stat(file).catch(() => null)) return file;
  const own = join(folder, `${process.pid}-${recipe.name}.${recipe.ending}`);
  const input = `${recipe.source}:s=${recipe.sampleRate}:d=${recipe.seconds}`;
  await run('ffmpeg', [
    '-y',
    '-v',
    'error',
    '-f',
    'lavfi',
    '-i',
    input,
    '-bitexact',
    '-c:a',
    ...recipe.codec,
    own,
  ]);
  await rename(own, file);
  return file;
}

/** `own`: a WAV that the desk's code reads itself. `ffmpeg`: compressed, decoded to a WAV by the system's ffmpeg. */
export type DecodedFile = {
  readonly wav: string;
  readonly decoder: 'own' | 'ffmpeg';
  /** The codec's own scale where the WAV between doesn't show it. */
  readonly scale?: SampleScale;
};

/** A WAV of any sound file, in the sample format in which audiowaveform's readers would have it. */
export async function asWav(file: string): Promise<DecodedFile> {
  const ending = extname(file).toLowerCase();
  if (ending === '.wav') return { wav: file, decoder: 'own' };
  await mkdir(folder, { recursive: true });
  const wav = join(folder, `decoded-${process.pid}-${basename(file)}.wav`);
  const skip = ending === '.mp3' ? await mp3Delay(file) : null;
  const raw = skip === null ? [] : ['-flags2', '+skip_manual'];
  const trim = skip === null ? [] : ['-af', `atrim=start_sample=${skip}`];
  const isInteger = ending === '.flac' || ending === '.mp3';
  const sampleFormat = isInteger ? 'pcm_s16le' : 'pcm_f32le';
  const input = ['-y', '-v', 'error', ...raw, '-i', file, '-map', '0:a:0'];
  await run('ffmpeg', [...input, ...trim, '-c:a', sampleFormat, wav]);
  const isRounded = ['.opus', '.ogg', '.oga'].includes(ending);
  return { wav, decoder: 'ffmpeg', ...(isRounded ? { scale: 'rounded' } : {}) };
}

/** Samples that audiowaveform drops from the start of an MP3 with a LAME tag; the padding at its end it keeps. */
async function mp3Delay(file: string): Promise<number> {
  const head = (await readFile(file)).subarray(0, 65_536);
  const at = ['Xing', 'Info'].map((name) => head.indexOf(name)).find((found) => found >= 0);
  if (at === undefined) return 0;
  const encoder = head.toString('latin1', at + 120, at + 124);
  if (encoder !== 'LAME' && encoder !== 'Lavc') return 0;
  return 529 + (head.readUInt16BE(at + 120 + 21) >> 4);
}
