import { useMemo, useSyncExternalStore } from 'react';
import type { ClipPlayer } from '../clip-player-types.ts';
import type { ClipPlayerState } from '../state/player-state.ts';
import { onNextPaint } from './next-paint.ts';

/** What a step changes: words and numbers that come with the screen's next refresh, as the picture does. */
const places = [
  'frame',
  'shownFrame',
  'us',
  'timecode',
  'isExact',
  'isOnTime',
  'isSmall',
  'isDecoding',
  'held',
  'heldBytes',
  'smallFrames',
] as const satisfies readonly (keyof ClipPlayerState)[];
type Place = (typeof places)[number];
const placeNames: ReadonlySet<string> = new Set(places);

/** All of the state but where the playhead is: the same object while only that changes. */
export type RestingState = Omit<ClipPlayerState, Place>;

/**
 * The player's state, as React sees it change. Where only the position changed React is notified before the next
 * refresh, once for however many steps are in between: the picture is drawn first.
 */
export function usePlayerState(player: ClipPlayer): ClipPlayerState {
  const subscribe = useMemo(() => subscribingByPaint(player), [player]);
  return useSyncExternalStore(subscribe, player.state);
}

/** The same without the place: for what need not be rendered at each step. */
export function useRestingState(player: ClipPlayer): RestingState {
  const read = useMemo(() => readingWithoutPlace(player), [player]);
  return useSyncExternalStore(player.subscribe, read);
}

function subscribingByPaint(player: ClipPlayer): (listener: () => void) => () => void {
  return (listener) => {
    let heard = player.state();
    let stopWaiting: (() => void) | null = null;
    const tell = () => {
      stopWaiting?.();
      stopWaiting = null;
      heard = player.state();
      listener();
    };
    const stop = player.subscribe(() => {
      if (!isSameButPlace(heard, player.state())) tell();
      else stopWaiting ??= onNextPaint(tell);
    });
    return () => {
      stop();
      stopWaiting?.();
    };
  };
}

function readingWithoutPlace(player: ClipPlayer): () => RestingState {
  let kept = player.state();
  return () => {
    const now = player.state();
    if (!isSameButPlace(kept, now)) kept = now;
    return kept;
  };
}

function isSameButPlace(a: ClipPlayerState, b: ClipPlayerState): boolean {
  return (Object.keys(b) as (keyof ClipPlayerState)[]).every(
    (key) => placeNames.has(key) || Object.is(a[key], b[key]),
  );
}
