import {
  frameAt,
  keyFrameBefore,
  startOfFrame,
  type FrameIndex,
} from '../../shared/media-time/frame-index.ts';
import { xOf, type TimeAxis } from './time-axis.ts';

/** One picture of the filmstrip: its left edge is at its own frame's start, or at the view's. */
export type FilmSlot = { readonly frame: number; readonly x: number; readonly widthPx: number };

const gapPx = 2;
/** A key frame up to this share of a slot earlier is taken instead: it costs one decoded frame, not a group. */
const keyFrameReach = 0.2;

/** Up to so many frames apart they are counted off, which looks even; farther apart the grid goes by time. */
const mostCounted = 12;

/** Every `every`th frame in view, counted from the clip's first. */
function countedFrames(index: FrameIndex, axis: TimeAxis, every: number): readonly number[] {
  const first = Math.floor(frameAt(index, axis.fromUs) / every) * every;
  const last = frameAt(index, Math.min(axis.toUs, index.endUs) - 1);
  return Array.from(
    { length: Math.floor((last - first) / every) + 1 },
    (_, i) => first + i * every,
  );
}

/** The frame at each step of a grid in time; a key frame close before it in its place. */
function timedFrames(index: FrameIndex, axis: TimeAxis, strideUs: number): readonly number[] {
  const frames: number[] = [];
  const end = Math.min(axis.toUs, index.endUs);
  for (let slot = Math.floor(axis.fromUs / strideUs); slot * strideUs < end; slot++) {
    const frame = frameAt(index, Math.max(0, slot * strideUs));
    const key = keyFrameBefore(index, frame);
    const isNear =
      startOfFrame(index, frame) - startOfFrame(index, key) <= strideUs * keyFrameReach;
    const taken = isNear ? key : frame;
    if (taken > (frames.at(-1) ?? -1)) frames.push(taken);
  }
  return frames;
}

/**
 * Which frames the strip shows: every frame once they are farther apart than a picture is wide, before that
 * every second, third and so on, or one per step of time; always the same ones while the view moves along.
 */
export function filmSlots(
  index: FrameIndex,
  axis: TimeAxis,
  pictureWidthPx: number,
): readonly FilmSlot[] {
  const strideUs = ((axis.toUs - axis.fromUs) / axis.widthPx) * (pictureWidthPx + gapPx);
  const everyFrames = Math.ceil(
    (strideUs * index.startsUs.length) / Math.max(1, index.endUs) - 0.01,
  );
  const frames =
    everyFrames <= mostCounted
      ? countedFrames(index, axis, everyFrames)
      : timedFrames(index, axis, strideUs);
  return frames.map((frame, i) => {
    const start = xOf(axis, startOfFrame(index, frame));
    const next = frames[i + 1];
    const nextX = xOf(axis, next === undefined ? index.endUs : startOfFrame(index, next));
    // A frame that began before the view keeps its picture in sight for as long as it lasts.
    const x = Math.max(start, Math.min(0, nextX - gapPx - pictureWidthPx));
    return { frame, x, widthPx: Math.max(1, Math.min(pictureWidthPx, nextX - x - gapPx)) };
  });
}
