import fc from 'fast-check';
import { expect, test } from 'vitest';
import { askedAndSaid, type AskedAndSaid } from '../../shared/domain/asked-and-said.ts';
import { quotedSpeech } from '../../shared/domain/quoted-speech.ts';
import { editsBetween, isNearly, wordsOf } from '../../shared/domain/spoken-words.ts';
import type { Transcript } from '../../shared/domain/transcript.ts';

const timed = (text: string): Transcript => ({
  language: null,
  segments: [{ text, fromUs: 0, toUs: 1_000_000 }],
});
/** Words that are neither near each other nor parts of each other. */
const vocabulary = [
  'bridge',
  'monday',
  'sonne',
  'ДОМОЙ',
  'ελλάδα',
  'שלום',
  '15',
  'market',
  'quiet',
];
const sentence = fc.array(fc.constantFrom(...vocabulary), { minLength: 1, maxLength: 25 });
const anyText = fc.string({ unit: 'grapheme', maxLength: 200 });
const marks: readonly (readonly [string, string])[] = [
  ['"', '"'],
  ['“', '”'],
  ['„', '“'],
  ['«', '»'],
  ['「', '」'],
];
const said = (of: AskedAndSaid, mark: string) =>
  of.said.filter((span) => span.mark === mark).map((span) => span.text);

test('what is said as it was asked is never called unasked or absent', () => {
  fc.assert(
    fc.property(sentence, fc.constantFrom(...marks), (words, [open, close]) => {
      const result = askedAndSaid(
        `He says ${open}${words.join(' ')}${close}.`,
        timed(words.join(', ').toUpperCase()),
      );
      expect(result.state).toBe('compared');
      expect(new Set(result.asked.map(({ mark }) => mark))).toEqual(new Set(['said']));
      expect(new Set(result.said.map(({ mark }) => mark))).toEqual(new Set(['as-asked']));
    }),
  );
});

test('words that nobody asked for are found wherever they are put in, with nothing else', () => {
  const other = fc.array(fc.constantFrom('zebra', 'xylophone', 'ungefähr', '99'), {
    minLength: 1,
    maxLength: 4,
  });
  fc.assert(
    fc.property(sentence, other, fc.nat(25), (words, strange, place) => {
      const at = Math.min(place, words.length);
      const heard = [...words.slice(0, at), ...strange, ...words.slice(at)].join(' ');
      const result = askedAndSaid(`She says “${words.join(' ')}”`, timed(heard));
      expect(said(result, 'not-asked-for')).toEqual([strange.join(' ')]);
      expect(result.asked.every(({ mark }) => mark === 'said')).toBe(true);
    }),
  );
});

test('words that are left out are found, with nothing else', () => {
  fc.assert(
    fc.property(sentence, fc.nat(25), fc.integer({ min: 1, max: 4 }), (words, place, count) => {
      const at = Math.min(place, words.length - 1);
      const heard = words.toSpliced(at, count).join(' ');
      const result = askedAndSaid(`She says “${words.join(' ')}”`, timed(heard));
      const absent = result.asked.filter(({ mark }) => mark === 'absent');
      const missing = absent.flatMap(({ text }) => wordsOf(text)).length;
      expect(missing).toBe(Math.min(count, words.length - at));
      expect(said(result, 'not-asked-for')).toEqual([]);
    }),
  );
});

test('whatever prompt and transcript are, every word of both is listed once and in order', () => {
  fc.assert(
    fc.property(anyText, fc.array(anyText, { maxLength: 4 }), (prompt, texts) => {
      const transcript: Transcript = {
        language: null,
        segments: texts.map((text, at) => ({ text, fromUs: at * 1000, toUs: at * 1000 + 900 })),
      };
      const result = askedAndSaid(`He says "a" ${prompt}`, transcript);
      const plain = (text: string) => wordsOf(text).map((word) => word.plain);
      // A word cut out of unspaced text may fall apart once more when it is cut again ("𝋀ⴀ"): its letters count.
      const said = result.said.flatMap((span) => span.words.flatMap(({ text }) => plain(text)));
      expect(said.join('')).toBe(texts.flatMap(plain).join(''));
      for (const span of result.said) expect(span.toUs).toBeGreaterThanOrEqual(span.fromUs ?? NaN);
      const again = askedAndSaid(`He says "a" ${prompt}`, transcript);
      expect(again).toEqual(result);
    }),
  );
});

test('quotations lie in their prompt, in order, without overlap', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(anyText, fc.constantFrom(...marks.flat(), 'says: ', '\n', "'", '. ')), {
        maxLength: 12,
      }),
      (parts) => {
        const prompt = parts.join('');
        let last = 0;
        for (const quote of quotedSpeech(prompt)) {
          expect(prompt.slice(quote.from, quote.to)).toBe(quote.text);
          expect(quote.from).toBeGreaterThanOrEqual(last);
          last = quote.to;
        }
      },
    ),
  );
});

test('likeness of words does not depend on which comes first', () => {
  const word = fc.string({ maxLength: 12 });
  fc.assert(
    fc.property(word, word, (one, other) => {
      expect(isNearly(one, other)).toBe(isNearly(other, one));
      expect(editsBetween(one, other)).toBe(editsBetween(other, one));
    }),
  );
});
