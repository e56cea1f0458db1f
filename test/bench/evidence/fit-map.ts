import { correlation } from '../../../renderer/evidence/sync/lag-curve.ts';
import { mouthSignalCount } from '../../../renderer/evidence/sync/mouth-signals.ts';
import { rowLength } from '../../../renderer/evidence/sync/sound-features.ts';
import {
  foretell,
  tapSteps,
  weightCount,
  type SoundMap,
} from '../../../renderer/evidence/sync/sound-map.ts';
import type { Track } from '../../../renderer/evidence/sync/tracks.ts';

/** Sound and mouth of one clip that is in sync, and the sums that a fit needs of it. */
export type FitClip = {
  readonly sound: readonly Track[];
  readonly mouth: readonly Track[];
  readonly sums: FitSums;
};
type FitSums = {
  readonly steps: number;
  /** Sound with sound, row by row; sound with mouth. */
  readonly squares: Float64Array;
  readonly products: Float64Array;
};

/** Ridge: this much of the number of steps is added to each diagonal. Chosen by leave-one-speaker-out. */
const ridge = 2;

export function fitClip(sound: readonly Track[], mouth: readonly Track[]): FitClip {
  const steps = Math.min(sound[0]?.length ?? 0, mouth[0]?.length ?? 0);
  const squares = new Float64Array(weightCount * weightCount);
  const products = new Float64Array(weightCount * mouthSignalCount);
  const row = new Float64Array(weightCount);
  for (let step = 0; step < steps; step += 1) {
    tapSteps.forEach((tap, t) =>
      sound.forEach((track, k) => (row[t * rowLength + k] = track[step + tap] ?? 0)),
    );
    for (let i = 0; i < weightCount; i += 1) {
      const x = row[i] ?? 0;
      for (let j = 0; j < weightCount; j += 1) add(squares, i * weightCount + j, x * (row[j] ?? 0));
      mouth.forEach((track, m) => add(products, i * mouthSignalCount + m, x * (track[step] ?? 0)));
    }
  }
  return { sound, mouth, sums: { steps, squares, products } };
}

/** The ridge-regressed map from sound to mouth over all clips. Same clips in the same order, same bits. */
export function fitMap(clips: readonly FitClip[]): SoundMap {
  const squares = new Float64Array(weightCount * weightCount);
  const products = new Float64Array(weightCount * mouthSignalCount);
  let steps = 0;
  for (const { sums } of clips) {
    steps += sums.steps;
    sums.squares.forEach((value, i) => add(squares, i, value));
    sums.products.forEach((value, i) => add(products, i, value));
  }
  for (let i = 0; i < weightCount; i += 1) add(squares, i * weightCount + i, ridge * steps);
  solve(squares, products, weightCount, mouthSignalCount);
  const weights = Array.from({ length: mouthSignalCount }, (_, m) =>
    Array.from({ length: weightCount }, (__, i) =>
      rounded(products[i * mouthSignalCount + m] ?? 0),
    ),
  );
  const bare = { weights, trust: [], biasMs: 0, voice: { middle: 1, slope: 0 } };
  return { ...bare, trust: trustIn(bare, clips) };
}

const none: Track = new Float64Array(0);

/** Each mouth signal's mean correlation with what the map foretells, as shares of 1. */
function trustIn(map: SoundMap, clips: readonly FitClip[]): readonly number[] {
  const told = clips.map((clip) => foretell(map, clip.sound));
  const means = map.weights.map((_, m) => {
    const sum = clips.reduce(
      (so, { mouth }, i) => so + correlation(mouth[m] ?? none, told[i]?.[m] ?? none, 0),
      0,
    );
    return Math.max(0, sum / Math.max(1, clips.length));
  });
  const all = means.reduce((sum, mean) => sum + mean, 0) || 1;
  return means.map((mean) => rounded(mean / all));
}

/** Gauss's elimination in place; the matrix is symmetric and positive, so that no rows need to change places. */
function solve(matrix: Float64Array, right: Float64Array, size: number, columns: number): void {
  const at = (i: number, j: number): number => matrix[i * size + j] ?? 0;
  for (let pivot = 0; pivot < size; pivot += 1) {
    for (let i = pivot + 1; i < size; i += 1) {
      const factor = at(i, pivot) / at(pivot, pivot);
      for (let j = pivot; j < size; j += 1) add(matrix, i * size + j, -factor * at(pivot, j));
      for (let m = 0; m < columns; m += 1)
        add(right, i * columns + m, -factor * (right[pivot * columns + m] ?? 0));
    }
  }
  for (let i = size - 1; i >= 0; i -= 1) {
    for (let m = 0; m < columns; m += 1) {
      let value = right[i * columns + m] ?? 0;
      for (let j = i + 1; j < size; j += 1) value -= at(i, j) * (right[j * columns + m] ?? 0);
      right[i * columns + m] = value / at(i, i);
    }
  }
}

function add(numbers: Float64Array, at: number, value: number): void {
  numbers[at] = (numbers[at] ?? 0) + value;
}

/** Five decimals: below what the fit can tell, and the same text on every machine. */
function rounded(value: number): number {
  return Math.round(value * 1e5) / 1e5;
}
