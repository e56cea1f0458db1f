import {
  confidenceOf,
  lagCurve,
  peakOf,
  scrambleShifts,
  turned,
  type LagCurve,
} from './lag-curve.ts';
import { foretell, type SoundMap } from './sound-map.ts';
import type { Track } from './tracks.ts';

/** A soundtrack as the mouth it foretells, and the same soundtrack scrambled. */
export type ForetoldMouth = {
  /** The step of the media clock at which the tracks begin. */
  readonly firstStep: number;
  readonly tracks: readonly Track[];
  readonly scrambled: readonly (readonly Track[])[];
};

/** What the curve says of one mouth. */
export type MouthSync = {
  readonly curve: LagCurve;
  readonly lagMs: number;
  readonly height: number;
  /** Peak over the 95th percentile of the scrambled soundtracks' peaks. */
  readonly confidence: number;
};

const shiftsEach = 10;
/** A shifted soundtrack keeps 700 ms of search and 300 ms more away from its true place. */
const asideSteps = 100;

/** Foretells the mouth from the soundtrack and from some 20 scrambled ones: shifted round, and played backwards. */
export function foretellMouth(
  map: SoundMap,
  sound: readonly Track[],
  firstStep = 0,
): ForetoldMouth {
  const tracks = foretell(map, sound);
  const steps = tracks[0]?.length ?? 0;
  const backwards = foretell(
    map,
    sound.map((track) => track.toReversed()),
  );
  const around = scrambleShifts(steps, shiftsEach, asideSteps).map((shift) =>
    tracks.map((track) => turned(track, shift)),
  );
  const reversed = scrambleShifts(steps, shiftsEach, 0).map((shift) =>
    backwards.map((track) => turned(track, shift)),
  );
  return { firstStep, tracks, scrambled: [...around, ...reversed] };
}

/** Compares a mouth, seen from step `firstStep` of the media clock on, with the one that the sound foretells. */
export function syncOfMouth(
  foretold: ForetoldMouth,
  seen: readonly Track[],
  map: SoundMap,
  firstStep = 0,
): MouthSync {
  const judge = (tracks: readonly Track[]): LagCurve =>
    lagCurve(tracks, seen, map.trust, firstStep - foretold.firstStep);
  const curve = judge(foretold.tracks);
  const peak = peakOf(curve);
  const scrambledPeaks = foretold.scrambled.map((tracks) => peakOf(judge(tracks)).height);
  return {
    curve,
    lagMs: peak.lagMs - map.biasMs,
    height: peak.height,
    confidence: confidenceOf(peak.height, scrambledPeaks),
  };
}
