/** Numbers at 100 a second from step 0 on. */
export type Track = Float64Array;

/** Values seen at times (µs, rising), drawn straight between them onto `steps` steps from `firstStep` on; held at both ends. */
export function resample(
  atUs: readonly number[],
  values: readonly number[],
  grid: { readonly firstStep: number; readonly steps: number; readonly stepUs: number },
): Track {
  const { firstStep, steps, stepUs } = grid;
  const out = new Float64Array(steps);
  let k = 0;
  for (let step = 0; step < steps; step += 1) {
    const us = (firstStep + step) * stepUs;
    while (k + 1 < atUs.length && (atUs[k + 1] ?? 0) <= us) k += 1;
    const [t0 = 0, t1 = 0] = [atUs[k], atUs[k + 1] ?? atUs[k]];
    const [v0 = 0, v1 = 0] = [values[k], values[k + 1] ?? values[k]];
    const share = t1 > t0 ? Math.min(1, Math.max(0, (us - t0) / (t1 - t0))) : 0;
    out[step] = v0 + (v1 - v0) * share;
  }
  return out;
}

/** Mean over `2 * half + 1` steps; at the ends over what is there. */
export function movingMean(track: Track, half: number): Track {
  const sums = new Float64Array(track.length + 1);
  for (let i = 0; i < track.length; i += 1) sums[i + 1] = (sums[i] ?? 0) + (track[i] ?? 0);
  return track.map((_, i) => {
    const from = Math.max(0, i - half);
    const to = Math.min(track.length, i + half + 1);
    return ((sums[to] ?? 0) - (sums[from] ?? 0)) / (to - from);
  });
}

/** What is left when the mean over a second around each step is taken away. */
export function highPass(track: Track, half: number): Track {
  const slow = movingMean(track, half);
  return track.map((value, i) => value - (slow[i] ?? 0));
}

/** Mean 0 and deviation 1; a track that never moves stays 0. */
export function standardised(track: Track): Track {
  const mean = track.reduce((sum, value) => sum + value, 0) / Math.max(1, track.length);
  const power = track.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const deviation = Math.sqrt(power / Math.max(1, track.length));
  return track.map((value) => (deviation > 1e-12 ? (value - mean) / deviation : 0));
}

/** Change a second, over the two neighbours. */
export function speed(track: Track, stepsPerSecond: number): Track {
  return track.map((_, i) => {
    const from = Math.max(0, i - 1);
    const to = Math.min(track.length - 1, i + 1);
    return to > from ? (((track[to] ?? 0) - (track[from] ?? 0)) * stepsPerSecond) / (to - from) : 0;
  });
}
