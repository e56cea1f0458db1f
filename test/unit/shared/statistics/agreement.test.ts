import { describe, expect, test } from 'vitest';
import {
  cohen,
  fleiss,
  gwet,
  krippendorff,
  unitsOfTable,
  type Agreement,
  type NoFigure,
  type RatedUnit,
} from '../../../../shared/statistics/agreement.ts';

/** Raters as rows of words, `-` for none, to units. */
function unitsOf(...raters: readonly string[]): readonly RatedUnit[] {
  const rows = raters.map((row) => row.split(' ').map((one) => (one === '-' ? null : Number(one))));
  return (rows[0] ?? []).map((_, i) => rows.map((row) => row[i] ?? null));
}

function figure(found: Agreement | NoFigure): Agreement {
  if (typeof found === 'string') throw new Error(found);
  return found;
}

const setA = unitsOf(
  '1 2 3 3 2 1 4 1 2 - - -',
  '1 2 3 3 2 2 4 1 2 5 - -',
  '- 3 3 3 2 3 4 2 2 5 1 3',
  '1 2 3 3 2 4 4 1 2 5 1 -',
);
const setB = unitsOf(
  '1 1 2 - 0 0 1 1 2 2 - 0 1 3 1',
  '1 1 3 0 0 0 0 - 2 1 1 0 2 3 1',
  '2 0 3 0 0 0 2 2 2 1 0 0 2 2 1',
  '- 1 3 - - - - 0 - 1 0 0 2 2 -',
  '2 - - 0 0 0 1 - 2 - - - - 3 1',
);

describe('Krippendorff’s alpha', () => {
  test.each([
    [setA, 'nominal', 0.7434],
    [setA, 'ordinal', 0.8154],
    [setA, 'interval', 0.8491],
    [setA, 'ratio', 0.7974],
    [setB, 'nominal', 0.4805],
    [setB, 'ordinal', 0.7687],
    [setB, 'interval', 0.7719],
    [setB, 'ratio', 0.6792],
  ] as const)('has the published value (%#: %s)', (units, metric, value) => {
    expect(figure(krippendorff(units, metric)).value).toBeCloseTo(value, 4);
  });

  test('has the published standard error and limits', () => {
    const a = figure(krippendorff(setA, 'nominal'));
    // Published as .1455 and, rounded once more, as .146.
    expect(a.se).toBeCloseTo(0.1455, 4);
    expect([a.from, a.to].map((one) => one.toFixed(3))).toEqual(['0.419', '1.000']);
    const b = figure(krippendorff(setB, 'nominal'));
    expect([b.se, b.from, b.to].map((one) => one.toFixed(3))).toEqual(['0.114', '0.237', '0.724']);
  });
});

describe('Gwet’s AC', () => {
  test('has the published values, errors and limits', () => {
    const one = figure(gwet(setA));
    expect([one.value, one.se, one.from, one.to].map((x) => x.toFixed(3))).toEqual([
      '0.775',
      '0.143',
      '0.461',
      '1.000',
    ]);
    expect(figure(gwet(setA, 'linear')).value).toBeCloseTo(0.859, 3);
    expect(figure(gwet(setA, 'quadratic')).value).toBeCloseTo(0.914, 3);
    const b = figure(gwet(setB));
    expect([b.value, b.se].map((x) => x.toFixed(3))).toEqual(['0.497', '0.122']);
  });
});

