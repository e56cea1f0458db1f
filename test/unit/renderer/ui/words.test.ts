import { expect, test } from 'vitest';
import { faultKinds } from '../../../../shared/lifetime/fault.ts';
import { rateWords } from '../../../../renderer/case/context/rate-words.ts';
import { makeCatalogue } from '../../../../renderer/strings/catalogue.ts';
import { faultWords } from '../../../../renderer/ui/fault-words.ts';
import {
  dueWords,
  handleWords,
  shortDuration,
  sizeWords,
} from '../../../../renderer/ui/time-words.ts';

const { t } = makeCatalogue();
const minute = 60_000;

test('every kind of fault says what happened, that verdicts are safe, and what to do next', () => {
  for (const kind of faultKinds) {
    const words = faultWords({ kind, message: '', retry: 'never' }, t);
    const wrong = [words.what, words.safe, words.next].filter((said) => !/^[A-Z].+[.]$/.test(said));
    expect({ kind, wrong }).toEqual({ kind, wrong: [] });
  }
});

test('ages and due times are short', () => {
  expect(
    [20_000, 5 * minute, 90 * minute, 72 * 60 * minute].map((ms) => shortDuration(ms, t)),
  ).toEqual(['20 s', '5 min', '2 h', '3 d']);
  expect(dueWords(10 * minute, 0, t)).toBe('in 10 min');
  expect(dueWords(0, 10 * minute, t)).toBe('10 min late');
});

test('handle times keep their seconds', () => {
  expect([48_400, 125_000].map((ms) => handleWords(ms, t))).toEqual(['48 s', '2 min 05 s']);
});

test('sizes are decimal, with one digit where it says something', () => {
  expect(
    [0, 840_000, 3_210_000, 45_000_000, 2_500_000_000].map((bytes) => sizeWords(bytes, 'en')),
  ).toEqual(['0 B', '840 kB', '3.2 MB', '45 MB', '2.5 GB']);
});

test('a rate is given with its exact fraction, an uneven one as a range', () => {
  expect(rateWords({ kind: 'cfr', numerator: 30_000, denominator: 1001 }, t)).toBe(
    '29.97 fps (30000/1001)',
  );
  expect(rateWords({ kind: 'cfr', numerator: 24, denominator: 1 }, t)).toBe('24 fps');
  expect(rateWords({ kind: 'vfr', minFps: 12, maxFps: 30, meanFps: 24.5 }, t)).toBe(
    'variable, 12 to 30 fps, mean 24.5',
  );
});
