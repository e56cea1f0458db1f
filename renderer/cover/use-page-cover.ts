import { createContext, useContext, useEffect, useSyncExternalStore } from 'react';
import { createPageCover, type CoverState, type PageCover } from './page-cover.ts';

export const PageCoverContext = createContext<PageCover | null>(null);

/** Where no cover is given, as in a part that is shown alone, nothing ever covers it. */
const never = createPageCover({ toggleAttribute: () => false });

export function usePageCover(): PageCover {
  return useContext(PageCoverContext) ?? never;
}

export function useCoverState(): CoverState {
  const cover = usePageCover();
  return useSyncExternalStore(cover.subscribe, cover.read);
}

/** What plays: anything with a state that is heard of, and ways to stop it. */
type Playing = {
  readonly state: () => { readonly isPlaying: boolean; readonly isMuted: boolean };
  readonly subscribe: (listener: () => void) => () => void;
  readonly pause: () => void;
  readonly setMuted: (isMuted: boolean) => void;
};

/**
 * Keeps a player at rest and mute while the page is covered, whatever starts it: a media key of the keyboard, a drag
 * that goes on, a late answer. Uncovered, it rests still, and its sound is as it was.
 */
export function stillUnder(cover: PageCover, player: Playing): () => void {
  const before: { isMuted: boolean | null } = { isMuted: null };
  const still = () => {
    if (cover.read() === 'none') return;
    if (player.state().isPlaying) player.pause();
    if (!player.state().isMuted) player.setMuted(true);
  };
  const heard = () => {
    if (cover.read() !== 'none') {
      before.isMuted ??= player.state().isMuted;
      return still();
    }
    if (before.isMuted !== null) player.setMuted(before.isMuted);
    before.isMuted = null;
  };
  heard();
  const stops = [cover.subscribe(heard), player.subscribe(still)];
  return () => {
    for (const stop of stops) stop();
  };
}

export function useStillUnderCover(player: Playing | null): void {
  const cover = usePageCover();
  useEffect(() => (player ? stillUnder(cover, player) : undefined), [cover, player]);
}
