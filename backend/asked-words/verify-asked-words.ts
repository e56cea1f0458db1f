import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProgram } from '../media/run-program.ts';
import { openAligner, type Aligner } from './aligner.ts';
import type { AskedSentence, AskedWord } from './asked-sentences.ts';
import { writeClipSound, type SoundTrouble } from './clip-sound.ts';
import { isEnglish } from './is-english.ts';
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

/** Why a sentence can't be looked for. */
export type CannotTell = SoundTrouble | 'too-few-words' | 'too-many-sentences' | 'not-english';

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
/** Each costs some 0.07 s for a second of sound: what is beyond is said not to be looked for. */
export const mostSentences = 24;
const programTimeoutMs = 300_000;

/** The system programs that this needs and that are not here, by their Debian packages. */
export async function missingForAskedWords(): Promise<readonly string[]> {
  const has = async (
    program: 'ffmpeg' | 'pocketsphinx_batch' | 'espeak-ng',
    args: readonly string[],
  ) => (await runProgram(program, args, 10_000)).end !== 'missing';
  const [hasDecoder, hasAligner, hasSpeech] = await Promise.all([
    has('ffmpeg', ['-version']),
    has('pocketsphinx_batch', ['-help', 'yes']),
    has('espeak-ng', ['--version']),
  ]);
  return [
    ...(hasDecoder ? [] : ['ffmpeg']),
    ...(hasAligner ? [] : ['pocketsphinx']),
    ...(hasModel() ? [] : ['pocketsphinx-en-us']),
    ...(hasSpeech ? [] : ['espeak-ng']),
  ];
}

/**
 * Whether each sentence is said in the sound of a clip, told by the sound alone. Never throws on a bad file: then every
 * sentence is `cannot-tell`, as it is where a program fails. `cancelled` when `signal` fired, whatever was found by then.
 */
export async function verifyAskedWords(
  clip: string,
  sentences: readonly AskedSentence[],
  signal?: AbortSignal,
): Promise<readonly VerifiedSentence[] | 'cancelled'> {
  const folder = await mkdtemp(join(tmpdir(), 'second-look-words-'));
  try {
    const found = await verifyAll(clip, sentences, folder, signal);
    return signal?.aborted ? 'cancelled' : found;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

type Means = {
  readonly aligner: Aligner;
  readonly loop: Float64Array;
  readonly pronouncer: Pronouncer;
};

async function verifyAll(
  clip: string,
  sentences: readonly AskedSentence[],
  folder: string,
  signal: AbortSignal | undefined,
): Promise<readonly VerifiedSentence[]> {
  const none = (why: CannotTell) => sentences.map(({ text }) => cannotTell(text, why));
  if (signal?.aborted) return [];
  const trouble = await writeClipSound(clip, join(folder, 'sound.raw'), signal);
  if (trouble !== null) return none(trouble);
  const aligner = openAligner(folder, programTimeoutMs, signal);
  const loop = await aligner.loop();
  if (loop === 'failed') return none('program-failed');
  if (loop === 'nothing') return none('silence');
  const means = { aligner, loop, pronouncer: await openPronouncer(folder, signal) };
  const known = new Map<string, VerifiedSentence>();
  for (const sentence of sentences) {
    if (signal?.aborted) break;
    if (known.has(sentence.text)) continue;
    const isLeft = known.size < mostSentences;
    known.set(
      sentence.text,
      isLeft ? await verify(sentence, means) : cannotTell(sentence.text, 'too-many-sentences'),
    );
  }
  return sentences.flatMap(({ text }) => known.get(text) ?? []);
}

async function verify(sentence: AskedSentence, means: Means): Promise<VerifiedSentence> {
  const { text, words } = sentence;
  if (words.length < fewestWords) return cannotTell(text, 'too-few-words');
  if (!isEnglish(sentence, means.pronouncer.isKnown)) return cannotTell(text, 'not-english');
  const sounds: WordSounds[] = [];
  for (const word of words) {
    const ways = await means.pronouncer.soundsOf(word);
    if (ways === 'failed') return cannotTell(text, 'program-failed');
    if (ways.length === 0) return cannotTell(text, 'not-english');
    sounds.push(ways);
  }
  const whole = await align(sounds, means);
  if (whole === 'failed') return cannotTell(text, 'program-failed');
  const said = judgeWhole(whole);
  if (said !== null) return found(text, said, whole, words);
  const halves = await halvesOf(sounds, means);
  return halves === 'failed'
    ? cannotTell(text, 'program-failed')
    : found(text, judgeHalves(halves), whole, words);
}

async function align(
  sounds: readonly WordSounds[],
  means: Means,
): Promise<Alignment | null | 'failed'> {
  const cut = await means.aligner.sentence(sounds);
  return cut === 'failed' ? cut : scoreAlignment(cut, means.loop, sounds.length);
}

async function halvesOf(
  sounds: readonly WordSounds[],
  means: Means,
): Promise<readonly (Alignment | null)[] | 'failed'> {
  const middle = Math.ceil(sounds.length / 2);
  const aligned: (Alignment | null)[] = [];
  for (const half of [sounds.slice(0, middle), sounds.slice(middle)]) {
    const one = half.length < fewestWordsOfHalf ? null : await align(half, means);
    if (one === 'failed') return one;
    aligned.push(one);
  }
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
