import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProgram } from '../media/run-program.ts';
import { openAligner, type Aligner } from './aligner.ts';
import type { AskedSentence, AskedWord } from './asked-sentences.ts';
import {
  fewestWordsOfHalf,
  judgeHalves,
  judgeWhole,
  scoreAlignment,
  type Alignment,
  type Said,
} from './judge-sentence.ts';
import { hasModel } from './model-files.ts';
import { openPronouncer, type Pronouncer } from './pronounce.ts';
import type { WordSounds } from './sentence-grammar.ts';
import { soundLevels, unclearSound } from './sound-levels.ts';

/** Why a sentence can't be looked for. */
export type CannotTell =
  'no-sound' | 'noise-as-loud' | 'too-few-words' | 'not-english' | 'program-failed';

/** A sentence as it was found; times in microseconds of the sound, which begins with the clip. */
export type VerifiedSentence = {
  readonly sentence: string;
  readonly said: Said;
  /** Why `cannot-tell`; null for every other word. */
  readonly why: CannotTell | null;
  /** See `scoreAlignment`; null where nothing was aligned. */
  readonly score: number | null;
  readonly words: readonly VerifiedWord[];
};
export type VerifiedWord = {
  readonly text: string;
  readonly fromUs: number;
  readonly toUs: number;
  readonly score: number;
};

const fewestWords = 3;
/** Of ten words of an English sentence at least so many are in the dictionary; names are not. */
const leastKnownShare = 0.7;
/** As much of a clip as everything else that is measured. */
const measuredSeconds = 600;
const programTimeoutMs = 300_000;

/** The system programs that this needs and that are not here, by their Debian packages. */
export async function missingForAskedWords(): Promise<readonly string[]> {
  const has = async (program: 'pocketsphinx_batch' | 'espeak-ng', args: readonly string[]) =>
    (await runProgram(program, args, 10_000)).end !== 'missing';
  const [hasAligner, hasSpeech] = await Promise.all([
    has('pocketsphinx_batch', ['-help', 'yes']),
    has('espeak-ng', ['--version']),
  ]);
  return [
    ...(hasAligner ? [] : ['pocketsphinx']),
    ...(hasModel() ? [] : ['pocketsphinx-en-us']),
    ...(hasSpeech ? [] : ['espeak-ng']),
  ];
}

/**
 * Whether each sentence is said in the sound of a clip, told by the sound alone. Never throws on a bad file: then every
 * sentence is `cannot-tell`.
 */
export async function verifyAskedWords(
  clip: string,
  sentences: readonly AskedSentence[],
  signal?: AbortSignal,
): Promise<readonly VerifiedSentence[]> {
  const folder = await mkdtemp(join(tmpdir(), 'second-look-words-'));
  try {
    const why = await layOutSound(clip, join(folder, 'sound.raw'), signal);
    if (why !== null) return sentences.map(({ text }) => cannotTell(text, why));
    const aligner = openAligner(folder, programTimeoutMs, signal);
    const loop = await aligner.loop();
    if (loop === null) return sentences.map(({ text }) => cannotTell(text, 'program-failed'));
    const pronouncer = await openPronouncer();
    const found: VerifiedSentence[] = [];
    for (const sentence of sentences)
      found.push(await verify(sentence, { aligner, loop, pronouncer }));
    return found;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

type Means = {
  readonly aligner: Aligner;
  readonly loop: Float64Array;
  readonly pronouncer: Pronouncer;
};

async function verify(sentence: AskedSentence, means: Means): Promise<VerifiedSentence> {
  const { text, words } = sentence;
  if (words.length < fewestWords) return cannotTell(text, 'too-few-words');
  const known = words.filter((word) => word.isEnglish && means.pronouncer.isKnown(word)).length;
  const sounds = await Promise.all(words.map((word) => means.pronouncer.soundsOf(word)));
  const isEnglish = known / words.length >= leastKnownShare;
  if (!isEnglish || sounds.some((ways) => ways.length === 0))
    return cannotTell(text, 'not-english');
  const whole = await align(sounds, means);
  const said = judgeWhole(whole);
  if (said !== null || whole === null)
    return found(text, said ?? judgeHalves(await halvesOf(sounds, means)), whole, words);
  return found(text, judgeHalves(await halvesOf(sounds, means)), whole, words);
}

async function align(sounds: readonly WordSounds[], means: Means): Promise<Alignment | null> {
  return scoreAlignment(await means.aligner.sentence(sounds), means.loop, sounds.length);
}

async function halvesOf(
  sounds: readonly WordSounds[],
  means: Means,
): Promise<readonly (Alignment | null)[]> {
  const middle = Math.ceil(sounds.length / 2);
  const halves = [sounds.slice(0, middle), sounds.slice(middle)];
  const aligned: (Alignment | null)[] = [];
  for (const half of halves)
    aligned.push(half.length < fewestWordsOfHalf ? null : await align(half, means));
  return aligned;
}

function found(
  sentence: string,
  said: Said,
  whole: Alignment | null,
  asked: readonly AskedWord[],
): VerifiedSentence {
  const words = (whole?.words ?? []).map(({ at, fromSeconds, toSeconds, score }) => ({
    text: asked[at]?.text ?? '',
    fromUs: Math.round(fromSeconds * 1e6),
    toUs: Math.round(toSeconds * 1e6),
    score,
  }));
  return { sentence, said, why: null, score: whole?.score ?? null, words };
}

function cannotTell(sentence: string, why: CannotTell): VerifiedSentence {
  return { sentence, said: 'cannot-tell', why, score: null, words: [] };
}

/** Writes a clip's sound as the aligner reads it, from the clip's first moment on; says why no words can be in it. */
async function layOutSound(
  clip: string,
  target: string,
  signal: AbortSignal | undefined,
): Promise<CannotTell | null> {
  const sound = [
    '-map',
    '0:a:0',
    '-af',
    'aresample=async=1000:first_pts=0',
    '-ac',
    '1',
    '-ar',
    '16000',
  ];
  const args = [
    '-v',
    'error',
    '-nostdin',
    '-i',
    `file:${clip}`,
    '-t',
    `${measuredSeconds}`,
    ...sound,
  ];
  const ran = await runProgram(
    'ffmpeg',
    [...args, '-f', 's16le', target],
    programTimeoutMs,
    signal,
  );
  const file = await open(target).catch(() => null);
  if (file === null) return ran.end === 'failed' ? 'no-sound' : 'program-failed';
  await file.close();
  const bytes = await readFile(target);
  const samples = new Int16Array(bytes.buffer, bytes.byteOffset, Math.floor(bytes.length / 2));
  return unclearSound(soundLevels(samples));
}
