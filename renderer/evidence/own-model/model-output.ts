import type { z } from 'zod';
import type { modelLane } from '../../../shared/domain/evidence.ts';
import type { OwnModel } from '../../../shared/domain/own-model.ts';
import type { MediaUs } from '../../../shared/media-time/units.ts';

type Lane = z.infer<typeof modelLane>;
/** One answer of the model, for `[atUs, toUs)`. */
export type ModelAnswer = {
  readonly atUs: MediaUs;
  readonly toUs: MediaUs;
  readonly value: number;
};

const mostValues = 200_000;
const mostSpans = 5000;

/** The number of the model's first output that the lane draws; null where there is none, or it is no number. */
export function valueOf(scores: ArrayLike<unknown>, output: OwnModel['output']): number | null {
  const numbers = Array.from(scores, Number);
  const raw = numbers[output.index];
  if (raw === undefined || !Number.isFinite(raw)) return null;
  if (output.activation === 'sigmoid') return 1 / (1 + Math.exp(-raw));
  if (output.activation === 'none') return raw;
  const top = Math.max(...numbers);
  return Math.exp(raw - top) / numbers.reduce((sum, one) => sum + Math.exp(one - top), 0);
}

/** The answers as a lane draws them: numbers at their times, or the spans in which they reach the threshold. */
export function laneOf(
  answers: readonly ModelAnswer[],
  output: OwnModel['output'],
): Pick<Lane, 'values' | 'spans'> {
  if (output.kind === 'values')
    return {
      values: answers.slice(0, mostValues).map(({ atUs, value }) => ({ atUs, value })),
      spans: [],
    };
  const spans: { fromUs: MediaUs; toUs: MediaUs; value: number }[] = [];
  for (const { atUs, toUs, value } of answers) {
    if (value < output.threshold) continue;
    const last = spans.at(-1);
    if (last && last.toUs >= atUs) {
      last.toUs = toUs;
      last.value = Math.max(last.value, value);
    } else if (spans.length < mostSpans) spans.push({ fromUs: atUs, toUs, value });
  }
  return { values: [], spans };
}
