import { betaCdf } from './distributions.ts';
import { usualLevel, type Estimate } from './interval.ts';

/** P(X <= k) of a binomial distribution. */
export function binomialCdf(k: number, n: number, p: number): number {
  if (k < 0) return 0;
  return k >= n ? 1 : 1 - betaCdf(k + 1, n - k, p);
}

/**
 * A quantile (by the nearest rank) with limits that are values of the sample itself: no shape of the distribution is
 * assumed. Conover, Practical Nonparametric Statistics, section 3.2. An end that so few values can't give is null.
 */
export function quantile(
  values: readonly number[],
  p = 0.5,
  level = usualLevel,
): { readonly value: number; readonly from: number | null; readonly to: number | null } | null {
  const sorted = values.toSorted((a, b) => a - b);
  const n = sorted.length;
  if (n === 0) return null;
  const tail = (1 - level) / 2;
  const value = middleOf(sorted, p);
  // The largest rank below which at most `tail` of the samples have the quantile, and its mirror image.
  let low = 0;
  while (low < n && binomialCdf(low, n, p) <= tail) low += 1;
  let high = n;
  while (high > 0 && 1 - binomialCdf(high - 1, n, p) <= tail) high -= 1;
  return {
    value,
    from: low === 0 ? null : (sorted[low - 1] ?? null),
    to: high >= n ? null : (sorted[high] ?? null),
  };
}

function middleOf(sorted: readonly number[], p: number): number {
  const n = sorted.length;
  const rank = Math.max(1, Math.ceil(p * n));
  const at = sorted[rank - 1] ?? Number.NaN;
  const isBetween = p * n === rank && rank < n;
  return isBetween ? (at + (sorted[rank] ?? at)) / 2 : at;
}

/** The median with order-statistic limits, as an `Estimate` where the sample is large enough for both. */
export function median(values: readonly number[], level = usualLevel): Estimate | 'too-few' {
  const found = quantile(values, 0.5, level);
  if (found === null || found.from === null || found.to === null) return 'too-few';
  return { value: found.value, from: found.from, to: found.to };
}
