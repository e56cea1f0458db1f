import type { DriftSeen } from '../app/player/harness/harness-api.ts';
import type { FlashBeep } from './flash-beep-clip.ts';

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  if (sorted.length === 0) return Number.NaN;
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? 0)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

/** How far apart things have moved from the start to the end, by the medians: one late frame is no drift. */
export function driftOf(start: DriftSeen, end: DriftSeen) {
  return {
    pictureMs: median(end.pictureMinusSound) - median(start.pictureMinusSound),
    playheadMs: median(end.playheadMinusSound) - median(start.playheadMinusSound),
    waveformMs: median(end.waveformMinusFrame) - median(start.waveformMinusFrame),
  };
}

/** The last flash before a moment: playing starts half a period after it. */
export function startHalfwaySeconds(clip: FlashBeep, seconds: number): number {
  return Math.floor(seconds / clip.everySeconds) * clip.everySeconds;
}
