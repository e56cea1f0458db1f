import type { ClipPlayerState } from '../../player/state/player-state.ts';

type Watched = Pick<
  ClipPlayerState,
  'phase' | 'shownFrame' | 'isExact' | 'isOnTime' | 'isPlaying' | 'agreement'
>;
type Seen<F> = { readonly frame: number; readonly filters: F };

/**
 * The frames that a reading of the player proves seen. What plays before the element was held against the decoder is kept, and
 * counts once it is found to agree; where it is found to differ it never counts.
 */
export function followSeeing<F>(): (now: Watched, filters: F) => readonly Seen<F>[] {
  let waiting: Seen<F>[] = [];
  return (now, filters) => {
    const proven: Seen<F>[] = [];
    if (now.agreement === 'agrees') proven.push(...waiting);
    if (now.agreement !== 'unchecked') waiting = [];
    const one = { frame: now.shownFrame, filters };
    if (now.phase === 'ready' && now.isExact) proven.push(one);
    else if (now.agreement === 'unchecked' && now.isPlaying && now.isOnTime)
      if (waiting.at(-1)?.frame !== one.frame) waiting.push(one);
    return proven;
  };
}
