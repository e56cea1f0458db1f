import { describe, expect, test } from 'vitest';
import { median, quantile } from '../../../../shared/statistics/medians.ts';
import { benjaminiHochberg, chanceOfAtLeast } from '../../../../shared/statistics/many-tests.ts';
import {
  estimatedShare,
  estimatedTotal,
  recall,
  recallByLogit,
  type Drawn,
  type Stratum,
} from '../../../../shared/statistics/sampling.ts';
import { partings, temporalIou } from '../../../../shared/statistics/spans.ts';
import { chanceOf } from '../../../simulation/virtual-time.ts';

describe('recall with a sampled remainder', () => {
  test('one stratum: the worked example to its last digit', () => {
    const found = recall(700, [{ items: 99_000, sample: { hits: 2, of: 500 } }]);
    if (typeof found === 'string') throw new Error(found);
    expect(found.missed.value).toBe(396);
    expect([found.value, found.from, found.to].map((x) => x.toFixed(4))).toEqual([
      '0.6387',
      '0.3297',
      '0.9358',
    ]);
    const logit = recallByLogit(700, { items: 99_000, sample: { hits: 2, of: 500 } });
    if (typeof logit === 'string') throw new Error(logit);
    expect([logit.from, logit.to].map((x) => x.toFixed(4))).toEqual(['0.3076', '0.8755']);
  });

  test('no miss in the sample is no proof of none', () => {
    const found = recall(700, [{ items: 99_000, sample: { hits: 0, of: 500 } }]);
    if (typeof found === 'string') throw new Error(found);
    expect([found.value, found.from.toFixed(4), found.to]).toEqual([1, '0.4903', 1]);
  });

  test('a stratum that nobody sampled makes it not estimable', () => {
    const seen: Stratum = { items: 1000, sample: { hits: 1, of: 100 } };
    expect(recall(10, [seen, { items: 5, sample: { hits: 0, of: 0 } }])).toBe('not-estimable');
    expect(recall(10, [seen, { items: 0, sample: { hits: 0, of: 0 } }])).toMatchObject({
      missed: { value: 10 },
    });
    expect(recall(0, [])).toBe('not-estimable');
  });

  test('2,000 draws from a known world: three strata, the limits hold the truth in at least 93 %', () => {
    const chance = chanceOf(20_261_201);
    const world = [
      { items: 60_000, rate: 0.002, drawn: 600 },
      { items: 8000, rate: 0.03, drawn: 300 },
      { items: 900, rate: 0.12, drawn: 120 },
    ];
    const caught = 700;
    const missed = world.reduce((all, { items, rate }) => all + items * rate, 0);
    const truth = caught / (caught + missed);
    let held = 0;
    for (let n = 0; n < 2000; n += 1) {
      const strata = world.map(({ items, rate, drawn }): Stratum => {
        let hits = 0;
        for (let i = 0; i < drawn; i += 1) hits += chance.isLucky(rate) ? 1 : 0;
        return { items, sample: { hits, of: drawn } };
      });
      const found = recall(caught, strata);
      if (typeof found === 'string') throw new Error(found);
      held += found.from <= truth && truth <= found.to ? 1 : 0;
    }
    expect(held / 2000).toBeGreaterThanOrEqual(0.93);
  });
});

describe('items with stored inclusion probabilities', () => {
  test('the estimated total is right on average, and its error is the spread of the estimates', () => {
    const chance = chanceOf(7);
    const population = Array.from({ length: 400 }, () => {
      const value = chance.next() < 0.2 ? 1 + chance.below(5) : 0;
      return { value, inclusion: 0.05 + 0.5 * chance.next() };
    });
    const truth = population.reduce((all, { value }) => all + value, 0);
    const found = Array.from({ length: 3000 }, () =>
      estimatedTotal(population.filter(({ inclusion }) => chance.isLucky(inclusion))),
    );
    const mean = found.reduce((all, { value }) => all + value, 0) / found.length;
    const spread = Math.sqrt(
      found.reduce((all, { value }) => all + (value - mean) ** 2, 0) / (found.length - 1),
    );
    const rms = Math.sqrt(found.reduce((all, { se }) => all + se * se, 0) / found.length);
    expect(Math.abs(mean - truth)).toBeLessThan((4 * spread) / Math.sqrt(found.length));
    expect(rms / spread).toBeGreaterThan(0.95);
    expect(rms / spread).toBeLessThan(1.05);
  });

  test('the estimated share holds the truth in at least 93 % of draws', () => {
    const chance = chanceOf(11);
    const population = Array.from({ length: 3000 }, () => {
      const isHard = chance.isLucky(0.3);
      return {
        value: 1,
        inclusion: isHard ? 0.3 : 0.06,
        isMarked: chance.isLucky(isHard ? 0.4 : 0.1),
      };
    });
    const truth = population.filter(({ isMarked }) => isMarked).length / population.length;
    let held = 0;
    for (let n = 0; n < 2000; n += 1) {
      const found = estimatedShare(population.filter(({ inclusion }) => chance.isLucky(inclusion)));
      if (found === 'too-few') throw new Error(found);
      held += found.from <= truth && truth <= found.to ? 1 : 0;
    }
    expect(held / 2000).toBeGreaterThanOrEqual(0.93);
  });

  test('what could not have been drawn is refused, what has no other side is too few', () => {
    const drawn: Drawn = { inclusion: 0, value: 1 };
    expect(() => estimatedTotal([drawn])).toThrow(RangeError);
    expect(estimatedShare([{ inclusion: 0.5, value: 1, isMarked: true }])).toBe('too-few');
  });
});

