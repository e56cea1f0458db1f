import { useCallback, useEffect, useRef, useState } from 'react';
import type { ReviewConduct } from '../../shared/domain/verdict.ts';
import { forgetCase, rememberCase, type CaseMemory } from './case-memory.ts';
import type { Lean } from './case-machine.ts';
import {
  acted,
  conductAt,
  exposed,
  frameSeen,
  restarted,
  resumed,
  type ConductSoFar,
} from './conduct.ts';

/**
 * Keeps count of how the open case is reviewed; remembers it when the case is left or the window hides,
 * and forgets it with the verdict.
 */
export function useConduct(
  caseId: string,
  start: CaseMemory,
  lean: Lean | null,
  isDeciding: boolean,
) {
  const [begun] = useState(() => resumed(start.conduct, Date.now()));
  const so = useRef<ConductSoFar>(begun);
  const now = useRef({ lean, isDeciding });
  useEffect(() => {
    // A change of mind is a review of its own; what was seen before was seen.
    if (isDeciding && !now.current.isDeciding) so.current = restarted(so.current, Date.now());
    if (!isDeciding && now.current.isDeciding) forgetCase(localStorage, caseId);
    now.current = { lean, isDeciding };
  }, [caseId, lean, isDeciding]);

  const remember = useCallback(() => {
    if (!now.current.isDeciding) return;
    rememberCase(localStorage, caseId, { lean: now.current.lean, conduct: so.current });
  }, [caseId]);
  useEffect(() => remember(), [lean, remember]);
  useEffect(() => {
    const act = () => {
      so.current = acted(so.current, Date.now());
    };
    const names = ['keydown', 'pointerdown', 'wheel'] as const;
    for (const name of names) window.addEventListener(name, act, { passive: true, capture: true });
    document.addEventListener('visibilitychange', remember);
    window.addEventListener('pagehide', remember);
    return () => {
      for (const name of names) window.removeEventListener(name, act, { capture: true });
      document.removeEventListener('visibilitychange', remember);
      window.removeEventListener('pagehide', remember);
      remember();
    };
  }, [remember]);

  const [recorder] = useState(() => ({
    exposed: () => {
      so.current = exposed(so.current, Date.now());
    },
    proposalsSeen: () => {
      so.current = { ...so.current, proposalsSeen: true };
    },
    soundHeard: () => {
      so.current = { ...so.current, soundHeard: true };
    },
    frameSeen: (frame: number, filters: ReviewConduct['playedWith']) => {
      so.current = acted(frameSeen(so.current, frame, filters), Date.now());
    },
    at: (framesTotal: number | null) => conductAt(so.current, Date.now(), framesTotal),
  }));
  return recorder;
}
export type ConductRecorder = ReturnType<typeof useConduct>;
