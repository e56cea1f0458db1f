import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  cutText,
  freeText,
  isStorable,
  storable,
  unstorableIn,
} from '../../../shared/domain/text.ts';
import { hostileText } from '../../helpers/hostile-verdicts.ts';

test('free text is what a database can hold after parsing, as long as before, and sound text is untouched', () => {
  fc.assert(
    fc.property(hostileText(500), (text) => {
      const parsed = freeText(500).parse(text);
      expect(isStorable(parsed)).toBe(true);
      expect(parsed.length).toBe(text.length);
      expect(storable(parsed)).toBe(parsed);
      expect(isStorable(text) ? parsed : 'was unsound').toBe(
        isStorable(text) ? text : 'was unsound',
      );
      // It survives UTF-8, which is how every database keeps it.
      expect(new TextDecoder().decode(new TextEncoder().encode(parsed))).toBe(
        parsed.replace(/^\ufeff/, ''),
      );
    }),
  );
  expect(freeText(3).safeParse('four').success).toBe(false);
  expect(freeText(9).parse('a\0b\ud800c')).toBe('a\ufffdb\ufffdc');
});

test('a cut is never longer than it may be, never halves a character, and says that it cut', () => {
  const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      fc.integer({ min: 1, max: 70 }),
      (text, max) => {
        const cut = cutText(text, max);
        expect(cut.length).toBeLessThanOrEqual(max);
        expect(cut.isWellFormed()).toBe(true);
        if (text.length <= max) return cut === text;
        const kept = cut.slice(0, -1);
        const ends = [...graphemes.segment(text)].map((one) => one.index + one.segment.length);
        // Only a first character that is itself too long is cut, between its code points.
        const mayEnd = (ends[0] ?? 0) < max ? ends : [...Array(max).keys()];
        return cut.endsWith('…') && text.startsWith(kept) && [0, ...mayEnd].includes(kept.length);
      },
    ),
    { numRuns: 1000 },
  );
  expect(cutText('family: 👩‍👩‍👧‍👦!', 12)).toBe('family: …');
  expect(cutText('🎬🎬🎬', 4)).toBe('🎬…');
  // A pile of marks on one letter is cut all the same.
  expect(cutText(`e${'\u0301'.repeat(900)}`, 100)).toHaveLength(100);
});

test('the place of a text that can not be kept is a JSON pointer', () => {
  expect(unstorableIn({ a: [{ note: 'fine' }, { note: 'x\0' }] })).toBe('/a/1/note');
  expect(unstorableIn({ 'k\ud800': 1 })).toBe('/');
  expect(unstorableIn(['𝄞', { n: 1, t: null }, true])).toBeNull();
});

test('a text that can not be kept is found however deep it lies, and depth alone is no trouble', () => {
  const deep = (inner: string, depth: number) =>
    JSON.parse(`${'{"a":['.repeat(depth)}${inner}${']}'.repeat(depth)}`) as unknown;
  expect(unstorableIn(deep('"fine"', 200_000))).toBeNull();
  const where = unstorableIn(deep(String.raw`"\u0000"`, 200_000));
  expect(where).toMatch(/^(\/a\/0){10}$/);
  expect(unstorableIn({ first: ['x', 'a\0'], second: '\0' })).toBe('/first/1');
  expect(unstorableIn({ fine: { 'bad\0': 1 } })).toBe('/fine/');
});
