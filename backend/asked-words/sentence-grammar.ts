import { phones, type Pronunciation } from './phones.ts';

/** A word to look for, by its place in the sentence: the programs never see how it is written. */
export type WordSounds = readonly Pronunciation[];

const anySound = phones.map((phone) => `/0.002/ ${soundName(phone)}`).join(' | ');

/** What stands for a sound that belongs to no word. */
export function soundName(phone: string): string {
  return `x${phone.toLowerCase()}`;
}

/** The grammar of "anything, all these words in their order, anything" (JSGF). */
export function sentenceGrammar(words: number): string {
  const all = Array.from({ length: words }, (_, n) => `w${n}`).join(' ');
  return `#JSGF V1.0;\ngrammar a;\n<g> = (${anySound});\npublic <a> = [<g>+] ${all} [<g>+] ;\n`;
}

/** The dictionary of that grammar: each sound by itself, and `w0`, `w1`... with all their pronunciations. */
export function sentenceDictionary(words: readonly WordSounds[]): string {
  const sounds = phones.map((phone) => `${soundName(phone)} ${phone}`);
  const asked = words.flatMap((ways, n) =>
    ways.map((way, at) => `w${n}${at === 0 ? '' : `(${at + 1})`} ${way.join(' ')}`),
  );
  return `${[...sounds, ...asked].join('\n')}\n`;
}
