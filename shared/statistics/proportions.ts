import { betaQuantile, normalQuantile } from './distributions.ts';
import { usualLevel, within, type Estimate, type Interval } from './interval.ts';

/** So many of so many: whole numbers, `0 <= hits <= of`, `of > 0`. */
export type Share = { readonly hits: number; readonly of: number };

/** Throws a RangeError for a share that is none: what has no cases has no share, and is never shown as 0. */
function checked({ hits, of }: Share): Share & { readonly p: number } {
  const isShare = Number.isInteger(hits) && Number.isInteger(of) && of > 0 && hits >= 0;
  if (!isShare || hits > of) throw new RangeError(`${hits} of ${of} is not a share`);
  return { hits, of, p: hits / of };
}

/** z of a two-sided level. */
export function twoSided(level: number): number {
  return normalQuantile(1 - (1 - level) / 2);
}

/** Limits of the score interval for a share `p` of `of` cases; `p` need not be a whole number of them. */
function scoreLimits(p: number, of: number, level: number): Interval {
  const z = twoSided(level);
  const middle = 2 * of * p + z * z;
  const half = z * Math.sqrt(z * z + 4 * of * p * (1 - p));
  const below = 2 * (of + z * z);
  return within(0, 1, { from: (middle - half) / below, to: (middle + half) / below });
}

/** Score interval. Wilson (1927); Newcombe, Stat. Med. 17 (1998) 857-872, method 3. */
export function wilson(share: Share, level = usualLevel): Estimate {
  const { p, of } = checked(share);
  return { value: p, ...scoreLimits(p, of, level) };
}

/** Score interval with continuity correction. Newcombe (1998), method 4. */
export function wilsonWithContinuity(share: Share, level = usualLevel): Estimate {
  const { p, of, hits } = checked(share);
  const z = twoSided(level);
  const below = 2 * (of + z * z);
  const middle = 2 * of * p + z * z;
  const halfDown = 1 + z * Math.sqrt(Math.max(0, z * z - 2 - 1 / of + 4 * p * (of * (1 - p) + 1)));
  const halfUp = 1 + z * Math.sqrt(Math.max(0, z * z + 2 - 1 / of + 4 * p * (of * (1 - p) - 1)));
  const limits = {
    from: hits === 0 ? 0 : (middle - halfDown) / below,
    to: hits === of ? 1 : (middle + halfUp) / below,
  };
  return { value: p, ...within(0, 1, limits) };
}

/** "Exact" interval: never covers less than its level. Clopper and Pearson (1934). */
export function clopperPearson(share: Share, level = usualLevel): Estimate {
  const { p, of, hits } = checked(share);
  const tail = (1 - level) / 2;
  return {
    value: p,
    from: hits === 0 ? 0 : betaQuantile(hits, of - hits + 1, tail),
    to: hits === of ? 1 : betaQuantile(hits + 1, of - hits, 1 - tail),
  };
}

/** Equal-tailed interval under Jeffreys' prior; an end that nothing speaks against is 0 or 1. Brown, Cai, DasGupta (2001). */
export function jeffreys(share: Share, level = usualLevel): Estimate {
  const { p, of, hits } = checked(share);
  const tail = (1 - level) / 2;
  const [a, b] = [hits + 0.5, of - hits + 0.5];
  return {
    value: p,
    from: hits === 0 ? 0 : betaQuantile(a, b, tail),
    to: hits === of ? 1 : betaQuantile(a, b, 1 - tail),
  };
}

/** First share minus second, by the hybrid score method. Newcombe, Stat. Med. 17 (1998) 873-890, method 10. */
export function difference(first: Share, second: Share, level = usualLevel): Estimate {
  const [one, two] = [wilson(first, level), wilson(second, level)];
  const value = one.value - two.value;
  return { value, ...differenceLimits(one, two) };
}

/** Limits of `one - two` from limits of each (method of variance estimates recovery; Zou and Donner, 2008). */
function differenceLimits(one: Estimate, two: Estimate): Interval {
  const value = one.value - two.value;
  return {
    from: value - Math.hypot(one.value - one.from, two.to - two.value),
    to: value + Math.hypot(one.to - one.value, two.value - two.from),
  };
}

/** The smallest number of cases whose Wilson interval around `expected` is at most `width` wide. */
export function casesForWidth(expected: number, width: number, level = usualLevel): number {
  if (!(width > 0 && width < 1 && expected >= 0 && expected <= 1))
    throw new RangeError(`a width of ${width} around a share of ${expected} can't be planned`);
  const isEnough = (of: number) => {
    const { from, to } = scoreLimits(expected, of, level);
    return to - from <= width;
  };
  let enough = 1;
  while (!isEnough(enough)) enough *= 2;
  let few = Math.floor(enough / 2);
  while (enough - few > 1) {
    const middle = Math.floor((few + enough) / 2);
    if (isEnough(middle)) enough = middle;
    else few = middle;
  }
  return enough;
}
