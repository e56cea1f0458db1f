import { seenText } from './hidden-signs.ts';
import { plainWord } from './spoken-words.ts';

/** A text as a filter searches it and for it: folded as words are compared, without hidden characters. */
export function searchedText(text: string): string {
  return plainWord(seenText(text));
}
