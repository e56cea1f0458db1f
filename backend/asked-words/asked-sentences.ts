import { wordsOf } from '../../shared/domain/spoken-words.ts';

/** A sentence that is to be found in the sound, and its words as they are written. */
export type AskedSentence = {
  readonly text: string;
  readonly words: readonly AskedWord[];
};
export type AskedWord = {
  readonly text: string;
  /** Lower case, with plain apostrophes: as dictionaries write it. */
  readonly spelling: string;
  /** Of letters that English is written in, or a number. */
  readonly isEnglish: boolean;
};

const englishWord = /^[a-z]+(?:'[a-z]+)*$|^\d+(?:[.,]\d+)*$/;
const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });

/** The sentences of a text, in its order; what holds no word is none. */
export function sentencesOf(text: string): readonly AskedSentence[] {
  return [...sentences.segment(text)].flatMap(({ segment }) => {
    const words = wordsOf(segment).map(({ from, to }) => askedWord(segment.slice(from, to)));
    return words.length === 0 ? [] : [{ text: segment.trim(), words }];
  });
}

function askedWord(text: string): AskedWord {
  const spelling = text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[’‘‛ʼʻʽ′´`]/g, "'");
  return { text, spelling, isEnglish: englishWord.test(spelling) };
}
