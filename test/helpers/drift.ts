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

/**
 * How far apart things have moved from the start to the end. For the picture the lower quartile counts: a busy
 * machine shows single frames a refresh or two late, and that is lateness, which comes and goes, not drift.
 */
export function driftOf(start: DriftSeen, end: DriftSeen): Drift {
  const between = (of: keyof Omit<DriftSeen, 'wrongTimecodes' | 'timecodes'>, share: number) =>
    Math.round((quantileOf(end[of], share) - quantileOf(start[of], share)) * 100) / 100;
  return {
    pictureMs: between('pictureMinusSound', 0.25),
    playheadMs: between('playheadMinusSound', 0.5),
    waveformMs: between('waveformMinusFrame', 0.5),
  };
}

/** The last flash before a moment: playing starts half a period after it. */
export function flashBefore(clip: FlashBeep, seconds: number): number {
  return Math.floor(seconds / clip.everySeconds) * clip.everySeconds;
}

/** The first and the last of what was seen in one long run, `share` of it each. */
export function endsOf(seen: DriftSeen, share: number): readonly [DriftSeen, DriftSeen] {
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
  return [part(false), part(true)];
}
