import { frameIndexVersion } from '../../../shared/media-time/frame-index.ts';
import type { ConductSoFar } from '../../../shared/domain/review-work.ts';
import type { HeardStretch, ReviewConduct } from '../../../shared/domain/verdict.ts';

type Filter = ReviewConduct['playedWith'][number];

export const noConductYet: ConductSoFar = {
  firstExposureAtMs: null,
  handleMs: 0,
  lastActAtMs: null,
  proposalsSeen: false,
  soundHeard: false,
  playedWith: [],
  frames: [],
  seenPlain: [],
  seenFiltered: [],
  heard: [],
};

/** The player reports its position some dozen times a second: stretches this close were heard without a gap. */
const joinsUs = 50_000;
const mostStretches = 5000;

/** Longer without a key, a pointer or a new frame is a break and does not count as handling. */
export const breakAfterMs = 60_000;

/** The case was first exposed: handling begins here. */
export function exposed(state: ConductSoFar, atMs: number): ConductSoFar {
  if (state.firstExposureAtMs !== null) return acted(state, atMs);
  return { ...state, firstExposureAtMs: atMs, lastActAtMs: atMs };
}

/** The reviewer did something: the time since the last act counts, unless it was a break. */
export function acted(state: ConductSoFar, atMs: number): ConductSoFar {
  if (state.firstExposureAtMs === null) return state;
  const since = state.lastActAtMs === null ? 0 : Math.max(0, atMs - state.lastActAtMs);
  return {
    ...state,
    handleMs: state.handleMs + (since <= breakAfterMs ? since : 0),
    lastActAtMs: atMs,
  };
}

/** Coming back to a case: the time away does not count. */
export function resumed(state: ConductSoFar, atMs: number): ConductSoFar {
  return state.firstExposureAtMs === null ? state : { ...state, lastActAtMs: atMs };
}

/** A new review of the same case begins: nothing is counted yet, but what was proposed has been seen. */
export function restarted(state: ConductSoFar, atMs: number): ConductSoFar {
  return exposed({ ...noConductYet, proposalsSeen: state.proposalsSeen }, atMs);
}

function withFrame(runs: ConductSoFar['frames'], frame: number): ConductSoFar['frames'] {
  const at = runs.findIndex(([, to]) => to >= frame);
  const run = at < 0 ? undefined : runs[at];
  if (run && frame >= run[0] && frame < run[1]) return runs;
  const touches = run !== undefined && run[1] === frame;
  const next = runs[touches ? at + 1 : at < 0 ? runs.length : at];
  const from = touches ? run[0] : frame;
  const joins = next !== undefined && next[0] === frame + 1;
  const to = joins ? next[1] : frame + 1;
  const keep = runs.filter(
    (other) => other !== (touches ? run : undefined) && other !== (joins ? next : undefined),
  );
  return [...keep, [from, to] as const].sort((a, b) => a[0] - b[0]);
}

/** A frame was on screen under some filters; none means it was seen plain. */
export function frameSeen(
  state: ConductSoFar,
  frame: number,
  filters: readonly Filter[],
): ConductSoFar {
  const used = filters.length === 0 ? (['plain'] as const) : filters;
  const isNew = used.some((filter) => !state.playedWith.includes(filter));
  const frames = withFrame(state.frames, frame);
  const isPlain = used.includes('plain');
  const seen = isPlain ? state.seenPlain : state.seenFiltered;
  const seenNow = withFrame(seen, frame);
  if (!isNew && frames === state.frames && seenNow === seen) return state;
  return {
    ...state,
    frames,
    ...(isPlain ? { seenPlain: seenNow } : { seenFiltered: seenNow }),
    playedWith: isNew ? [...new Set([...state.playedWith, ...used])] : state.playedWith,
  };
}

/** A stretch of the soundtrack was heard; it joins what was heard at the same speed. */
export function stretchHeard(state: ConductSoFar, stretch: HeardStretch): ConductSoFar {
  if (stretch.toUs <= stretch.fromUs) return state;
  const touches = (other: HeardStretch) =>
    other.rate === stretch.rate &&
    other.fromUs <= stretch.toUs + joinsUs &&
    other.toUs >= stretch.fromUs - joinsUs;
  const joined = [stretch, ...state.heard.filter(touches)];
  const whole = {
    fromUs: Math.min(...joined.map((one) => one.fromUs)),
    toUs: Math.max(...joined.map((one) => one.toUs)),
    rate: stretch.rate,
  };
  const heard = [...state.heard.filter((one) => !touches(one)), whole];
  // A clip that was jumped through a thousand times keeps its first stretches.
  return heard.length > mostStretches
    ? state
    : { ...state, heard: heard.toSorted((one, other) => one.fromUs - other.fromUs) };
}

export function framesShown(state: ConductSoFar): number {
  return state.frames.reduce((sum, [from, to]) => sum + to - from, 0);
}

/** The conduct that goes with a verdict saved at `atMs`. */
export function conductAt(
  state: ConductSoFar,
  atMs: number,
  framesTotal: number | null,
): ReviewConduct {
  const done = acted(state, atMs);
  return {
    firstExposureAtMs: done.firstExposureAtMs,
    handleMs: Math.round(done.handleMs),
    proposalsSeen: done.proposalsSeen,
    soundHeard: done.soundHeard,
    playedWith: [...done.playedWith],
    framesShown: framesShown(done),
    framesTotal,
    frameIndexVersion,
    coverage: {
      seenPlain: done.seenPlain,
      seenFiltered: done.seenFiltered,
      heard: done.heard,
    },
  };
}