describe('medians', () => {
  test('limits are the order statistics of Conover’s table', () => {
    const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1);
    // n = 16 and p = 0.5: P(X <= 3) = .0106, P(X <= 4) = .0384, so the 4th and the 13th value.
    expect(median(upTo(16))).toEqual({ value: 8.5, from: 4, to: 13 });
    expect(median(upTo(20))).toEqual({ value: 10.5, from: 6, to: 15 });
    expect(median(upTo(5))).toBe('too-few');
    expect(median(upTo(6))).toEqual({ value: 3.5, from: 1, to: 6 });
    expect(quantile([])).toBeNull();
    expect(quantile(upTo(10), 0.9)).toMatchObject({ value: 9.5, to: null });
  });

  test('the limits of a median and of a 90th percentile hold the truth in at least 93 % of draws', () => {
    const chance = chanceOf(3);
    for (const [p, truth] of [
      [0.5, Math.log(2)],
      [0.9, -Math.log(0.1)],
    ] as const) {
      let held = 0;
      for (let n = 0; n < 2000; n += 1) {
        const values = Array.from({ length: 60 }, () => -Math.log(1 - chance.next()));
        const found = quantile(values, p);
        const isAbove = found?.from !== null && (found?.from ?? 0) > truth;
        const isBelow = found?.to !== null && (found?.to ?? 0) < truth;
        held += isAbove || isBelow ? 0 : 1;
      }
      expect(held / 2000).toBeGreaterThanOrEqual(0.93);
    }
  });
});

describe('many slices at once', () => {
  test('adjusted p-values are those of the step-up procedure', () => {
    const given = [0.01, 0.04, 0.03, 0.005, 0.5];
    const want = [0.025, 0.05, 0.05, 0.025, 0.5];
    benjaminiHochberg(given).forEach((p, i) => expect(p).toBeCloseTo(want[i] ?? 0, 12));
    expect(benjaminiHochberg([])).toEqual([]);
  });

  test('the tail of the binomial', () => {
    expect(chanceOfAtLeast({ hits: 0, of: 10 }, 0.3)).toBe(1);
    expect(chanceOfAtLeast({ hits: 10, of: 10 }, 0.5)).toBeCloseTo(0.5 ** 10, 14);
    expect(chanceOfAtLeast({ hits: 3, of: 4 }, 0.5)).toBeCloseTo(5 / 16, 13);
  });
});

describe('two people’s findings in time', () => {
  const span = (fromUs: number, toUs: number) => ({ fromUs, toUs });

  test('overlap over union, overlapping findings of one person counted once', () => {
    expect(temporalIou([span(0, 10)], [span(5, 15)])).toBeCloseTo(1 / 3, 12);
    expect(temporalIou([span(0, 6), span(4, 10)], [span(0, 10)])).toBe(1);
    expect(temporalIou([span(0, 1)], [span(2, 3)])).toBe(0);
    expect(temporalIou([span(0, 1)], [])).toBe(0);
    expect(temporalIou([], [])).toBeNull();
  });

  test('where they part', () => {
    expect(partings([span(0, 10)], [span(5, 15)])).toEqual([span(0, 5), span(10, 15)]);
    expect(partings([span(0, 10)], [span(0, 10)])).toEqual([]);
    expect(partings([span(2, 4), span(4, 6)], [])).toEqual([span(2, 6)]);
  });
});
