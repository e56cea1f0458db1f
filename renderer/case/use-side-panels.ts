import { useState, useSyncExternalStore } from 'react';
import { commandsFor } from '../keys/key-map.ts';
import { useCommands, useKeyLayer, useKeys } from '../keys/use-keys.ts';
import { judges } from './navigation/case-keys.ts';

/** Below this width of the window, in CSS pixels, the context lies over the picture and is asked for. */
export const drawerBelowPx = 1100;
/** Below this one findings and verdict do so, too. */
export const bothDrawersBelowPx = 680;

export type SidePanel = {
  /** It lies over the picture instead of beside it. */
  readonly isDrawer: boolean;
  readonly isShown: boolean;
  readonly toggle: () => void;
  readonly show: () => void;
};

/**
 * The two columns beside the picture. Each has a key that takes it away and brings it back; in a narrow window they
 * are drawers and start closed. Keys that judge rest while the form that they work is not on screen: they open it.
 */
export function useSidePanels(): { readonly left: SidePanel; readonly right: SidePanel } {
  const left = useSidePanel(drawerBelowPx);
  const right = useSidePanel(bothDrawersBelowPx);
  const { map } = useKeys();
  useCommands({ 'context-panel': left.toggle, 'judging-panel': right.toggle });
  useKeyLayer(
    right.isShown
      ? null
      : (chord) => {
          const isJudging = commandsFor(chord, map).some(judges);
          if (isJudging) right.show();
          return isJudging;
        },
  );
  return { left, right };
}

function useSidePanel(belowPx: number): SidePanel {
  const isDrawer = useIsNarrower(belowPx);
  // What was chosen holds for the width that it was chosen in.
  const [chosen, setChosen] = useState<{ readonly inDrawer: boolean; readonly is: boolean } | null>(
    null,
  );
  const isShown = chosen?.inDrawer === isDrawer ? chosen.is : !isDrawer;
  const set = (is: boolean) => setChosen({ inDrawer: isDrawer, is });
  return { isDrawer, isShown, toggle: () => set(!isShown), show: () => set(true) };
}

function useIsNarrower(px: number): boolean {
  const [query] = useState(() => matchMedia(`(width < ${px}px)`));
  return useSyncExternalStore(
    (listener) => {
      query.addEventListener('change', listener);
      return () => query.removeEventListener('change', listener);
    },
    () => query.matches,
  );
}
