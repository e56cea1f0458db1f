import type { MediaUs } from '../../../shared/media-time/units.ts';

/** 512 samples at 16 kHz: what Silero VAD looks at in one step. */
export const stepSamples = 512;
export const stepUs = 32_000;

/** Silero's own defaults: speech begins at one threshold and ends at a lower one. */
const beginsAt = 0.5;
const endsBelow = 0.35;
/** Shorter pauses belong to the sentence; shorter sounds are not speech. */
const leastPauseUs = 200_000;
const leastSpeechUs = 200_000;

export type SpeechSpan = {
  readonly fromUs: MediaUs;
  readonly toUs: MediaUs;
  /** Mean over the span, 0..1. */
  readonly probability: number;
};

/** Spans of speech from one probability for each step of 32 ms, the first step at `fromUs`. */
export function speechSpansOf(probabilities: readonly number[], fromUs: MediaUs): SpeechSpan[] {
  const runs: { from: number; to: number }[] = [];
  let from: number | null = null;
  for (let step = 0; step <= probabilities.length; step++) {
    const probability = probabilities[step] ?? 0;
    if (from === null && probability >= beginsAt) from = step;
    else if (from !== null && probability < endsBelow) {
      const last = runs.at(-1);
      if (last && (from - last.to) * stepUs < leastPauseUs) last.to = step;
      else runs.push({ from, to: step });
      from = null;
    }
  }
  return runs
    .filter((run) => (run.to - run.from) * stepUs >= leastSpeechUs)
    .map((run) => ({
      fromUs: fromUs + run.from * stepUs,
      toUs: fromUs + run.to * stepUs,
      probability: mean(probabilities.slice(run.from, run.to)),
    }));
}

function mean(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  return values.length === 0 ? 0 : sum / values.length;
}
