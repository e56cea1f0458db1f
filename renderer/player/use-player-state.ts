import { useSyncExternalStore } from 'react';
import type { ClipPlayer, ClipPlayerState } from './clip-player-types.ts';

/** The player's state, as React sees it change. */
export function usePlayerState(player: ClipPlayer): ClipPlayerState {
  return useSyncExternalStore(player.subscribe, player.state);
}
