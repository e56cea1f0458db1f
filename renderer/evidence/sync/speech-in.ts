import type { SpeechIn } from './judge-face.ts';
import { rowLength, stepsPerSecond, type SoundFeatures } from './sound-features.ts';
import { percentile } from '../engine/percentile.ts';

type Span = { readonly fromUs: number; readonly toUs: number };
const stepUs = 1_000_000 / stepsPerSecond;
/** 25 dB below the loud places begins the pause. */
const pauseShare = 10 ** -2.5;
/** Sound outside speech that is nearly as loud as the speech (6 dB), for as long as half the speech. */
const loudShare = 10 ** -0.6;

/** Speech in microseconds within a span: by the spans that were found, or by level alone where none were looked for. */
export function speechFinder(features: SoundFeatures, spans: readonly Span[] | null): SpeechIn {
  if (spans)
    return (fromUs, toUs) =>
      spans.reduce(
        (sum, span) => sum + Math.max(0, Math.min(span.toUs, toUs) - Math.max(span.fromUs, fromUs)),
        0,
      );
  const levels = levelsOf(features);
  const loud = percentile(levels, 0.98);
  return (fromUs, toUs) =>
    levels.filter(
      (level, step) =>
        level > loud * pauseShare &&
        level > quiet &&
        (step + features.firstStep) * stepUs >= fromUs &&
        (step + features.firstStep) * stepUs < toUs,
    ).length * stepUs;
}

/** Power of a window that is too quiet to hear. */
const quiet = 1e-9;

/** Is there much sound beside the speech that is about as loud: music, a crowd, barking. */
export function loudOutside(features: SoundFeatures, spans: readonly Span[]): boolean {
  const levels = levelsOf(features);
  const isSpeech = (step: number): boolean => {
    const us = (step + features.firstStep) * stepUs;
    return spans.some((span) => us >= span.fromUs && us < span.toUs);
  };
  const inside = levels.filter((_, step) => isSpeech(step));
  const outside = levels.filter((_, step) => !isSpeech(step));
  const usual = percentile(inside, 0.5);
  return outside.filter((level) => level > usual * loudShare).length > inside.length / 2;
}

function levelsOf({ steps, rows }: SoundFeatures): Float64Array {
  return Float64Array.from({ length: steps }, (_, i) => rows[i * rowLength + rowLength - 1] ?? 0);
}
