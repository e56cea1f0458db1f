import { studentQuantile } from './distributions.ts';
import { usualLevel, within, type Estimate } from './interval.ts';

/** One unit's ratings, one place per rater; null where a rater gave none. Categories are numbers. */
export type RatedUnit = readonly (number | null)[];

/** Why there is no figure: nobody rated twice, or every rating is the same and chance can't be told from agreement. */
export type NoFigure = 'too-few' | 'no-variation';

export type Agreement = Estimate & {
  /** Standard error over units. */
  readonly se: number;
  /** Share of pairs of ratings that agree, weighted as the figure is; always shown beside it. */
  readonly observed: number;
  /** What chance would give. */
  readonly expected: number;
  /** Units with at least two ratings. */
  readonly units: number;
};

export type Metric = 'nominal' | 'ordinal' | 'interval' | 'ratio';
export type Weights = 'identity' | 'linear' | 'quadratic';

/** Counts of ratings: one row per unit, one column per category, categories in rising order. */
type Table = {
  readonly categories: readonly number[];
  readonly rows: readonly (readonly number[])[];
};

const sum = (values: readonly number[]) => values.reduce((all, one) => all + one, 0);

function tableOf(units: readonly RatedUnit[], least: number): Table {
  const given = units.map((unit) => unit.filter((one): one is number => one !== null));
  const kept = given.filter((ratings) => ratings.length >= least);
  const categories = [...new Set(kept.flat())].toSorted((a, b) => a - b);
  const rows = kept.map((ratings) =>
    categories.map((category) => ratings.filter((one) => one === category).length),
  );
  return { categories, rows };
}

/** Agreement of two categories in [0, 1], one row and column per category. */
type Matrix = readonly (readonly number[])[];

function weightsOf(kind: Weights, categories: readonly number[]): Matrix {
  const span = (categories.at(-1) ?? 0) - (categories[0] ?? 0);
  return categories.map((a) =>
    categories.map((b) => {
      if (kind === 'identity' || span === 0) return a === b ? 1 : 0;
      const apart = Math.abs(a - b) / span;
      return 1 - (kind === 'linear' ? apart : apart * apart);
    }),
  );
}

/**
 * One minus Krippendorff's squared difference over its largest value. The ordinal metric counts the ratings between two
 * categories (Krippendorff, "Computing Krippendorff's Alpha-Reliability", 2011): it is not the "ordinal weights" of some
 * packages.
 */
function agreementBy(metric: Metric, { categories, rows }: Table): Matrix {
  const totals = categories.map((_, k) => sum(rows.map((row) => row[k] ?? 0)));
  const apart = (a: number, b: number): number => {
    const [low, high] = [categories[Math.min(a, b)] ?? 0, categories[Math.max(a, b)] ?? 0];
    if (a === b) return 0;
    if (metric === 'nominal') return 1;
    if (metric === 'interval') return (high - low) ** 2;
    if (metric === 'ratio') return high + low === 0 ? 0 : ((high - low) / (high + low)) ** 2;
    const between = sum(totals.slice(Math.min(a, b), Math.max(a, b) + 1));
    return (between - ((totals[a] ?? 0) + (totals[b] ?? 0)) / 2) ** 2;
  };
  const squared = categories.map((_, a) => categories.map((__, b) => apart(a, b)));
  const most = Math.max(...squared.flat());
  return squared.map((row) => row.map((one) => 1 - (most === 0 ? 0 : one / most)));
}

function times(matrix: Matrix, vector: readonly number[]): readonly number[] {
  return matrix.map((row) => sum(row.map((weight, k) => weight * (vector[k] ?? 0))));
}

/** Pairs of a unit's ratings that agree, weighted: sum of r(r* - 1). */
function agreeingPairs(row: readonly number[], weights: Matrix): number {
  const weighted = times(weights, row);
  return sum(row.map((count, k) => count * ((weighted[k] ?? 0) - 1)));
}

function variance(values: readonly number[], around: number): number {
  const n = values.length;
  return n < 2 ? Number.NaN : sum(values.map((one) => (one - around) ** 2)) / (n * (n - 1));
}

type Found = Pick<Agreement, 'value' | 'observed' | 'expected' | 'units'> & {
  readonly perUnit: readonly number[];
  /** What the figures of single units lie around. */
  readonly around: number;
};

function withLimits(found: Found, level: number): Agreement {
  const { value, observed, expected, units, perUnit, around } = found;
  const se = Math.sqrt(variance(perUnit, around));
  const reach = se * studentQuantile(1 - (1 - level) / 2, Math.max(1, perUnit.length - 1));
  const limits = within(-1, 1, { from: value - reach, to: value + reach });
  return { value, ...limits, se, observed, expected, units };
}

/**
 * Krippendorff's alpha over units with at least two ratings; any number of raters, missing ratings allowed. Standard
 * error after Gwet, Handbook of Inter-Rater Reliability (5th ed., 2021), for the metric's differences taken as given.
 */
