import { rowLength } from './sound-features.ts';
import type { Track } from './tracks.ts';

/** Sound that is heard that many steps (10 ms) after the mouth's moment. */
export const tapSteps = [-12, -6, 0, 6, 12] as const;

export const weightCount = rowLength * tapSteps.length;

/** For each mouth signal one weight per tap and sound signal, tap by tap. */
export type SoundMap = {
  readonly weights: readonly (readonly number[])[];
  /** How much each mouth signal counts: its mean correlation where the map was fitted; sums to 1. */
  readonly trust: readonly number[];
  /** Lag that the map itself reads on clips that are in sync, in milliseconds. */
  readonly biasMs: number;
  /** Logistic of the confidence: 0.5 where a clip's own voice and another's are equally likely. */
  readonly voice: { readonly middle: number; readonly slope: number };
};

/** What the mouth should do, predicted from the sound alone; beyond its ends the sound is taken as its mean. */
export function foretell(map: SoundMap, sound: readonly Track[]): readonly Track[] {
  const steps = sound[0]?.length ?? 0;
  return map.weights.map((weights) => {
    const out = new Float64Array(steps);
    tapSteps.forEach((tap, t) =>
      sound.forEach((track, k) => {
        const weight = weights[t * rowLength + k] ?? 0;
        const from = Math.max(0, -tap);
        const to = Math.min(steps, steps - tap);
        for (let i = from; i < to; i += 1) out[i] = (out[i] ?? 0) + weight * (track[i + tap] ?? 0);
      }),
    );
    return out;
  });
}
