import { highPass, movingMean, resample, speed, standardised, type Track } from './tracks.ts';
import { stepsPerSecond } from './sound-features.ts';

/** A mouth at the pictures' own times. */
export type SeenMouth = {
  readonly atUs: readonly number[];
  readonly opening: readonly number[];
  readonly width: readonly number[];
  readonly luma: readonly number[];
};

/** Opening, width, luma, speed of opening: what the sound is asked to foretell. */
export const mouthSignalCount = 4;
const stepUs = 1_000_000 / stepsPerSecond;
/** 0.4 s to both sides: slower changes are pose and light, not speech. */
export const slowHalfSteps = 40;
/** 90 ms in all: single pictures of a small face jitter. */
const smoothHalfSteps = 4;

/** A stretch of steps of 10 ms. */
export type StepSpan = { readonly firstStep: number; readonly steps: number };

/** The steps from the first to the last picture that shows the mouth. */
export function stepsOf(mouth: SeenMouth): StepSpan {
  const firstStep = Math.ceil((mouth.atUs[0] ?? 0) / stepUs);
  return { firstStep, steps: Math.floor((mouth.atUs.at(-1) ?? 0) / stepUs) - firstStep + 1 };
}

/** The four tracks at 100 a second, without slow changes, each of deviation 1. */
export function mouthSignals(mouth: SeenMouth, span: StepSpan): readonly Track[] {
  const grid = { ...span, stepUs };
  const draw = (values: readonly number[]): Track =>
    movingMean(resample(mouth.atUs, values, grid), smoothHalfSteps);
  const opening = draw(mouth.opening);
  const tracks = [opening, draw(mouth.width), draw(mouth.luma), speed(opening, stepsPerSecond)];
  return tracks.map((track) => standardised(highPass(track, slowHalfSteps)));
}
