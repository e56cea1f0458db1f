import { binomialCdf } from './medians.ts';
import type { Share } from './proportions.ts';

/**
 * p-values adjusted so that of all that stay at or below q, a share of q at most is false on average. In the order of the
 * input. Benjamini and Hochberg (1995).
 */
export function benjaminiHochberg(pValues: readonly number[]): readonly number[] {
  const n = pValues.length;
  const order = pValues.map((_, i) => i).toSorted((a, b) => (pValues[b] ?? 0) - (pValues[a] ?? 0));
  const adjusted = Array.from({ length: n }, () => 1);
  let least = 1;
  order.forEach((i, at) => {
    least = Math.min(least, ((pValues[i] ?? 1) * n) / (n - at));
    adjusted[i] = least;
  });
  return adjusted;
}

/** P(at least so many of so many) when the true share is `expected`: small where a slice stands out. */
export function chanceOfAtLeast({ hits, of }: Share, expected: number): number {
  return 1 - binomialCdf(hits - 1, of, expected);
}
