/** Why a passphrase may not be set. */
export type PassphraseTrouble = 'too-short' | 'repeats' | 'guessable';

/** The shortest passphrase that may be set, in characters that can be seen. */
export const shortestPassphrase = 12;

/** Below so many bits by this estimate a passphrase is guessed too soon, for all that Argon2id slows a guess down. */
const leastBits = 36;

/** What is tried first: the heads of published lists of leaked passwords, in lower case, three letters and up. */
const common = (
  'password passwort passphrase pass admin administrator welcome willkommen letmein login hello hallo iloveyou ' +
  'monkey dragon master sunshine princess football baseball shadow superman batman michael jordan michelle ' +
  'charlie andrew matthew daniel jessica ashley nicole qwerty qwertz azerty secret geheim default changeme ' +
  'trustno1 whatever starwars pokemon computer internet google facebook summer winter spring autumn sommer ' +
  'monday sunday january december test guest root user access freedom mustang killer pepper ginger cookie ' +
  'cheese banana chocolate soccer hockey hunter ranger buster tigger jennifer joshua maggie samsung apple love ' +
  'second look secondlook moderation review reviewer desk abc123 asdf zxcvbn pass1234'
).split(' ');
const longestFirst = [...new Set(common)].toSorted((a, b) => b.length - a.length);

/** Rows of keyboards and alphabets: a run along one of them, either way, is one guess. */
const rows = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  'qwertyuiop',
  'qwertzuiop',
  'azertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'yxcvbnm',
  '1qaz2wsx3edc4rfv5tgb',
].flatMap((row) => [row, Array.from(row).toReversed().join('')]);

const stands: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};

/**
 * Whether a passphrase is too easily guessed, and why; null when it may be set. An estimate, made to stop what leaks and
 * habits put first: it takes whatever is no known word, run, year or repetition for chance.
 */
export function passphraseTrouble(text: string): PassphraseTrouble | null {
  const seen = text
    .normalize('NFKC')
    .replaceAll(/\p{Cf}|\p{Cc}/gu, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  if (Array.from(seen.replaceAll(' ', '')).length < shortestPassphrase) return 'too-short';
  const lower = seen.toLowerCase();
  if (new Set(lower).size < 5 || isRepeated(lower)) return 'repeats';
  return bitsOf(lower) < leastBits ? 'guessable' : null;
}

/** One piece, twice or more, with or without a beginning of it at the end. */
function isRepeated(text: string): boolean {
  const plain = text.replaceAll(' ', '');
  for (let length = 1; length <= plain.length / 2; length += 1)
    if (plain === plain.slice(0, length).repeat(plain.length).slice(0, plain.length)) return true;
  return false;
}

/** The estimate in bits: a known piece counts as one guess among few, every other character as chance. */
function bitsOf(lower: string): number {
  const perCharacter = 2.5 + classesIn(lower);
  let bits = 0;
  for (let at = 0; at < lower.length;) {
    const known = knownPiece(lower.slice(at));
    bits += known > 0 ? 6 : lower[at] === ' ' ? 0.5 : perCharacter;
    at += Math.max(1, known);
  }
  return bits;
}

function classesIn(text: string): number {
  const kinds = [/\p{L}/u, /\p{N}/u, /[^\p{L}\p{N}\s]/u].filter((kind) => kind.test(text));
  return kinds.length * 0.75;
}

/** How many characters at the head are a word that is tried first, a year, a run or one character again and again. */
function knownPiece(head: string): number {
  const letters = Array.from(head, (letter) => stands[letter] ?? letter).join('');
  const word = longestFirst.find((one) => head.startsWith(one) || letters.startsWith(one));
  const year = /^(19|20)\d\d/.test(head) ? 4 : 0;
  const same = /^(.)\1{2,}/u.exec(head)?.[0].length ?? 0;
  return Math.max(word?.length ?? 0, year, same, runLength(head));
}

function runLength(head: string): number {
  for (let length = Math.min(head.length, 26); length >= 3; length -= 1)
    if (rows.some((row) => row.includes(head.slice(0, length)))) return length;
  return 0;
}
