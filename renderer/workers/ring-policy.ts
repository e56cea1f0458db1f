import { overviewPlan, type OverviewPlan } from './overview-policy.ts';
import { keyFrameBefore, type FrameIndex } from '../../shared/media-time/frame-index.ts';

/** Frames `[from, to)` that the ring wants around the playhead. */
export type RingWindow = { readonly from: number; readonly to: number };

export type RingState = {
  readonly frameCount: number;
  readonly capacity: number;
  readonly keyFrames: FrameIndex['keyFrames'];
  /** The frame the reviewer stands on, and the way they move. */
  readonly focus: number;
  readonly direction: 1 | -1;
  /** Held already, or known to be undecodable: either way not to be decoded again. */
  readonly isSettled: (frame: number) => boolean;
  /** Next frame each running decoder will put out. */
  readonly runs: readonly number[];
};

/** Decoders at rest are memory: about so many pictures each, for reference and reordering. */
const picturesPerRun = 8;
const runBytes = 120_000_000;

/**
 * Decoders kept where they are: at least a forward and a backward one, and more where pictures are small. A jump
 * goes on from the nearest one before it, instead of from its key frame; only one of them works at a time.
 */
export function mostRuns(frameBytes: number): number {
  return Math.max(2, Math.min(6, Math.floor(runBytes / (picturesPerRun * frameBytes))));
}

/** Share of the ring kept on the side the reviewer moves to; the rest serves to-and-fro. */
const aheadShare = 0.65;

/** Fewer frames than this in memory make stepping back wait all the time: smaller copies are held instead. */
const usefulFrames = 24;
/** Smaller than an eighth a picture shows nothing of use. */
const smallestDivisor = 8;

export type RingPlan = {
  /** Frames that may be held. */
  readonly capacity: number;
  /** Held pictures have the width and height of the decoded ones divided by this; 1 keeps them as they are. */
  readonly divisor: number;
};

type PictureSize = {
  readonly codedWidth: number;
  readonly codedHeight: number;
  /** Bytes of one decoded picture: 1.5 a pixel in 8 bits, 3 in 10. */
  readonly frameBytes: number;
};

/** What fits a byte budget: as many frames as are useful at full size, else copies small enough (RGBA) that they fit. */
export function ringPlan(size: PictureSize, frames: number, ringBytes: number): RingPlan {
  const capacity = Math.floor(ringBytes / Math.max(1, size.frameBytes));
  if (capacity >= Math.min(usefulFrames, frames)) return { capacity, divisor: 1 };
  const fits = (divisor: number) =>
    Math.floor(
      ringBytes /
        (4 * Math.ceil(size.codedWidth / divisor) * Math.ceil(size.codedHeight / divisor)),
    );
  let divisor = 2;
  while (divisor < smallestDivisor && fits(divisor) < usefulFrames) divisor++;
  return { capacity: Math.max(2, fits(divisor)), divisor };
}

/** The ring, and small copies of the whole clip where it does not fit: both together within the byte budget. */
export function ringAndOverview(
  size: PictureSize,
  frames: number,
  ringBytes: number,
  hasOverview: boolean,
): { readonly ring: RingPlan; readonly overview: OverviewPlan | null } {
  const alone = { ring: ringPlan(size, frames, ringBytes), overview: null };
  if (!hasOverview || alone.ring.divisor > 1 || alone.ring.capacity >= frames) return alone;
  const overview = overviewPlan(size, frames, ringBytes);
  if (!overview) return alone;
  const ring = ringPlan(size, frames, ringBytes - overview.bytes);
  // Stepping at full size is worth more than a glance at far frames.
  return ring.divisor > 1 ? alone : { ring, overview };
}

/** Bytes of an 8-bit 4:2:0 picture: the guess until the first one is there. */
export function usualFrameBytes(codedWidth: number, codedHeight: number): number {
  return codedWidth * codedHeight * 1.5;
}

/** The whole clip when it fits, else a window leaning the way the reviewer moves. */
export function ringWindow(
  state: Pick<RingState, 'frameCount' | 'capacity' | 'focus' | 'direction'>,
): RingWindow {
  const { frameCount, capacity, focus, direction } = state;
  if (frameCount <= capacity) return { from: 0, to: frameCount };
  const ahead = Math.round((capacity - 1) * aheadShare);
  const below = direction === 1 ? capacity - 1 - ahead : ahead;
  const from = Math.min(Math.max(0, focus - below), frameCount - capacity);
  return { from, to: from + capacity };
}

/** How many frames must gather before a decoder is started for them: a run costs its whole GOP. */
function chunk(state: RingState): number {
  return Math.max(8, Math.floor(state.capacity / 4));
}

/** Whether some decoder is already on its way to `frame`, inside the same group of pictures. */
function isOnTheWay(state: RingState, frame: number): boolean {
  const key = keyFrameBefore(state, frame);
  return state.runs.some((next) => next >= key && next <= frame);
}

function missingAhead(state: RingState, window: RingWindow): number | null {
  for (let frame = state.focus; frame < window.to; frame++) {
    if (state.isSettled(frame)) continue;
    if (isOnTheWay(state, frame) || frame - state.focus < chunk(state)) return frame;
    const rest = Math.min(chunk(state), window.to - frame);
    const isWorthIt = rest >= chunk(state) || window.to === state.frameCount;
    return isWorthIt ? frame : null;
  }
  return null;
}

/** First frame of the nearest gap behind, taken one group of pictures at a time. */
function missingBehind(state: RingState, window: RingWindow): number | null {
  let last = Math.min(state.focus, window.to) - 1;
  while (last >= window.from && state.isSettled(last)) last--;
  if (last < window.from) return null;
  const floor = Math.max(window.from, keyFrameBefore(state, last));
  let first = last;
  while (first > floor && !state.isSettled(first - 1)) first--;
  if (isOnTheWay(state, first)) return first;
  const gap = last - window.from + 1;
  const isWorthIt = gap >= chunk(state) || window.from === 0 || state.focus - last <= chunk(state);
  return isWorthIt ? first : null;
}

/** The frame to decode next when none is requested, or null when the ring is as full as is useful. */
export function nextToDecode(state: RingState): number | null {
  const window = ringWindow(state);
  const ahead = missingAhead(state, window);
  const behind = missingBehind(state, window);
  if (state.direction === 1) return ahead ?? behind;
  return behind ?? ahead;
}

/** The held frame to evict when the ring is over its capacity: the one farthest from the window. */
export function frameToEvict(
  held: Iterable<number>,
  window: RingWindow,
  focus: number,
): number | null {
  let worst: number | null = null;
  let worstDistance = -1;
  for (const frame of held) {
    const outside =
      frame < window.from ? window.from - frame : frame >= window.to ? frame - window.to + 1 : 0;
    const distance = outside * 1_000_000 + Math.abs(frame - focus);
    if (distance <= worstDistance) continue;
    worst = frame;
    worstDistance = distance;
  }
  return worst;
}

/** The held frame nearest to the wanted one, to stand in (named as such) while it is decoded. */
export function nearestHeld(held: Iterable<number>, wanted: number): number | null {
  let best: number | null = null;
  for (const frame of held) {
    if (best === null || Math.abs(frame - wanted) < Math.abs(best - wanted)) best = frame;
  }
  return best;
}
