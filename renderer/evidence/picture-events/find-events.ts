import type { PictureEventKind } from '../../../shared/domain/evidence.ts';
import type { FrameChange } from './frame-change.ts';

/** An event on frames `[fromFrame, toFrame)` of the list of changes. */
export type FoundEvent = {
  readonly event: PictureEventKind;
  readonly fromFrame: number;
  readonly toFrame: number;
  /** Cut: how far it stands out from its neighbours; else the share or the level that was measured. */
  readonly strength: number;
};

/** A cut changes the whole picture at once, and the frames beside it far less. */
const cutLeast = 8;
const cutStandsOut = 3;
const cutNeighbours = 3;
/** Below this no block changed. */
const sameBelow = 0.6;
/** What an encoder still refines of a repeated picture: next to nothing on the whole, a little in its sharpest block. */
const refined = { mean: 0.05, block: 3 };
/** A frozen picture lasts; a shorter repeat is a duplicated frame. */
const frozenLeastUs = 200_000;
/** A duplicate is one only between frames that move. */
const movesAbove = 2;
const blackBelow = 32;
/** Brightness that swings by so much, to and fro, so many times in a row. */
const flickerSwing = 3;
const flickerTurns = 5;

/** Cuts, frozen and duplicated frames, flicker and black, from the change of every frame; frame k starts at `startsUs[k]`. */
export function findPictureEvents(
  changes: readonly FrameChange[],
  startsUs: ArrayLike<number>,
): FoundEvent[] {
  return [
    ...cuts(changes),
    ...repeats(changes, startsUs),
    ...flickers(changes),
    ...blacks(changes),
  ].toSorted((one, other) => one.fromFrame - other.fromFrame);
}

function cuts(changes: readonly FrameChange[]): FoundEvent[] {
  const found: FoundEvent[] = [];
  changes.forEach((change, frame) => {
    if (frame === 0 || change.mean < cutLeast) return;
    let beside = 0;
    for (let near = frame - cutNeighbours; near <= frame + cutNeighbours; near++)
      if (near !== frame && near > 0) beside = Math.max(beside, changes[near]?.mean ?? 0);
    // Two cuts close together hide each other from the rule above: a wholly new histogram speaks for itself.
    const standsOut = change.mean / Math.max(1, beside);
    const isNew = change.histogram > 0.5 && standsOut > 0.6 && !isFlash(changes, frame);
    if (standsOut >= cutStandsOut || isNew)
      found.push({
        event: 'cut',
        fromFrame: frame,
        toFrame: frame + 1,
        strength: Math.min(1000, standsOut),
      });
  });
  return found;
}

/** One bright or dark frame between two alike: brightness goes out and comes back. */
function isFlash(changes: readonly FrameChange[], frame: number): boolean {
  const swing = (at: number) =>
    (changes[at]?.brightness ?? 0) - (changes[at - 1]?.brightness ?? changes[at]?.brightness ?? 0);
  const here = swing(frame);
  return [swing(frame - 1), swing(frame + 1)].some(
    (other) => Math.sign(other) === -Math.sign(here) && Math.abs(other) > Math.abs(here) * 0.7,
  );
}

function repeats(changes: readonly FrameChange[], startsUs: ArrayLike<number>): FoundEvent[] {
  const found: FoundEvent[] = [];
  for (let frame = 1; frame < changes.length; frame++) {
    if (!isSame(changes[frame])) continue;
    let to = frame;
    while (to < changes.length && isSame(changes[to])) to++;
    const lastsUs = (startsUs[to - 1] ?? 0) - (startsUs[frame - 1] ?? 0);
    if (lastsUs >= frozenLeastUs)
      found.push({ event: 'frozen', fromFrame: frame, toFrame: to, strength: to - frame });
    else if (movesBeside(changes, frame, to))
      found.push({ event: 'duplicate', fromFrame: frame, toFrame: to, strength: to - frame });
    frame = to;
  }
  return found;
}

function isSame(change: FrameChange | undefined): boolean {
  if (change === undefined) return false;
  const { mean, largestBlock } = change;
  return largestBlock < sameBelow || (mean < refined.mean && largestBlock < refined.block);
}

function movesBeside(changes: readonly FrameChange[], from: number, to: number): boolean {
  const before = changes[from - 1]?.largestBlock ?? 0;
  const after = changes[to]?.largestBlock ?? 0;
  return Math.max(from - 1 === 0 ? after : before, 0) > movesAbove && after > movesAbove;
}

function flickers(changes: readonly FrameChange[]): FoundEvent[] {
  const found: FoundEvent[] = [];
  const swings = changes.map(
    (change, frame) => change.brightness - (changes[frame - 1]?.brightness ?? change.brightness),
  );
  const turns = (frame: number) => {
    const one = swings[frame - 1] ?? 0;
    const other = swings[frame] ?? 0;
    return Math.abs(one) > flickerSwing && Math.abs(other) > flickerSwing && one * other < 0;
  };
  for (let frame = 2; frame < changes.length; frame++) {
    if (!turns(frame)) continue;
    let to = frame;
    while (to < changes.length && turns(to)) to++;
    if (to - frame >= flickerTurns) {
      const levels = swings.slice(frame - 1, to).map(Math.abs);
      const strength = levels.reduce((sum, level) => sum + level, 0) / levels.length;
      found.push({ event: 'flicker', fromFrame: frame - 1, toFrame: to, strength });
    }
    frame = to;
  }
  return found;
}

function blacks(changes: readonly FrameChange[]): FoundEvent[] {
  const found: FoundEvent[] = [];
  for (let frame = 0; frame < changes.length; frame++) {
    if (!isBlack(changes[frame])) continue;
    let to = frame;
    while (to < changes.length && isBlack(changes[to])) to++;
    found.push({ event: 'black', fromFrame: frame, toFrame: to, strength: to - frame });
    frame = to;
  }
  return found;
}

function isBlack(change: FrameChange | undefined): boolean {
  return change !== undefined && change.brightest <= blackBelow;
}
