import { makeRandom, noiseAt } from '../noise.ts';
import type { MouthShape } from '../speech/mouth.ts';
import type { Pose } from './pose.ts';

/** What a person does besides talking: where they look, how lively they are, their mood. */
export type Manner = {
  readonly seed: number;
  readonly turn: number;
  readonly liveliness: number;
  readonly smile: number;
};

/** The pose at a moment: the given mouth with small seeded head movements, glances and blinks. */
export function poseAt(
  mouth: MouthShape,
  manner: Manner,
  seconds: number,
  lengthSeconds: number,
): Pose {
  const drift = (speed: number, row: number) =>
    noiseAt(seconds * speed + 50, manner.seed * 7.3 + row * 3.1) * 2 - 1;
  const sway = manner.liveliness;
  return {
    ...mouth,
    smile: manner.smile * (0.8 + 0.2 * drift(0.7, 1)),
    blink: blinkAt(seconds, manner.seed, lengthSeconds),
    brows: 0.12 + 0.35 * sway * drift(1.3, 2),
    turn: manner.turn + 0.13 * sway * drift(0.8, 3) + 0.02 * Math.sin(seconds * 1.9),
    nod: 0.07 * sway * drift(1.1, 4) + 0.035 * mouth.open * sway,
    tilt: 0.05 * sway * drift(0.6, 5),
    gazeX: -0.45 * manner.turn + 0.06 * Math.round(1.5 * drift(1.4, 6)),
    gazeY: 0.03 * Math.round(1.5 * drift(1.2, 7)),
  };
}

function blinkAt(seconds: number, seed: number, lengthSeconds: number): number {
  const random = makeRandom(seed + 101);
  for (let at = 0.6 + random(); at < lengthSeconds; at += 1.6 + 2.4 * random()) {
    const share = (seconds - at) / 0.19;
    if (share >= 0 && share <= 1) return Math.sin(Math.PI * share) ** 0.7;
  }
  return 0;
}
