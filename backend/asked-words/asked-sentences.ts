import { wordsOf } from '../../shared/domain/spoken-words.ts';

/** A sentence that is to be found in the sound, and its words as they are written. */
export type AskedSentence = {
  readonly text: string;
  readonly words: readonly AskedWord[];
};
export type AskedWord = {
  readonly text: string;
  /** Lower case, without accents, with plain apostrophes: as dictionaries of English write it. */
  readonly spelling: string;
  /** Of letters that English is written in, or a number. */
  readonly isEnglish: boolean;
};

/** More words are laid over the sound in several stretches: so many are said in some 12 seconds. */
export const mostWords = 30;
const longestWord = 40;
const englishWord = /^[a-z0-9]+(?:'[a-z]+)*$|^\d+(?:[.,:]\d+)*$/;
const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });
/** Signs that are spoken as a word after their number. */
const spokenAfter: Readonly<Record<string, string>> = { '%': 'percent', '°': 'degrees' };
const spokenOfMoney: Readonly<Record<string, string>> = {
  $: 'dollars',
  '£': 'pounds',
  '€': 'euros',
};

/** The sentences of a text, in its order, long ones in stretches of equal length; what holds no word is none. */
export function sentencesOf(text: string): readonly AskedSentence[] {
  return [...sentences.segment(text)].flatMap(({ segment }) => {
    const tokens = wordsOf(segment);
    const stretches = Math.ceil(tokens.length / mostWords);
    const length = Math.ceil(tokens.length / Math.max(1, stretches));
    return Array.from({ length: stretches }, (_, n) => {
      const [from, to] = [n * length, Math.min(tokens.length, (n + 1) * length)];
      const begin = n === 0 ? 0 : tokens[from]?.from;
      const end = to === tokens.length ? segment.length : tokens[to]?.from;
      return {
        text: segment.slice(begin, end).trim(),
        words: tokens.slice(from, to).map((token) => askedWord(segment, token.from, token.to)),
      };
    });
  });
}

function askedWord(segment: string, from: number, to: number): AskedWord {
  const text = segment.slice(from, to);
  const spelling = text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[’‘‛ʼʻʽ＇′´`]/g, "'");
  const isEnglish = englishWord.test(spelling) && spelling.length <= longestWord;
  const sign = /^\d/.test(spelling)
    ? (spokenAfter[segment[to] ?? ''] ?? spokenOfMoney[segment[from - 1] ?? ''])
    : undefined;
  return { text, spelling: sign === undefined ? spelling : `${spelling} ${sign}`, isEnglish };
}
