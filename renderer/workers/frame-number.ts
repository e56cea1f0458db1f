import { frameAt, type FrameIndex } from '../../shared/media-time/frame-index.ts';

/**
 * The frame whose start equals `us`, or null: a picture is accepted only by its own timestamp.
 * One microsecond of slack, because a tick such as 1/90000 s is rounded once by the index
 * and once more by the decoder that hands the timestamp on; frames are never that close.
 */
export function frameOfTimestamp(
  index: Pick<FrameIndex, 'startsUs' | 'endUs'>,
  us: number,
): number | null {
  const frame = frameAt(index, us + 1);
  const start = index.startsUs[frame];
  return start !== undefined && Math.abs(start - us) <= 1 ? frame : null;
}
