import { isPause, type Phoneme } from './speak.ts';

/** Mouth shape as expression weights 0..1. */
export type MouthShape = {
  readonly open: number;
  readonly round: number;
  readonly spread: number;
  readonly press: number;
};

/** A mouth over time. */
export type MouthTrack = (timeUs: number) => MouthShape;

const shut: MouthShape = { open: 0.015, round: 0, spread: 0, press: 0.05 };
const shape = (open: number, round = 0, spread = 0, press = 0): MouthShape => ({
  open,
  round,
  spread,
  press,
});

/** Shapes by the start of espeak-ng's phoneme names; the first match holds, vowels last. */
const shapes: readonly (readonly [RegExp, MouthShape, MouthShape?])[] = [
  [/^[pbm]/, shape(0, 0, 0, 0.75)],
  [/^[fv]/, shape(0.07, 0, 0.1, 0.35)],
  [/^w/, shape(0.1, 1)],
  [/^(S|Z|tS|dZ)/, shape(0.16, 0.5)],
  [/^(s|z)/, shape(0.09, 0, 0.35)],
  [/^[TD]/, shape(0.18)],
  [/^(r|3)/, shape(0.26, 0.35)],
  [/^j/, shape(0.16, 0, 0.4)],
  [/^(t|d|n|l|\?|\*)/, shape(0.16, 0, 0.1)],
  [/^[kgNhxCQ]/, shape(0.24)],
  [/^aI/, shape(0.78), shape(0.34, 0, 0.4)],
  [/^aU/, shape(0.78), shape(0.28, 0.75)],
  [/^(OI)/, shape(0.5, 0.6), shape(0.3, 0, 0.4)],
  [/^(oU|o)/, shape(0.5, 0.55), shape(0.22, 0.9)],
  [/^eI/, shape(0.5, 0, 0.3), shape(0.28, 0, 0.45)],
  [/^[aA]/, shape(0.74)],
  [/^[eE]/, shape(0.52, 0, 0.25)],
  [/^[iI]/, shape(0.3, 0, 0.55)],
  [/^[O0]/, shape(0.6, 0.4)],
  [/^[uU]/, shape(0.22, 0.95)],
  [/^V/, shape(0.55)],
  [/^@/, shape(0.38)],
];

const stepUs = 5_000;
const halfWindow = 8;

/** The mouth that speaks these phonemes: shapes held for each phoneme's time, smoothed by a symmetric 80 ms window. */
export function mouthOf(phonemes: readonly Phoneme[], startUs: number): MouthTrack {
  const lastUs = phonemes.at(-1)?.toUs ?? 0;
  const held = Array.from({ length: Math.ceil(lastUs / stepUs) + 1 }, (_, i) =>
    shapeAt(phonemes, i * stepUs),
  );
  return (timeUs) => smoothed(held, (timeUs - startUs) / stepUs);
}

/** A mouth that stays closed. */
export const closedMouth: MouthTrack = () => shut;

function shapeAt(phonemes: readonly Phoneme[], timeUs: number): MouthShape {
  const phoneme = phonemes.find((one) => timeUs >= one.fromUs && timeUs < one.toUs);
  if (!phoneme || isPause(phoneme.name)) return shut;
  const known = shapes.find(([pattern]) => pattern.test(phoneme.name));
  if (!known) return shape(0.3);
  const isSecondHalf = timeUs - phoneme.fromUs > (phoneme.toUs - phoneme.fromUs) * 0.55;
  return isSecondHalf ? (known[2] ?? known[1]) : known[1];
}

function smoothed(held: readonly MouthShape[], at: number): MouthShape {
  const sum = { open: 0, round: 0, spread: 0, press: 0 };
  let whole = 0;
  const middle = Math.round(at);
  for (let i = middle - halfWindow; i <= middle + halfWindow; i += 1) {
    const weight = Math.max(0, 0.5 + 0.5 * Math.cos((Math.PI * (i - at)) / (halfWindow + 1)));
    const one = held[i] ?? shut;
    sum.open += weight * one.open;
    sum.round += weight * one.round;
    sum.spread += weight * one.spread;
    sum.press += weight * one.press;
    whole += weight;
  }
  return {
    open: sum.open / whole,
    round: sum.round / whole,
    spread: sum.spread / whole,
    press: sum.press / whole,
  };
}
