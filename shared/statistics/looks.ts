import { normalCdf, normalQuantile, whereReached } from './distributions.ts';

/**
 * Looks at a running pilot that were fixed beforehand: each may stop it when |z| passes its bound, and all of them
 * together raise a false alarm with probability `alpha`. Five unplanned looks at 95 % raise about 14 %.
 * Sources: Pocock (1977); O'Brien and Fleming (1979); integration after Armitage, McPherson and Rowe (1969).
 */
export type Spending = 'pocock' | 'obrien-fleming';

/** Steps of the grid over [-bound, bound]; Simpson's rule, so even. */
const gridSteps = 400;

const density = (x: number) => Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);

/** Probability that any of the looks passes its bound while nothing is wrong; looks at equal steps of information. */
export function falseAlarms(bounds: readonly number[]): number {
  let points: readonly number[] = [0];
  let weights: readonly number[] = [1];
  let alarms = 0;
  bounds.forEach((bound, n) => {
    // Partial sums S_n of unit steps; |S_n| <= bound * sqrt(n) goes on.
    const edge = bound * Math.sqrt(n + 1);
    const from = [...points];
    const held = [...weights];
    const passes = (at: number) => normalCdf(-edge - at) + normalCdf(at - edge);
    alarms += from.reduce((all, at, i) => all + (held[i] ?? 0) * passes(at), 0);
    const step = (2 * edge) / gridSteps;
    points = Array.from({ length: gridSteps + 1 }, (_, i) => -edge + i * step);
    weights = points.map((at, i) => {
      const simpson = i === 0 || i === gridSteps ? 1 : i % 2 === 1 ? 4 : 2;
      const arriving = from.reduce((all, x, k) => all + (held[k] ?? 0) * density(at - x), 0);
      return ((simpson * step) / 3) * arriving;
    });
  });
  return alarms;
}

/** Two-sided bounds on |z| for `looks` equal looks. */
export function boundsOf(spending: Spending, looks: number, alpha = 0.05): readonly number[] {
  if (!Number.isInteger(looks) || looks < 1 || looks > 50)
    throw new RangeError(`a plan has 1 to 50 looks, not ${looks}`);
  const shape = (c: number) =>
    Array.from({ length: looks }, (_, n) =>
      spending === 'pocock' ? c : c * Math.sqrt(looks / (n + 1)),
    );
  const least = normalQuantile(1 - alpha / 2);
  const c = whereReached((x) => -falseAlarms(shape(x)), -alpha, [least * 0.99, least * 2]);
  return shape(c);
}
