import { frameAt, startOfFrame, type FrameIndex } from '../../shared/media-time/frame-index.ts';
import type { MediaUs, Span } from '../../shared/media-time/units.ts';

/** The edge between two frames that is nearest to `us`, the clip's own ends among them. */
export function snappedUs(index: FrameIndex, us: MediaUs): MediaUs {
  const frame = frameAt(index, us);
  const from = startOfFrame(index, frame);
  const to = startOfFrame(index, frame + 1);
  return us - from <= to - us ? from : to;
}

/** The edge `by` frames away from the one nearest to `us`. */
export function edgeBeside(index: FrameIndex, us: MediaUs, by: 1 | -1): MediaUs {
  const edge = snappedUs(index, us);
  const frame = edge >= index.endUs ? index.startsUs.length : frameAt(index, edge);
  return startOfFrame(index, Math.max(0, Math.min(index.startsUs.length, frame + by)));
}

/** A region's shortest length when it isn't held to frames. */
const shortestUs = 1000;

/** The region between two moments, whichever comes first; on frame edges if asked, and never empty. */
export function regionBetween(a: MediaUs, b: MediaUs, clip: Span, snapTo: FrameIndex | null): Span {
  const inside = (us: MediaUs) => Math.max(clip.fromUs, Math.min(clip.toUs, us));
  const [low, high] = [inside(Math.min(a, b)), inside(Math.max(a, b))];
  if (!snapTo) {
    const fromUs = Math.min(low, Math.max(clip.fromUs, clip.toUs - shortestUs));
    return { fromUs, toUs: Math.max(high, fromUs + shortestUs) };
  }
  const fromUs = Math.min(snappedUs(snapTo, low), startOfFrame(snapTo, snapTo.startsUs.length - 1));
  const toUs = snappedUs(snapTo, high);
  return { fromUs, toUs: toUs > fromUs ? toUs : edgeBeside(snapTo, fromUs, 1) };
}
