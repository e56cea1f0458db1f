/* oxlint-disable typescript/no-non-null-assertion -- indices come from the same arrays and tables, in loops that run per pixel */
import { makeRandom } from '../noise.ts';

/** Samples per second of every soundtrack before it is encoded. */
export const soundRate = 44_100;

/** Silence of the given length. */
export function makeSound(seconds: number): Float32Array {
  return new Float32Array(Math.round(seconds * soundRate));
}

/** Adds `samples` into `sound` from `atSeconds` on (may be negative), cut at both ends. */
export function mixIn(
  sound: Float32Array,
  samples: Float32Array,
  atSeconds: number,
  gain = 1,
): void {
  const start = Math.round(atSeconds * soundRate);
  for (let i = Math.max(0, -start); i < samples.length && start + i < sound.length; i += 1) {
    sound[start + i] = sound[start + i]! + gain * samples[i]!;
  }
}

/** Seeded noise below `cutoffHz` (two one-pole low-passes), about -1..1 at gain 1. */
export function softNoise(seconds: number, cutoffHz: number, seed: number): Float32Array {
  const random = makeRandom(seed);
  const step = 1 - Math.exp((-2 * Math.PI * cutoffHz) / soundRate);
  const lift = 0.9 / Math.sqrt(step);
  let first = 0;
  let second = 0;
  return makeSound(seconds).map(() => {
    first += step * (random() * 2 - 1 - first);
    second += step * (first - second);
    return second * lift;
  });
}

/** The hush of a quiet room: soft noise and a trace of mains hum, around -52 dBFS. */
export function roomTone(seconds: number, seed: number): Float32Array {
  const hiss = softNoise(seconds, 900, seed);
  return hiss.map(
    (value, i) => 0.006 * value + 0.0009 * Math.sin((2 * Math.PI * 100 * i) / soundRate),
  );
}

/** Wind that swells and falls. */
export function wind(seconds: number, seed: number): Float32Array {
  const low = softNoise(seconds, 420, seed);
  const high = softNoise(seconds, 1600, seed + 1);
  return low.map((value, i) => {
    const t = i / soundRate;
    const swell = 0.55 + 0.3 * Math.sin(0.9 * t + seed) + 0.15 * Math.sin(2.3 * t);
    return 0.3 * swell * value + 0.06 * swell * swell * high[i]!;
  });
}

/** A soft thud: a falling low tone and a puff of noise; its loudest moment is its start. */
export function thud(strength: number, seed: number): Float32Array {
  const puff = softNoise(0.28, 1800, seed);
  let phase = 0;
  return puff.map((value, i) => {
    const t = i / soundRate;
    phase += (2 * Math.PI * (62 + 90 * Math.exp(-t * 40))) / soundRate;
    return (
      strength * (0.75 * Math.cos(phase) * Math.exp(-t * 22) + 0.5 * value * Math.exp(-t * 70))
    );
  });
}

/** A plucked tone with a few overtones. */
export function pluck(frequency: number, seconds: number, gain: number): Float32Array {
  return makeSound(seconds).map((_, i) => {
    const t = i / soundRate;
    const turn = 2 * Math.PI * frequency * t;
    const fade = Math.exp((-3.2 * t) / seconds) * Math.min(1, t * 180);
    return (
      gain *
      fade *
      (Math.sin(turn) +
        0.4 * Math.sin(2 * turn) * Math.exp(-4 * t) +
        0.18 * Math.sin(3 * turn) * Math.exp(-7 * t))
    );
  });
}

/** Scales a sound so that its loudest sample is `peak`. */
export function normalise(sound: Float32Array, peak: number): Float32Array {
  const loudest = sound.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-9);
  return sound.map((value) => (value * peak) / loudest);
}
