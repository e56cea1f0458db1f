import { digitValue } from './digit-value.ts';
import { comparedText } from './compared-text.ts';

/** One word of a text: `[from, to)` in UTF-16 units, and what is compared instead of its spelling. */
export type WordToken = {
  readonly from: number;
  readonly to: number;
  /** Folded: without case, loose marks and inner punctuation. */
  readonly plain: string;
  /** Written without spaces: one grapheme of a longer whole. */
  readonly isGrapheme: boolean;
};

/** Apostrophes as languages and keyboards write them, with geresh and gershayim. */
const apostrophes = "'’‘‛ʼʻʽ＇′´`\\u055a\\u05f3\\u05f4";
/**
 * A word or a number with its inner apostrophes, points and commas (`don't`, `3.5`, `10,000`, `צה"ל`). A mark without a
 * letter before it is no word.
 */
const wordPattern = new RegExp(
  `\\p{N}+(?:[.,:٫٬．，]\\p{N}+)*|[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}]*(?:(?:[${apostrophes}]|(?<=\\p{Script=Hebrew}\\p{M}*)"(?=\\p{Script=Hebrew}))\\p{L}[\\p{L}\\p{M}]*)*`,
  'gu',
);
const innerSigns = new RegExp(`["${apostrophes}]`, 'gu');
/** Scripts that put no space between words. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}ー々]/u;
/** Accents, Hebrew points, Arabic vowel signs: writers leave them out, recognisers too. */
const looseMarks =
  /[\u0300-\u036f]|[\u0483-\u0489]|[\u0591-\u05c7]|[\u0610-\u061a]|[\u064b-\u065f]|\u0670|[\u06d6-\u06ed]|[\u08ca-\u08ff]|[\u1ab0-\u1aff]|[\u1dc0-\u1dff]|[\u20d0-\u20ff]|[\ufe20-\ufe2f]/gu;
/** One letter that keyboards of neighbouring languages write by different codes. */
const sameLetters: Readonly<Record<string, string>> = {
  ς: 'σ',
  ک: 'ك',
  ی: 'ي',
  ى: 'ي',
  '٫': '.',
  '٬': ',',
};

/** The words of a text in its order. Text without spaces is cut into graphemes: dictionaries would cut it differently each time. */
export function wordsOf(text: string): readonly WordToken[] {
  const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  const compared = comparedText(text);
  const tokens: WordToken[] = [];
  const add = (at: number, piece: string, isGrapheme: boolean) => {
    const plain = plainWord(piece);
    const [from, to] = [compared.from(at), compared.to(at + piece.length)];
    if (plain !== '') tokens.push({ from, to, plain, isGrapheme });
  };
  for (const match of compared.text.matchAll(wordPattern)) {
    let spaced = '';
    let spacedFrom = match.index;
    for (const { segment, index } of graphemes.segment(match[0])) {
      if (!unspaced.test(segment)) {
        if (spaced === '') spacedFrom = match.index + index;
        spaced += segment;
        continue;
      }
      add(spacedFrom, spaced, false);
      spaced = '';
      add(match.index + index, segment, true);
    }
    add(spacedFrom, spaced, false);
  }
  return tokens;
}

/**
 * A word as it is compared: compatibility forms are one (NFKD), case is folded in full (`ß` is `ss`, a final sigma is a
 * sigma, Turkish `ı` and `İ` are `i`), digits of every script are the same digits. Numbers stay as they are written:
 * "20" and "twenty" differ.
 */
export function plainWord(word: string): string {
  return (
    word
      .normalize('NFKD')
      .replaceAll(looseMarks, '')
      // Upper case first: only that way round does Unicode's mapping take letters apart (full case folding).
      .toUpperCase()
      .toLowerCase()
      .normalize('NFKD')
      .replaceAll(looseMarks, '')
      .normalize('NFC')
      .replaceAll(innerSigns, '')
      .replaceAll(/[ςکیى٫٬]/gu, (letter) => sameLetters[letter] ?? letter)
      .replaceAll(/\p{Nd}/gu, (digit) => digitValue(digit) ?? digit)
  );
}

/** Whether two plain words may be the same word, misheard by a recogniser or misspelt by a person. */
export function isNearly(one: string, other: string): boolean {
  if (one === other) return true;
  const length = Math.max(one.length, other.length);
  // A small word's neighbours are other words ("can", "can't"), and a number's are other numbers.
  const allowed = length < 5 ? 0 : length < 9 ? 1 : 2;
  if (allowed === 0 || Math.abs(one.length - other.length) > allowed) return false;
  // "possible" and "impossible" are two edits apart.
  if (one[0] !== other[0] || /\p{N}/u.test(one + other)) return false;
  return editsBetween(one, other) <= allowed;
}

/** Levenshtein's distance: letters put in, left out or changed. */
export function editsBetween(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const changed = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
      next.push(Math.min(changed, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
