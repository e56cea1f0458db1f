import { frameAt, type FrameIndex } from '../../../shared/media-time/frame-index.ts';
import { usFromSeconds } from '../../../shared/media-time/units.ts';

/** How far a media element's reported time may be from the index and still mean that frame. */
const elementToleranceUs = 1000;

/** The frame a media element says it presented, and whether the index knows that very time: no proof of its pixels. */
export function frameOfMediaTime(
  index: FrameIndex,
  mediaTime: number,
  offsetUs: number,
): { readonly frame: number; readonly isOnTime: boolean } {
  const us = usFromSeconds(mediaTime) - offsetUs;
  const frame = frameAt(index, us + elementToleranceUs);
  const start = index.startsUs[frame] ?? Number.NaN;
  return { frame, isOnTime: Math.abs(start - us) <= elementToleranceUs };
}
