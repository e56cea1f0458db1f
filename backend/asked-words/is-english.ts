import type { AskedSentence, AskedWord } from './asked-sentences.ts';

/** Of ten words of an English sentence at least so many are in the dictionary; names are not. */
const leastKnownShare = 0.7;
const english = new Set(
  `the and of to in is i you that it for was on are with at be this have from not my your by we will he she they his
  her our as but or if an has can all there what when who no please now us them their it's i'm don't`.split(
    /\s+/,
  ),
);
/** The most frequent small words of other languages, without accents, that English does not write. */
const other = new Set(
  `ich der das und ist nicht ein eine einen den dem des auf mit fur im zu von wir sie es wird
  le la les et est un une du au il elle nous vous je ne pas que qui dans pour ou ce cette
  el los las una por y con se su lo mas esta che di della il per non sono una si
  o os uma com nao em da na no seu w z nie jest ze het een van en dat niet op och att det som en ar paa af til og
  yang di dan ini itu tidak`
    .split(/\s+/)
    .filter((word) => !english.has(word)),
);

/**
 * Whether a sentence can be looked for with the sounds of English. A guess from small words and the dictionary's share:
 * names and made-up words alone are no other language, and the dictionary knows many words of others as names.
 */
export function isEnglish(
  { words }: Pick<AskedSentence, 'words'>,
  isKnown: (word: AskedWord) => boolean,
): boolean {
  const count = (list: ReadonlySet<string>) =>
    words.filter(({ spelling }) => list.has(spelling)).length;
  const known = words.filter((word) => word.isEnglish && isKnown(word)).length;
  if (known / Math.max(1, words.length) < leastKnownShare) return false;
  return count(other) < 2 || count(english) > count(other);
}
