import { useRef, type RefObject } from 'react';
import { useCommands } from '../keys/use-keys.ts';
import type { SidePanel } from './use-side-panels.ts';

/** How much of the column one press moves: some lines stay, so that reading goes on where it was. */
const pageShare = 0.8;

/** The keys that read on in the context, from anywhere in the case; a closed column opens first. */
export function useContextScroll(panel: SidePanel): RefObject<HTMLDivElement | null> {
  const box = useRef<HTMLDivElement>(null);
  const move = (by: 1 | -1) => () => {
    if (!panel.isShown) return panel.show();
    const column = box.current;
    column?.scrollBy({ top: by * pageShare * column.clientHeight });
  };
  useCommands({ 'context-down': move(1), 'context-up': move(-1) });
  return box;
}
