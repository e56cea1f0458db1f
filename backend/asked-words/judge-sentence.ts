import { framesPerSecond, type Piece } from './segmentation.ts';

/** How a sentence that a prompt asks for stands in the sound. */
export type Said =
  'said' | 'said-with-other-words' | 'perhaps' | 'partly' | 'not-heard' | 'cannot-tell';

/** A word of the sentence where it was found; times in seconds of the sound. */
export type FoundWord = {
  /** Its place in the sentence, from 0. */
  readonly at: number;
  readonly fromSeconds: number;
  readonly toSeconds: number;
  /** Mean over its frames of the words' acoustic score less that of the best sequence of single phones. */
  readonly score: number;
};

/** A sentence laid over the sound; `score` over the frames of all its words. */
export type Alignment = { readonly score: number; readonly words: readonly FoundWord[] };

/**
 * Fitted on 26 sentences in 34 clips: of 27 pairs that are said the lowest score is -37; of 824 others with four words or
 * more the highest is below -40. Single words of a true sentence lie above -60 in 97 of 100 cases, a word put in place of
 * another at -106 (median).
 */
export const saidLimits = { sentence: -40, perhaps: -50, word: -60, half: -35 } as const;
/** With a word this long something else was found: digital silence fits any word. */
const longestWordSeconds = 1.5;

/**
 * What was aligned against the sound with all words obligatory, scored against the phone loop's frames. Null where
 * nothing was aligned, a word is missing or one lasts longer than a word can.
 */
export function scoreAlignment(
  pieces: readonly Piece[] | 'nothing',
  loopByFrame: Float64Array,
  wordCount: number,
): Alignment | null {
  if (pieces === 'nothing') return null;
  const words: FoundWord[] = [];
  let sum = 0;
  let frames = 0;
  for (const { name, fromFrame, toFrame, acoustic } of pieces) {
    const number = /^w(\d+)$/.exec(name)?.[1];
    const length = toFrame - fromFrame;
    if (number === undefined) continue;
    if (length <= 0 || length / framesPerSecond > longestWordSeconds) return null;
    const loop = loopByFrame.subarray(fromFrame, toFrame).reduce((all, one) => all + one, 0);
    words.push({
      at: Number(number),
      fromSeconds: fromFrame / framesPerSecond,
      toSeconds: toFrame / framesPerSecond,
      score: (acoustic - loop) / length,
    });
    sum += acoustic - loop;
    frames += length;
  }
  const isWhole = words.length === wordCount && words.every(({ at }, n) => at === n);
  return isWhole && frames > 0 ? { score: sum / frames, words } : null;
}

/** Which words of a sentence that is said are probably others. */
export function otherWords({ words }: Alignment): readonly FoundWord[] {
  return words.filter(({ score }) => score < saidLimits.word);
}

/** The word for a whole sentence, before its halves were asked for; null where they decide. */
export function judgeWhole(whole: Alignment | null): Said | null {
  if (whole === null || whole.score < saidLimits.perhaps) return null;
  if (whole.score < saidLimits.sentence) return 'perhaps';
  return otherWords(whole).length === 0 ? 'said' : 'said-with-other-words';
}

/** The shortest half of a sentence that is looked for by itself, in words. */
export const fewestWordsOfHalf = 3;

/** The word for a sentence that is not there as a whole: a half of three words is found by chance now and then. */
export function judgeHalves(halves: readonly (Alignment | null)[]): Said {
  const found = halves.filter((half) => half !== null && half.score >= saidLimits.half);
  if (found.length === 0) return 'not-heard';
  const isLong = found.some((half) => (half?.words.length ?? 0) > fewestWordsOfHalf);
  return isLong ? 'partly' : 'perhaps';
}
