/**
 * The few distributions that intervals need. Sources: Press et al., Numerical Recipes (3rd ed.), sections 6.1 and 6.4
 * (log gamma after Lanczos, incomplete beta by its continued fraction); Wichura, Algorithm AS 241 (normal quantile).
 */

const lanczos = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313,
  -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6,
  1.5056327351493116e-7,
] as const;

/** Natural logarithm of the gamma function, for `x > 0`. */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const at = x - 1;
  const base = at + 7.5;
  let sum: number = lanczos[0];
  for (let n = 1; n < lanczos.length; n += 1) sum += (lanczos[n] ?? 0) / (at + n);
  return 0.5 * Math.log(2 * Math.PI) + (at + 0.5) * Math.log(base) - base + Math.log(sum);
}

/** The continued fraction of the incomplete beta function, by Lentz's method. */
function betaFraction(a: number, b: number, x: number): number {
  const tiny = 1e-300;
  const away = (value: number) => (Math.abs(value) < tiny ? tiny : value);
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let h = d;
  for (let m = 1; m < 10_000; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away(1 + even * d);
    c = away(1 + even / c);
    h *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away(1 + odd * d);
    c = away(1 + odd / c);
    h *= d * c;
    if (Math.abs(d * c - 1) < 1e-15) break;
  }
  return h;
}

/** P(X <= x) of a beta distribution with shapes `a`, `b` > 0. */
export function betaCdf(a: number, b: number, x: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(
    logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x),
  );
  return x < (a + 1) / (a + b + 2)
    ? (front * betaFraction(a, b, x)) / a
    : 1 - (front * betaFraction(b, a, 1 - x)) / b;
}

/** Where an increasing function of [low, high] reaches `target`, by bisection to the last bit. */
export function whereReached(
  increasing: (x: number) => number,
  target: number,
  [low, high]: readonly [low: number, high: number],
): number {
  let [from, to] = [low, high];
  for (let n = 0; n < 200; n += 1) {
    const middle = (from + to) / 2;
    if (middle <= from || middle >= to) break;
    if (increasing(middle) < target) from = middle;
    else to = middle;
  }
  return (from + to) / 2;
}

/** The x in [0, 1] with `betaCdf(a, b, x) = p`. */
export function betaQuantile(a: number, b: number, p: number): number {
  if (p <= 0) return 0;
  if (p >= 1) return 1;
  return whereReached((x) => betaCdf(a, b, x), p, [0, 1]);
}

/** The t with P(T <= t) = p for Student's distribution with `df` degrees of freedom. */
export function studentQuantile(p: number, df: number): number {
  if (p === 0.5) return 0;
  const tail = 2 * Math.min(p, 1 - p);
  const x = betaQuantile(df / 2, 0.5, tail);
  const t = Math.sqrt((df * (1 - x)) / x);
  return p < 0.5 ? -t : t;
}

/** P(Z <= z) of the standard normal distribution, exact to about 1e-15. */
export function normalCdf(z: number): number {
  if (z === 0) return 0.5;
  // Q(1/2, z²/2) is a limit of Student's tail; the series and fraction of the error function are shorter.
  const x = Math.abs(z) / Math.SQRT2;
  const upper = 0.5 * (x < 2 ? 1 - erfSeries(x) : erfcFraction(x));
  return z > 0 ? 1 - upper : upper;
}

function erfSeries(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; n < 200 && Math.abs(term) > 1e-17; n += 1) {
    term *= (-x * x) / n;
    sum += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}

function erfcFraction(x: number): number {
  let fraction = 0;
  for (let n = 200; n > 0; n -= 1) fraction = n / 2 / (x + fraction);
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / (x + fraction);
}

/** The z with `normalCdf(z) = p`, for 0 < p < 1. */
export function normalQuantile(p: number): number {
  if (p < 0.5) return -normalQuantile(1 - p);
  return whereReached(normalCdf, p, [0, 40]);
}
