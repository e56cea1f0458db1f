import { comparedText } from './compared-text.ts';

/** Words that a prompt gives word by word, and how sure it is that they were meant to be spoken. */
export type QuotedSpeech = {
  readonly text: string;
  /** Place in the prompt, `[from, to)` in UTF-16 units, without the quotation marks. */
  readonly from: number;
  readonly to: number;
  /**
   * `spoken`: must be heard. `maybe`: may be heard, and is not missing otherwise: text that is rather to be seen (a sign,
   * a caption), or what follows the first sentence of speech written without quotation marks.
   */
  readonly sureness: 'spoken' | 'maybe';
};

/** What may close each opening mark; languages use the same signs either way round. */
const closers: Readonly<Record<string, string>> = {
  '"': '"',
  '＂': '＂',
  '“': '”',
  '„': '“”',
  '”': '”',
  '«': '»',
  '»': '«»',
  '‹': '›',
  '「': '」',
  '『': '』',
  '﹁': '﹂',
  '‘': '’',
  '‚': '‘’',
  "'": "'",
};
/** Marks that are apostrophes as well, and so must be at the edge of a word. */
const apostrophes = new Set(["'", '’', '‘']);
const letter = /[\p{L}\p{N}]/u;

const sayingWords = [
  'says?|said|saying|announces?|announcing|asks?|asking|shouts?|shouting|whispers?|whispering|replies|replying',
  'sings?|singing|narrates?|speaks?|tells?|states?|declares?|reads aloud|voice-?over|narrator|narration|dialogue|spoken',
  'sagt|sagen|ruft|fragt|flüstert|singt|dit|crie|demande|murmure|chante|dice|grita|pregunta|susurra|canta|grida',
  'diz|zegt|säger|siger|sier|mówi|говорит|сказал|сказала|каже',
].join('|');
/** Languages that write without spaces put the verb straight before the colon. */
const sayingSigns = '说|說|道|言う|言います|言った|말한다|말합니다|말하길';
const saysColon = new RegExp(
  `(?:(?<![\\p{L}\\p{N}])(?:${sayingWords})(?:[^\\S\\n]+\\p{L}+){0,3}|(?:${sayingSigns}))[^\\S\\n]*[:：][^\\S\\n]*`,
  'giu',
);
const says = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${sayingWords})(?![\\p{L}\\p{N}])|(?:${sayingSigns})`,
  'giu',
);
const shows =
  /(?<![\p{L}\p{N}])(?:signs?|banner|poster|captions?|captioned|subtitles?|titled?|label(?:l?ed)?|letters|lettering|logo|written|text|word(?:s|ing)? on|reading|called|named|known as|t-?shirt|screen|headline|schild|aufschrift|panneau|cartel)(?![\p{L}\p{N}])/giu;
/** How far before a quotation a word still says what the quotation is. */
const reach = 60;

/** Everything that a prompt wants said word by word, in the prompt's order. Pure; a guess where prompts are loose. */
export function quotedSpeech(prompt: string): readonly QuotedSpeech[] {
  // Hidden characters part no quotation from its marks and no saying word from its colon.
  const seen = comparedText(prompt);
  const quotes = inMarks(seen.text);
  return [...quotes, ...afterColons(seen.text, quotes)]
    .filter(({ text }) => letter.test(text))
    .map((quote) => {
      const [from, to] = [seen.from(quote.from), seen.to(quote.to)];
      return { ...quote, from, to, text: prompt.slice(from, to) };
    })
    .toSorted((one, other) => one.from - other.from);
}

function inMarks(prompt: string): readonly QuotedSpeech[] {
  const found: QuotedSpeech[] = [];
  let at = 0;
  let last = 0;
  while (at < prompt.length) {
    const end = opensAt(prompt, at) ? closeOf(prompt, at) : null;
    if (end === null) at += 1;
    else {
      const before = prompt.slice(Math.max(last, at - reach), at);
      found.push({
        text: prompt.slice(at + 1, end),
        from: at + 1,
        to: end,
        sureness: kindAfter(before),
      });
      at = end + 1;
      last = at;
    }
  }
  return found;
}

function opensAt(prompt: string, at: number): boolean {
  const mark = prompt[at] ?? '';
  if (!Object.hasOwn(closers, mark)) return false;
  const before = prompt[at - 1] ?? ' ';
  const after = prompt[at + 1] ?? ' ';
  if (mark === '"' || apostrophes.has(mark)) return !letter.test(before) && !/\s/u.test(after);
  return true;
}

/** Where the quotation that opens at `at` ends; null where it never does. A blank line ends every quotation. */
function closeOf(prompt: string, at: number): number | null {
  const wanted = closers[prompt[at] ?? ''] ?? '';
  let depth = 0;
  for (let end = at + 1; end < prompt.length; end += 1) {
    const sign = prompt[end] ?? '';
    if (sign === '\n' && /^\n\s*\n/u.test(prompt.slice(end, end + 40))) return null;
    if (wanted.includes(sign)) {
      if (apostrophes.has(sign) && letter.test(prompt[end + 1] ?? ' ')) continue;
      if (sign === '"' && isGershayim(prompt, end)) continue;
      if (depth === 0) return end;
      depth -= 1;
    } else if (sign === prompt[at]) depth += 1;
  }
  return null;
}

/** A straight mark between two Hebrew letters is part of an acronym. */
function isGershayim(prompt: string, at: number): boolean {
  const hebrew = /\p{Script=Hebrew}/u;
  return hebrew.test(prompt[at - 1] ?? '') && hebrew.test(prompt[at + 1] ?? '');
}

/** What the words before a quotation make of it: the last of them counts. */
function kindAfter(before: string): QuotedSpeech['sureness'] {
  const lastOf = (pattern: RegExp) => [...before.matchAll(pattern)].at(-1)?.index ?? -1;
  return lastOf(shows) > lastOf(says) ? 'maybe' : 'spoken';
}

/** `She says: Good evening.` without marks: its first sentence is asked for, the rest of the line may be. */
function afterColons(prompt: string, quotes: readonly QuotedSpeech[]): readonly QuotedSpeech[] {
  const found: QuotedSpeech[] = [];
  for (const match of prompt.matchAll(saysColon)) {
    const from = match.index + match[0].length;
    const isTaken = [...quotes, ...found].some((one) => from >= one.from - 1 && from < one.to + 1);
    if (isTaken) continue;
    const nextQuote = quotes.find((quote) => quote.from > from)?.from ?? prompt.length + 1;
    const line = /^[^\n[(]*/u.exec(prompt.slice(from, nextQuote - 1))?.[0] ?? '';
    const sentence = /^.*?[.!?…。！？](?=\s|$|\p{Lo})/u.exec(line)?.[0] ?? line;
    const add = (text: string, start: number, sureness: QuotedSpeech['sureness']) =>
      found.push({ text, from: start, to: start + text.length, sureness });
    if (sentence.trim() !== '') add(sentence, from, 'spoken');
    const rest = line.slice(sentence.length);
    if (rest.trim() !== '') add(rest, from + sentence.length, 'maybe');
  }
  return found;
}
