import { expect, test } from 'vitest';
import type { Estimate } from '../../../../shared/statistics/interval.ts';
import {
  casesForWidth,
  clopperPearson,
  difference,
  jeffreys,
  wilson,
  wilsonWithContinuity,
} from '../../../../shared/statistics/proportions.ts';

const rounded = ({ from, to }: Estimate) => [from.toFixed(4), to.toFixed(4)].map(Number);

// Newcombe (1998) and Brown, Cai, DasGupta (2001), to the last printed digit.
test.each([
  [81, 263, [0.2553, 0.3662], [0.2535, 0.3682], [0.2527, 0.3676], [0.2545, 0.3656]],
  [15, 148, [0.0624, 0.1605], [0.0598, 0.1644], [0.0578, 0.1617], [0.0604, 0.1576]],
  [0, 20, [0, 0.1611], [0, 0.2005], [0, 0.1684], [0, 0.1166]],
  [1, 29, [0.0061, 0.1718], [0.0018, 0.1963], [0.0009, 0.1776], [0.0037, 0.1501]],
])('%i of %i has the published intervals', (hits, of, score, corrected, exact, prior) => {
  const share = { hits, of };
  expect(rounded(wilson(share))).toEqual(score);
  expect(rounded(wilsonWithContinuity(share))).toEqual(corrected);
  expect(rounded(clopperPearson(share))).toEqual(exact);
  expect(rounded(jeffreys(share))).toEqual(prior);
});

test.each([
  [114, 126, [0.8409, 0.9447], [0.8395, 0.9498]],
  [17, 17, [0.8157, 1], [0.8049, 1]],
])('%i of %i has the published score and exact intervals', (hits, of, score, exact) => {
  expect(rounded(wilson({ hits, of }))).toEqual(score);
  expect(rounded(clopperPearson({ hits, of }))).toEqual(exact);
});

test('all and none have one-sided intervals', () => {
  expect(rounded(wilson({ hits: 30, of: 30 }))).toEqual([0.8865, 1]);
  expect(rounded(wilson({ hits: 0, of: 44 }))).toEqual([0, 0.0803]);
});

test.each([
  [56, 70, 48, 80, 0.0524, 0.3339],
  [9, 10, 3, 10, 0.1705, 0.809],
  [6, 7, 2, 7, 0.0582, 0.8062],
  [5, 56, 0, 29, -0.0381, 0.1926],
  [0, 10, 0, 20, -0.1611, 0.2775],
  [10, 10, 0, 20, 0.6791, 1],
  [10, 10, 0, 10, 0.6075, 1],
])('%i/%i minus %i/%i has the published hybrid score interval', (a, m, b, n, from, to) => {
  expect(rounded(difference({ hits: a, of: m }, { hits: b, of: n }))).toEqual([from, to]);
});

test('what has no cases has no share', () => {
  for (const share of [
    { hits: 0, of: 0 },
    { hits: 3, of: 2 },
    { hits: -1, of: 2 },
    { hits: 0.5, of: 2 },
  ])
    for (const interval of [wilson, wilsonWithContinuity, clopperPearson, jeffreys])
      expect(() => interval(share)).toThrow(RangeError);
});

test('the cases that a width needs are enough, and a tenth fewer are not', () => {
  for (const expected of [0.02, 0.1, 0.5, 0.9])
    for (const width of [0.05, 0.1, 0.2]) {
      const of = casesForWidth(expected, width);
      const widthOf = (n: number) => {
        const { from, to } = wilson({ hits: Math.round(expected * n), of: n });
        return to - from;
      };
      // A share of whole cases lies up to half a case beside the expected one.
      expect(widthOf(of)).toBeLessThanOrEqual(width + 0.5 / of);
      expect(widthOf(Math.floor(of * 0.9))).toBeGreaterThan(width - 0.5 / of);
    }
  expect(() => casesForWidth(0.5, 0)).toThrow(RangeError);
  expect(() => casesForWidth(1.5, 0.1)).toThrow(RangeError);
});

test('repeated on a known truth, each interval covers it as often as it says', () => {
  const logs = [0];
  for (let n = 1; n <= 200; n += 1) logs.push((logs[n - 1] ?? 0) + Math.log(n));
  const chanceOf = (hits: number, n: number, p: number) =>
    Math.exp(
      (logs[n] ?? 0) -
        (logs[hits] ?? 0) -
        (logs[n - hits] ?? 0) +
        hits * Math.log(p) +
        (n - hits) * Math.log1p(-p),
    );
  const truths = Array.from({ length: 999 }, (_, i) => (i + 0.5) / 999);
  // By the whole distribution of the hits, not by draws.
  const coverages = (interval: typeof wilson, n: number) => {
    const limits = Array.from({ length: n + 1 }, (_, hits) => interval({ hits, of: n }));
    return truths.map((p) =>
      limits.reduce(
        (sum, { from, to }, hits) => sum + (from <= p && p <= to ? chanceOf(hits, n, p) : 0),
        0,
      ),
    );
  };
  for (const n of [20, 50, 200]) {
    for (const interval of [wilson, jeffreys]) {
      const all = coverages(interval, n);
      expect(all.reduce((sum, one) => sum + one, 0) / all.length).toBeGreaterThanOrEqual(0.948);
    }
    expect(Math.min(...coverages(clopperPearson, n))).toBeGreaterThanOrEqual(0.95);
  }
});
