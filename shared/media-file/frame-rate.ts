import type { FrameRate } from '../media-time/frame-index.ts';

/** Rates that cameras, encoders and models use; tried first, so that coarse container ticks still give an exact rate. */
const usualRates: readonly (readonly [number, number])[] = [
  [24000, 1001],
  [24, 1],
  [25, 1],
  [30000, 1001],
  [30, 1],
  [48, 1],
  [50, 1],
  [60000, 1001],
  [60, 1],
  [12, 1],
  [12000, 1001],
  [15, 1],
  [15000, 1001],
  [10, 1],
  [8, 1],
  [16, 1],
  [20, 1],
  [5, 1],
  [1, 1],
  [2, 1],
  [90, 1],
  [100, 1],
  [120000, 1001],
  [120, 1],
  [144, 1],
  [240, 1],
];

/**
 * However coarse the container's ticks: a frame this much of its length off the grid is uneven. An AVI whose first
 * frame lasts two ticks would else pass for 23.976.
 */
const mostOff = 0.25;

/**
 * The nominal rate from presentation times in seconds, sorted. Constant when every frame is within one container
 * tick of an even grid (`ticksPerSecond`: the container's resolution); else a range.
 */
export function detectFrameRate(
  starts: readonly number[],
  ticksPerSecond: number,
  endSeconds: number,
): FrameRate {
  const first = starts[0] ?? 0;
  const last = starts.at(-1) ?? first;
  if (starts.length < 2) return rational(1 / Math.max(1e-6, endSeconds - first), ticksPerSecond);
  const mean = (starts.length - 1) / (last - first);
  const tick = 1.000_01 / Math.max(1, ticksPerSecond);
  const candidates = [...usualRates, evenTicks(starts, ticksPerSecond)].filter(
    (rate) => rate !== null,
  );
  const fits = candidates
    .filter(([n, d]) => Math.abs(n / d - mean) / mean < 0.02)
    .map((rate) => ({ rate, error: worstError(starts, rate) }))
    .filter(({ rate: [n, d], error }) => error <= Math.min(tick, (mostOff * d) / n))
    .sort((a, b) => a.error - b.error);
  const best = fits[0];
  if (best) return { kind: 'cfr', numerator: best.rate[0], denominator: best.rate[1] };
  return variable(starts, mean);
}

/** The largest distance between a frame and its place on the even grid. */
function worstError(starts: readonly number[], [n, d]: readonly [number, number]): number {
  const first = starts[0] ?? 0;
  let low = 0;
  let high = 0;
  for (let i = 0; i < starts.length; i += 1) {
    const off = (starts[i] ?? 0) - first - (i * d) / n;
    low = Math.min(low, off);
    high = Math.max(high, off);
  }
  // Where the grid begins inside the first tick is unknown: half the spread on each side.
  return (high - low) / 2;
}

/** The rate of frames that all are exactly the same number of ticks apart. */
function evenTicks(
  starts: readonly number[],
  ticksPerSecond: number,
): readonly [number, number] | null {
  const ticks = (i: number) => Math.round((starts[i] ?? 0) * ticksPerSecond);
  const step = ticks(1) - ticks(0);
  if (step <= 0) return null;
  for (let i = 2; i < starts.length; i += 1) if (ticks(i) - ticks(i - 1) !== step) return null;
  const divisor = greatestCommonDivisor(ticksPerSecond, step);
  return [ticksPerSecond / divisor, step / divisor];
}

function rational(rate: number, ticksPerSecond: number): FrameRate {
  const usual = usualRates.find(
    ([n, d]) => Math.abs(d / n - 1 / rate) <= 1 / Math.max(1, ticksPerSecond),
  );
  if (usual) return { kind: 'cfr', numerator: usual[0], denominator: usual[1] };
  return { kind: 'vfr', minFps: rate, maxFps: rate, meanFps: rate };
}

function variable(starts: readonly number[], mean: number): FrameRate {
  let shortest = Number.POSITIVE_INFINITY;
  let longest = 0;
  for (let i = 1; i < starts.length; i += 1) {
    const gap = (starts[i] ?? 0) - (starts[i - 1] ?? 0);
    if (gap <= 0) continue;
    shortest = Math.min(shortest, gap);
    longest = Math.max(longest, gap);
  }
  return { kind: 'vfr', minFps: 1 / longest, maxFps: 1 / shortest, meanFps: mean };
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
