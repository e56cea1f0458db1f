import fc from 'fast-check';
import { expect, test } from 'vitest';
import { askedAndSaid } from '../../../shared/domain/asked-and-said.ts';
import { comparedText } from '../../../shared/domain/compared-text.ts';
import { quotedSpeech } from '../../../shared/domain/quoted-speech.ts';
import { plainWord, wordsOf } from '../../../shared/domain/spoken-words.ts';

const heard = (text: string) => ({
  language: null,
  segments: [{ text, fromUs: null, toUs: null }],
});
/** Words that were asked for and said, and all that were asked for, as the panel counts them. */
function met(prompt: string, said: string): string {
  const { state, asked } = askedAndSaid(prompt, heard(said));
  if (state !== 'compared') return state;
  const count = (mark?: string) =>
    asked
      .filter((span) => mark === undefined || span.mark === mark)
      .reduce((sum, span) => sum + wordsOf(span.text).length, 0);
  return `${count('said')} of ${count()}`;
}

test.each([
  ['an emoji with its style', 'She says "hello there ❤️ friend"', 'Hello there friend.', '3 of 3'],
  [
    'a keycap, a letter as emoji, a flag',
    'She says "go 1️⃣ now ℹ️ 🇩🇪 please"',
    'Go now please',
    '3 of 3',
  ],
  ['a family and a skin tone', 'She says "hello 👩🏽‍🚀👨‍👩‍👧 there"', 'hello there', '2 of 2'],
  ['a zero-width space in a word', 'She says "hel\u200blo there"', 'Hello there', '2 of 2'],
  [
    'a soft hyphen, a joiner, a word joiner',
    'She says "hel\u00adlo th\u2060er\u200de"',
    'Hello there',
    '2 of 2',
  ],
  [
    'a byte order mark after a mark of quotation',
    'She says "\ufeffHello there"',
    'Hello there',
    '2 of 2',
  ],
  [
    'a direction mark between verb and colon',
    'She says\u200f: Hello there',
    'Hello there',
    '2 of 2',
  ],
  ['tag characters in a word', 'She says "hel\u{e0041}lo there"', 'Hello there', '2 of 2'],
  ['a mark that stands alone', 'She says "hello \u0301 there"', 'hello there', '2 of 2'],
  ['letters of full width', 'She says "Ｈｅｌｌｏ １２ there"', 'hello 12 there', '3 of 3'],
  ['ligatures', 'She says "ﬁve oﬃces"', 'five offices', '2 of 2'],
  ['decomposed accents', 'Elle dit « cafe\u0301 noir »', 'Café noir', '2 of 2'],
  ['sharp s', 'Er sagt „Die STRASSE ist groß“', 'die Straße ist GROSS', '4 of 4'],
  ['final sigma', 'Λέει: «Ο ΛΟΓΟΣ του Οδυσσέα»', 'ο λόγος του οδυσσέα', '4 of 4'],
  ['Turkish letters', 'She says "IŞIK İstanbul ılık"', 'ışık istanbul ILIK', '3 of 3'],
  ['Arabic vowel signs and tatweel', 'يقول «مَرْحَبًا بِكُـــمْ»', 'مرحبا بكم', '2 of 2'],
  ['hamza and digits of Arabic', 'يقول «أهلا ١٢»', 'اهلا 12', '2 of 2'],
  [
    'Persian letters by an Arabic keyboard',
    'He says "می\u200cخواهم یک کتاب"',
    'ميخواهم يك كتاب',
    '3 of 3',
  ],
  ['Hebrew points', 'He says "שָׁלוֹם עֲלֵיכֶם"', 'שלום עליכם', '2 of 2'],
  ['a Hebrew acronym', 'He says "צה"ל כאן"', 'צה״ל כאן', '2 of 2'],
  [
    'apostrophes of every kind',
    'She says “don’t I‛ll o`clock Hawaiʻi”',
    "don't I'll o'clock Hawai'i",
    '4 of 4',
  ],
  ['Devanagari digits', 'She says "साल २०२६ में"', 'साल 2026 में', '3 of 3'],
  ['half-width kana', '彼は「ｶﾞﾝﾊﾞﾚ」と言う', 'ガンバレ', '4 of 4'],
  [
    'Thai, Chinese and Japanese without spaces',
    'She says "สวัสดี你好明日"',
    'สวัสดี 你好 明日',
    '8 of 8',
  ],
])('words are compared without %s', (_, prompt, said, expected) => {
  expect(met(prompt, said)).toBe(expected);
});

test('words that differ by more than their writing stay different', () => {
  for (const [one, other] of [
    ['can', "can't"],
    ['20', 'twenty'],
    ['möchte', 'mochtest'],
    ['क', 'का'],
    ['か', 'が'],
    ['กา', 'กี'],
  ] as const)
    expect(plainWord(one)).not.toBe(plainWord(other));
});

test('nothing but signs that nobody hears is no word', () => {
  for (const text of ['❤️ 🇩🇪 1️⃣ ©️', '\u200b\ufeff\u{e0041}', '\u0301 \ufe0f', '… — ·', '\ud800'])
    expect(wordsOf(text)).toEqual([]);
});

test('a word stands where it stands in the original, whatever is hidden before or in it', () => {
  const signs = fc.constantFrom(
    'a',
    'ß',
    ' ',
    '\u200b',
    '❤️',
    '\u0301',
    '字',
    '\u{e0041}',
    '1️⃣',
    'ـ',
    'ﷺ',
    '"',
  );
  fc.assert(
    fc.property(fc.array(signs, { maxLength: 30 }), (parts) => {
      const text = parts.join('');
      let last = 0;
      for (const { from, to, plain } of wordsOf(text)) {
        expect(from).toBeGreaterThanOrEqual(last);
        expect(to).toBeGreaterThan(from);
        expect(to).toBeLessThanOrEqual(text.length);
        expect(
          wordsOf(text.slice(from, to))
            .map((token) => token.plain)
            .join(''),
        ).toBe(plain);
        last = to;
      }
      for (const quote of quotedSpeech(`He says: ${text}`))
        expect(`He says: ${text}`.slice(quote.from, quote.to)).toBe(quote.text);
      const compared = comparedText(text);
      expect(compared.text.length).toBeLessThanOrEqual(text.length);
    }),
  );
});

test('folding is stable: a folded word folds to itself', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 12 }), (word) => {
      const once = plainWord(word);
      expect(plainWord(once)).toBe(once);
    }),
  );
});
