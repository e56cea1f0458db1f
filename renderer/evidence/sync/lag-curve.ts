import { stepsPerSecond } from './sound-features.ts';
import type { Track } from './tracks.ts';

/** The curve reaches 700 ms to both sides. */
export const furthestLagSteps = 70;
const msPerStep = 1000 / stepsPerSecond;

/** Agreement (weighted mean of Fisher's z) at each lag from -700 to +700 ms; positive = sound late. */
export type LagCurve = Float64Array;

export type Peak = { readonly lagMs: number; readonly height: number };

/**
 * Agreement of foretold and seen tracks; each lag is judged on the stretch that both cover, and counts by the root
 * of its length, as far as chance goes. `seen` begins at step `firstStep` of the soundtrack.
 */
export function lagCurve(
  foretold: readonly Track[],
  seen: readonly Track[],
  trust: readonly number[],
  firstStep = 0,
): LagCurve {
  const most = Math.min(foretold[0]?.length ?? 0, seen[0]?.length ?? 0);
  const curve = new Float64Array(2 * furthestLagSteps + 1);
  for (let lag = -furthestLagSteps; lag <= furthestLagSteps; lag += 1) {
    let sum = 0;
    seen.forEach((track, k) => {
      sum += (trust[k] ?? 0) * fisher(correlation(track, foretold[k] ?? track, lag + firstStep));
    });
    const { from, to } = shared(seen[0]?.length ?? 0, foretold[0]?.length ?? 0, lag + firstStep);
    curve[lag + furthestLagSteps] = sum * Math.sqrt(Math.max(0, to - from) / Math.max(1, most));
  }
  return curve;
}

/** The steps of the picture whose sound, `lag` steps later, is there. */
function shared(seen: number, told: number, lag: number): { from: number; to: number } {
  return { from: Math.max(0, -lag), to: Math.min(seen, told - lag) };
}

function fisher(r: number): number {
  return Math.atanh(Math.max(-0.999, Math.min(0.999, r)));
}

/** Pearson's correlation of `seen[t]` with `told[t + lag]`; 0 where under a second is shared. */
export function correlation(seen: Track, told: Track, lag: number): number {
  const { from, to } = shared(seen.length, told.length, lag);
  const count = to - from;
  if (count < stepsPerSecond) return 0;
  let [a, b, aa, bb, ab] = [0, 0, 0, 0, 0];
  for (let t = from; t < to; t += 1) {
    const x = seen[t] ?? 0;
    const y = told[t + lag] ?? 0;
    a += x;
    b += y;
    aa += x * x;
    bb += y * y;
    ab += x * y;
  }
  const spread = (aa - (a * a) / count) * (bb - (b * b) / count);
  return spread > 1e-18 ? (ab - (a * b) / count) / Math.sqrt(spread) : 0;
}

/** The highest place of the curve, between steps by a parabola through its neighbours. */
export function peakOf(curve: LagCurve): Peak {
  let at = 0;
  for (let i = 1; i < curve.length; i += 1) if ((curve[i] ?? 0) > (curve[at] ?? 0)) at = i;
  const height = curve[at] ?? 0;
  const before = curve[at - 1];
  const after = curve[at + 1];
  if (before === undefined || after === undefined) return { lagMs: lagOf(at), height };
  const bend = before - 2 * height + after;
  const shift = bend < 0 ? (0.5 * (before - after)) / bend : 0;
  return { lagMs: lagOf(at + shift), height: height - 0.25 * (before - after) * shift };
}

function lagOf(index: number): number {
  return (index - furthestLagSteps) * msPerStep;
}

/** Circular shifts of a soundtrack, in steps, that leave at least `aside` steps to its true place. */
export function scrambleShifts(steps: number, count: number, aside: number): readonly number[] {
  const room = steps - 2 * aside;
  if (room < 1) return [];
  return Array.from({ length: count }, (_, i) => aside + Math.round(((i + 0.5) * room) / count));
}

/** The track turned round by `shift` steps. */
export function turned(track: Track, shift: number): Track {
  const out = new Float64Array(track.length);
  out.set(track.subarray(track.length - shift), 0);
  out.set(track.subarray(0, track.length - shift), shift);
  return out;
}

/**
 * Peak over the 95th percentile of the peaks that scrambled soundtracks reach: mean and 1.645 deviations, which is
 * steadier than the second highest of twenty.
 */
export function confidenceOf(peak: number, scrambledPeaks: readonly number[]): number {
  const count = Math.max(1, scrambledPeaks.length);
  const mean = scrambledPeaks.reduce((sum, one) => sum + one, 0) / count;
  const power = scrambledPeaks.reduce((sum, one) => sum + (one - mean) ** 2, 0) / count;
  const usual = mean + 1.645 * Math.sqrt(power);
  return usual > 1e-6 ? Math.max(0, peak / usual) : 0;
}
