import { isPhone, type Pronunciation } from './phones.ts';

/**
 * All pronunciations that a dictionary in the form of cmudict gives for a word: lines of `word P H O N E S`, further ones
 * as `word(2) ...`, sorted or not.
 */
export function pronunciationsIn(dictionary: string, word: string): readonly Pronunciation[] {
  const found: Pronunciation[] = [];
  for (let number = 1; ; number += 1) {
    const line = lineOf(dictionary, number === 1 ? `${word} ` : `${word}(${number}) `);
    if (line === null) return found;
    const names = line.split(/\s+/).filter((name) => name !== '');
    if (names.length > 0 && names.every(isPhone)) found.push(names);
  }
}

/** What follows `start` on the line that begins with it. */
function lineOf(text: string, start: string): string | null {
  const at = text.startsWith(start) ? 0 : text.indexOf(`\n${start}`) + 1;
  if (at === 0 && !text.startsWith(start)) return null;
  const end = text.indexOf('\n', at);
  return text.slice(at + start.length, end < 0 ? text.length : end);
}
