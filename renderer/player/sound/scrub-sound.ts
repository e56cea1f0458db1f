import type { MediaUs } from '../../../shared/media-time/units.ts';

/** Seeks that follow each other this closely are a hand dragging the playhead. */
const dragGapMs = 250;
/** One grain's length, and the least time between two. */
const grainUs = 60_000;
const grainEveryMs = 50;

/** Says which seeks sound: a lone click stays silent, a drag plays short grains. */
export type ScrubSound = {
  /** The stretch to sound for a seek at `nowMs`, or null. */
  readonly seeked: (
    us: MediaUs,
    nowMs: number,
  ) => { readonly fromUs: MediaUs; readonly toUs: MediaUs } | null;
};

export function createScrubSound(): ScrubSound {
  let lastSeekMs = -Infinity;
  let lastGrainMs = -Infinity;
  let lastUs = -1;
  return {
    seeked(us, nowMs) {
      const isDrag = nowMs - lastSeekMs <= dragGapMs && us !== lastUs;
      lastSeekMs = nowMs;
      lastUs = us;
      if (!isDrag || nowMs - lastGrainMs < grainEveryMs) return null;
      lastGrainMs = nowMs;
      return { fromUs: us, toUs: us + grainUs };
    },
  };
}
