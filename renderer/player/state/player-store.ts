import type { ClipPlayerState } from './player-state.ts';

/** The player's state, replaced whole at each change so that React can compare it. */
export type PlayerStore = {
  readonly get: () => ClipPlayerState;
  readonly set: (patch: Partial<ClipPlayerState>) => void;
  readonly subscribe: (listener: () => void) => () => void;
};

export function createPlayerStore(initial: ClipPlayerState): PlayerStore {
  let state = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => state,
    set(patch) {
      const next = { ...state, ...patch };
      if (isSame(state, next)) return;
      state = next;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function isSame(a: ClipPlayerState, b: ClipPlayerState): boolean {
  return (Object.keys(b) as (keyof ClipPlayerState)[]).every((key) => Object.is(a[key], b[key]));
}
