import { exposureOf, type Shown } from '../../../shared/domain/exposure.ts';

export type ExposureTime = { readonly unfilteredMs: number; readonly filteredMs: number };

/** A longer gap between two readings is a machine that slept, not a person who looked. */
const longestGapMs = 5_000;

/**
 * Adds up how long a case was shown unfiltered and filtered. What was shown holds until the next reading, so whoever reads at
 * each change counts to the millisecond.
 */
export function createExposureMeter() {
  let last: { readonly shown: Shown; readonly atMs: number } | null = null;
  let unfilteredMs = 0;
  let filteredMs = 0;
  return {
    read(shown: Shown, atMs: number): void {
      if (last !== null) {
        const passedMs = Math.min(Math.max(0, atMs - last.atMs), longestGapMs);
        const kind = exposureOf(last.shown);
        if (kind === 'unfiltered') unfilteredMs += passedMs;
        if (kind === 'filtered') filteredMs += passedMs;
      }
      last = { shown, atMs };
    },
    /** What was counted since the last taking, in whole milliseconds; null: nothing. */
    take(): ExposureTime | null {
      const taken = { unfilteredMs: Math.round(unfilteredMs), filteredMs: Math.round(filteredMs) };
      unfilteredMs -= taken.unfilteredMs;
      filteredMs -= taken.filteredMs;
      return taken.unfilteredMs + taken.filteredMs > 0 ? taken : null;
    },
  };
}