export function krippendorff(
  units: readonly RatedUnit[],
  metric: Metric,
  level = usualLevel,
): Agreement | NoFigure {
  const table = tableOf(units, 2);
  const { rows, categories } = table;
  if (rows.length === 0) return 'too-few';
  if (categories.length === 1) return 'no-variation';
  const weights = agreementBy(metric, table);
  const counts = rows.map(sum);
  const mean = sum(counts) / rows.length;
  const one = 1 / sum(counts);
  const agreed = rows.map(
    (row, i) => agreeingPairs(row, weights) / (mean * ((counts[i] ?? 0) - 1)),
  );
  const plain = sum(agreed) / rows.length;
  const observed = (1 - one) * plain + one;
  const shares = categories.map((_, k) => sum(rows.map((row) => row[k] ?? 0)) / sum(counts));
  const byCategory = times(weights, shares);
  const expected = sum(shares.map((share, k) => share * (byCategory[k] ?? 0)));
  if (expected === 1) return 'no-variation';
  const value = (observed - expected) / (1 - expected);
  const around = (plain - expected) / (1 - expected);
  const perUnit = rows.map((row, i) => {
    const more = ((counts[i] ?? 0) - mean) / mean;
    const seen = ((agreed[i] ?? 0) - plain * more - expected) / (1 - expected);
    const chance =
      sum(row.map((count, k) => count * (byCategory[k] ?? 0))) / mean - expected * more;
    return seen - (2 * (1 - around) * (chance - expected)) / (1 - expected);
  });
  // By definition one minus observed over expected *disagreement*: the share of agreeing pairs is given plain.
  return withLimits(
    { value, observed: plain, expected, units: rows.length, perUnit, around },
    level,
  );
}

/**
 * Gwet's AC1 (identity weights) or AC2, which a lopsided split of categories does not pull down as it does kappa.
 * Gwet, Br. J. Math. Stat. Psychol. 61 (2008) 29-48; with missing ratings after his Handbook (2021).
 *
 * @param scale all categories that could have been given, where ratings did not use each of them.
 */
export function gwet(
  units: readonly RatedUnit[],
  kind: Weights = 'identity',
  scale: readonly number[] = [],
  level = usualLevel,
): Agreement | NoFigure {
  const found = tableOf(units, 1);
  const categories = [...new Set([...found.categories, ...scale])].toSorted((a, b) => a - b);
  const rows = found.rows.map((row) =>
    categories.map((category) => row[found.categories.indexOf(category)] ?? 0),
  );
  const counts = rows.map(sum);
  const twice = counts.filter((count) => count >= 2).length;
  if (twice === 0) return 'too-few';
  const q = categories.length;
  if (q === 1) return 'no-variation';
  const weights = weightsOf(kind, categories);
  const n = rows.length;
  const agreed = rows.map((row, i) => {
    const count = counts[i] ?? 0;
    return count < 2 ? 0 : agreeingPairs(row, weights) / (count * (count - 1));
  });
  const observed = sum(agreed) / twice;
  const shares = categories.map(
    (_, k) => sum(rows.map((row, i) => (row[k] ?? 0) / (counts[i] ?? 1))) / n,
  );
  const spread = sum(weights.map(sum)) / (q * (q - 1));
  const expected = spread * sum(shares.map((share) => share * (1 - share)));
  const value = (observed - expected) / (1 - expected);
  const perUnit = rows.map((row, i) => {
    const count = counts[i] ?? 1;
    const isPaired = count >= 2 ? 1 : 0;
    const seen = ((n / twice) * ((agreed[i] ?? 0) - expected * isPaired)) / (1 - expected);
    const chance = spread * sum(row.map((one, k) => (one / count) * (1 - (shares[k] ?? 0))));
    return seen - (2 * (1 - value) * (chance - expected)) / (1 - expected);
  });
  return withLimits({ value, observed, expected, units: twice, perUnit, around: value }, level);
}

/** Cohen's kappa of two raters (1960; weighted 1968) from their table: rows are the first rater's categories. */
export function cohen(
  table: readonly (readonly number[])[],
  kind: Weights = 'identity',
): { readonly value: number; readonly observed: number; readonly expected: number } | NoFigure {
  const all = sum(table.flat());
  if (all === 0) return 'too-few';
  const weights = weightsOf(
    kind,
    table.map((_, k) => k),
  );
  const rows = table.map((row) => sum(row) / all);
  const columns = table.map((_, k) => sum(table.map((row) => row[k] ?? 0)) / all);
  const over = (share: (i: number, k: number) => number) =>
    sum(weights.map((row, i) => sum(row.map((weight, k) => weight * share(i, k)))));
  const observed = over((i, k) => (table[i]?.[k] ?? 0) / all);
  const expected = over((i, k) => (rows[i] ?? 0) * (columns[k] ?? 0));
  if (expected === 1) return 'no-variation';
  return { value: (observed - expected) / (1 - expected), observed, expected };
}

/** Fleiss' kappa (1971): the same number of ratings, at least two, for every unit; one row of counts per unit. */
export function fleiss(
  rows: readonly (readonly number[])[],
): { readonly value: number; readonly observed: number; readonly expected: number } | NoFigure {
  const raters = sum(rows[0] ?? []);
  if (rows.length === 0 || raters < 2) return 'too-few';
  if (rows.some((row) => sum(row) !== raters))
    throw new RangeError('Fleiss’ kappa wants the same number of ratings for every unit');
  const observed =
    sum(rows.map((row) => sum(row.map((count) => count * (count - 1))))) /
    (rows.length * raters * (raters - 1));
  const shares = (rows[0] ?? []).map(
    (_, k) => sum(rows.map((row) => row[k] ?? 0)) / (rows.length * raters),
  );
  const expected = sum(shares.map((share) => share * share));
  if (expected === 1) return 'no-variation';
  return { value: (observed - expected) / (1 - expected), observed, expected };
}

/** A table of two raters as units, for the figures that take units. */
export function unitsOfTable(table: readonly (readonly number[])[]): readonly RatedUnit[] {
  return table.flatMap((row, i) =>
    row.flatMap((count, k) => Array.from({ length: count }, (): RatedUnit => [i, k])),
  );
}
