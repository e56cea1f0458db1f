import type { DriftSeen } from '../app/player/harness/harness-api.ts';
import type { FlashBeep } from './flash-beep-clip.ts';

/** Nearest-rank quantile. */
export function quantileOf(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

export type Drift = {
  readonly pictureMs: number;
  readonly playheadMs: number;
  readonly waveformMs: number;
};

/** Late frames are those of a busy machine: the earliest tenth tells where the picture belongs. */
const punctual = 0.1;

const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/**
 * How far apart things have moved from the start to the end, as the mean over stretches that were each started
 * anew: a screen that refreshes each 16.7 ms shows all frames of one stretch up to half of that early or late.
 * A busy machine shows frames later still; that is lateness, which comes and goes, not drift.
 */
export function driftOf(starts: readonly DriftSeen[], ends: readonly DriftSeen[]): Drift {
  const between = (of: 'pictureMinusSound' | 'playheadMinusSound' | 'waveformMinusFrame') => {
    const share = of === 'pictureMinusSound' ? punctual : 0.5;
    const at = (stretches: readonly DriftSeen[]) =>
      mean(stretches.map((seen) => quantileOf(seen[of], share)));
    return Math.round((at(ends) - at(starts)) * 100) / 100;
  };
  return {
    pictureMs: between('pictureMinusSound'),
    playheadMs: between('playheadMinusSound'),
    waveformMs: between('waveformMinusFrame'),
  };
}

/** The last flash before a moment: playing starts half a period after it. */
export function flashBefore(clip: FlashBeep, seconds: number): number {
  return Math.floor(seconds / clip.everySeconds) * clip.everySeconds;
}

/** The first and the last of what was seen in one long run, `share` of it each. */
export function endsOf(
  seen: DriftSeen,
  share: number,
): readonly [readonly DriftSeen[], readonly DriftSeen[]] {
  const part = (isEnd: boolean) => {
    const cut = (values: readonly number[]) => {
      const n = Math.max(1, Math.round(values.length * share));
      return isEnd ? values.slice(-n) : values.slice(0, n);
    };
    return {
      ...seen,
      pictureMinusSound: cut(seen.pictureMinusSound),
      playheadMinusSound: cut(seen.playheadMinusSound),
      waveformMinusFrame: cut(seen.waveformMinusFrame),
    };
  };
  return [[part(false)], [part(true)]];
}