describe('two raters', () => {
  const good = [
    [13, 0, 0],
    [0, 20, 7],
    [0, 4, 56],
  ];
  const doubtful = [
    [40, 4, 4, 17],
    [6, 25, 2, 13],
    [4, 1, 21, 12],
    [15, 5, 9, 45],
  ];

  test.each([
    [good, 0.89, 0.7964, 0.8429, 0.8922],
    [doubtful, 0.5874, 0.4315, 0.4068, 0.3832],
  ])('kappa has the published values (%#)', (table, observed, plain, linear, quadratic) => {
    const values = (['identity', 'linear', 'quadratic'] as const).map((kind) => cohen(table, kind));
    const [one, two, three] = values.map((found) => {
      if (typeof found === 'string') throw new Error(found);
      return found;
    });
    expect(one?.observed).toBeCloseTo(observed, 4);
    expect(one?.value).toBeCloseTo(plain, 4);
    expect(two?.value).toBeCloseTo(linear, 4);
    expect(three?.value).toBeCloseTo(quadratic, 4);
  });

  test('AC1 has the published values', () => {
    const found = figure(gwet(unitsOfTable(good)));
    // The published limits divide the variance of 100 units by 100, not by 99.
    const reach = (found.to - found.value) * Math.sqrt(99 / 100);
    expect(
      [found.value, found.value - reach, found.value + reach].map((x) => x.toFixed(3)),
    ).toEqual(['0.849', '0.764', '0.935']);
    expect(figure(gwet(unitsOfTable(doubtful))).value).toBeCloseTo(0.456, 3);
  });

  test.each([
    [[20, 20, 10, 50], 0.7, 0.3478, 0.4495],
    [[20, 5, 10, 15], 0.7, 0.4, 0.406],
    [[118, 5, 2, 0], 0.944, -0.0234, 0.9408],
  ])('%j: raw agreement, kappa and AC1 stand side by side', (cells, observed, kappa, ac1) => {
    const [a = 0, b = 0, c = 0, d = 0] = cells;
    const table = [
      [a, b],
      [c, d],
    ];
    const found = cohen(table);
    if (typeof found === 'string') throw new Error(found);
    expect(found.observed).toBeCloseTo(observed, 3);
    expect(found.value).toBeCloseTo(kappa, 4);
    const ac = figure(gwet(unitsOfTable(table)));
    expect(ac.value).toBeCloseTo(ac1, ac1 === 0.406 ? 3 : 4);
    expect(ac.observed).toBeCloseTo(found.observed, 12);
  });
});

test('Fleiss’ kappa has the published value', () => {
  const categories = [
    '0 0 0 0 0 2 0 2 2 0 1 1 0 1 0',
    '0 3 1 0 3 0 0 0 0 0 0 1 3 0 2',
    '0 0 4 0 0 4 4 3 0 0 0 0 3 0 0',
    '6 0 0 0 3 0 0 1 4 0 5 4 0 5 3',
    '0 3 1 6 0 0 2 0 0 6 0 0 0 0 1',
  ].map((row) => row.split(' ').map(Number));
  const rows = (categories[0] ?? []).map((_, i) => categories.map((row) => row[i] ?? 0));
  const found = fleiss(rows);
  if (typeof found === 'string') throw new Error(found);
  expect(found.value).toBeCloseTo(0.4139, 4);
  expect(found.observed).toBeCloseTo(0.5511, 4);
  expect(found.expected).toBeCloseTo(0.2341, 4);
});

describe('what every figure keeps', () => {
  const metrics = ['nominal', 'ordinal', 'interval', 'ratio'] as const;

  test('another order of raters changes nothing', () => {
    for (const units of [setA, setB]) {
      const turned = units.map((unit) => unit.toReversed());
      for (const metric of metrics)
        expect(figure(krippendorff(turned, metric)).value).toBeCloseTo(
          figure(krippendorff(units, metric)).value,
          12,
        );
      expect(figure(gwet(turned)).value).toBeCloseTo(figure(gwet(units)).value, 12);
    }
  });

  test('other names for categories leave nominal figures unchanged', () => {
    const named = setB.map((unit) => unit.map((one) => (one === null ? null : (one * 7 + 3) % 11)));
    const [one, two] = [krippendorff(setB, 'nominal'), krippendorff(named, 'nominal')].map(figure);
    expect(two?.value).toBeCloseTo(one?.value ?? Number.NaN, 12);
    expect(two?.se).toBeCloseTo(one?.se ?? Number.NaN, 12);
  });

  test('perfect agreement is 1, one category is no variation, single ratings are too few', () => {
    const perfect = [1, 2, 3, 1, 2].map((one): RatedUnit => [one, one, one]);
    for (const metric of metrics) expect(figure(krippendorff(perfect, metric)).value).toBe(1);
    expect(figure(gwet(perfect)).value).toBe(1);
    const same = [1, 1, 1].map((one): RatedUnit => [one, one]);
    expect(krippendorff(same, 'nominal')).toBe('no-variation');
    expect(gwet(same)).toBe('no-variation');
    expect(cohen([[5]])).toBe('no-variation');
    expect(fleiss([[2, 0]])).toBe('no-variation');
    const single = [1, 2].map((one): RatedUnit => [one, null]);
    expect(krippendorff(single, 'nominal')).toBe('too-few');
    expect(gwet(single)).toBe('too-few');
    expect(cohen([[0]])).toBe('too-few');
  });

  test('a unit with one rating does not move alpha', () => {
    const more: readonly RatedUnit[] = [...setB, [2, null, null, null, null]];
    expect(figure(krippendorff(more, 'nominal')).value).toBe(
      figure(krippendorff(setB, 'nominal')).value,
    );
  });
});
