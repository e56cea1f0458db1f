import { normalQuantile } from './distributions.ts';
import { usualLevel, within, type Estimate } from './interval.ts';
import { clopperPearson, twoSided, type Share } from './proportions.ts';

/** An item that was drawn, with the probability that was stored with it when it was drawn: 0 < p <= 1. */
export type Drawn = { readonly inclusion: number; readonly value: number };

/**
 * The population's total from items that were each drawn by their own probability, independently of each other, with the
 * standard error. Horvitz and Thompson (1952); variance for Poisson sampling, Särndal et al. (1992), section 3.5.
 */
export function estimatedTotal(drawn: readonly Drawn[]): {
  readonly value: number;
  readonly se: number;
} {
  let value = 0;
  let variance = 0;
  for (const { inclusion, value: y } of drawn) {
    if (!(inclusion > 0 && inclusion <= 1))
      throw new RangeError(
        `an item drawn with probability ${inclusion} says nothing about the rest`,
      );
    value += y / inclusion;
    variance += ((1 - inclusion) / inclusion ** 2) * y * y;
  }
  return { value, se: Math.sqrt(variance) };
}

/**
 * A share of the population (items with the mark over all items) from items drawn by their own probabilities, as a ratio
 * of two totals: Särndal et al. (1992), section 5.6. Limits on the logit scale, so that they stay between 0 and 1.
 */
export function estimatedShare(
  drawn: readonly (Drawn & { readonly isMarked: boolean })[],
  level = usualLevel,
): Estimate | 'too-few' {
  const all = estimatedTotal(drawn.map(({ inclusion }) => ({ inclusion, value: 1 }))).value;
  const marked = drawn.filter(({ isMarked }) => isMarked);
  if (marked.length === 0 || marked.length === drawn.length) return 'too-few';
  const value =
    estimatedTotal(marked.map(({ inclusion }) => ({ inclusion, value: 1 }))).value / all;
  const residuals = drawn.map(({ inclusion, isMarked }) => ({
    inclusion,
    value: ((isMarked ? 1 : 0) - value) / all,
  }));
  // Even where everything was looked at, the world's next month is another draw: at least the binomial spread.
  const se = Math.max(
    estimatedTotal(residuals).se,
    Math.sqrt((value * (1 - value)) / drawn.length),
  );
  const reach = (normalQuantile(1 - (1 - level) / 2) * se) / (value * (1 - value));
  const logit = Math.log(value / (1 - value));
  const back = (x: number) => 1 / (1 + Math.exp(-x));
  return { value, from: back(logit - reach), to: back(logit + reach) };
}

/** A part of what was not flagged: how many there are, and what a random sample of them gave. */
export type Stratum = { readonly items: number; readonly sample: Share };

export type Recall = Estimate & {
  /** How many the machine missed. */
  readonly missed: Estimate;
};

/**
 * Recall of a machine whose flagged items were all reviewed, with a random sample of the rest reviewed per stratum.
 * Each stratum's share has Clopper-Pearson limits; their sum's limits come by the method of variance estimates recovery
 * (Zou and Donner, 2008). Strata must be drawn at random: goldens and appeals are not.
 *
 * @returns 'not-estimable' without a sample of every stratum that has items, or where nothing violates at all.
 */
export function recall(
  caught: number,
  strata: readonly Stratum[],
  level = usualLevel,
): Recall | 'not-estimable' {
  const open = strata.filter(({ items }) => items > 0);
  if (open.some(({ sample }) => sample.of === 0)) return 'not-estimable';
  const parts = open.map(({ items, sample }) => {
    const limits = clopperPearson(sample, level);
    return { value: limits.value * items, from: limits.from * items, to: limits.to * items };
  });
  const value = parts.reduce((all, one) => all + one.value, 0);
  const from = value - Math.hypot(...parts.map((one) => one.value - one.from));
  const to = value + Math.hypot(...parts.map((one) => one.to - one.value));
  const most = open.reduce((all, { items }) => all + items, 0);
  const missed = { value, ...within(0, most, { from, to }) };
  if (caught + missed.to === 0) return 'not-estimable';
  const of = (misses: number) => (caught + misses === 0 ? 1 : caught / (caught + misses));
  return { value: of(value), from: of(missed.to), to: of(missed.from), missed };
}

/** The same recall with delta-method limits on the logit scale, for one stratum with at least one miss. */
export function recallByLogit(
  caught: number,
  { items, sample }: Stratum,
  level = usualLevel,
): Estimate | 'not-estimable' {
  if (caught === 0 || sample.of === 0 || sample.hits === 0) return 'not-estimable';
  const share = sample.hits / sample.of;
  // logit(recall) = log(caught / missed), and only `missed` is uncertain.
  const logit = Math.log(caught / (share * items));
  // Variance of a simple random sample's share, with the correction for what was drawn of a finite whole.
  const relative = ((1 - sample.of / items) * (1 - share)) / (share * Math.max(1, sample.of - 1));
  const reach = twoSided(level) * Math.sqrt(relative);
  const back = (x: number) => 1 / (1 + Math.exp(-x));
  return { value: back(logit), from: back(logit - reach), to: back(logit + reach) };
}
