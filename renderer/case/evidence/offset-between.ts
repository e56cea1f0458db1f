import type { FrameIndex } from '../../../shared/media-time/frame-index.ts';
import { frameAt, spanOfFrame } from '../../../shared/media-time/frame-index.ts';
import { bandOf, type SyncBand } from '../../../shared/domain/sync-bands.ts';
import type { MediaUs } from '../../../shared/media-time/units.ts';

/** The reviewer's own two marks: where something is seen, and where it is heard. */
export type OffsetMarks = { readonly seenUs: MediaUs | null; readonly heardUs: MediaUs | null };

export const noOffsetMarks: OffsetMarks = { seenUs: null, heardUs: null };

export type MarkedOffset = {
  /** Positive = sound late. */
  readonly lagMs: number;
  /** In frames as long as the one where it is seen. */
  readonly frames: number | null;
  /** A picture is known to one frame only: plus or minus half of it. */
  readonly uncertaintyMs: number;
  readonly band: SyncBand;
};

/** The offset between the two marks; null until both are set. */
export function offsetBetween(marks: OffsetMarks, index: FrameIndex | null): MarkedOffset | null {
  if (marks.seenUs === null || marks.heardUs === null) return null;
  const lagMs = (marks.heardUs - marks.seenUs) / 1000;
  if (!index) return { lagMs, frames: null, uncertaintyMs: 20, band: bandOf(lagMs) };
  const shown = spanOfFrame(index, frameAt(index, marks.seenUs));
  const frameMs = Math.max(1, (shown.toUs - shown.fromUs) / 1000);
  return { lagMs, frames: lagMs / frameMs, uncertaintyMs: frameMs / 2, band: bandOf(lagMs) };
}
