import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { HeardStretch, ReviewConduct } from '../../../shared/domain/verdict.ts';
import type { ConductSoFar, Lean, ReviewWork } from '../../../shared/domain/review-work.ts';
import { useDeskClient } from '../../bridge/desk-client.ts';
import { deskQueries } from '../../bridge/desk-queries.ts';
import {
  acted,
  conductAt,
  exposed,
  frameSeen,
  restarted,
  resumed,
  stretchHeard,
} from './conduct.ts';

/**
 * Keeps count of how the open case is reviewed, and has it kept when the case is left or the window
 * hides; the verdict ends it.
 */
export function useConduct(
  caseId: string,
  start: ReviewWork,
  lean: Lean | null,
  isDeciding: boolean,
) {
  const [begun] = useState(() => resumed(start.conduct, Date.now()));
  const lines = useDeskClient();
  const client = useQueryClient();
  const so = useRef<ConductSoFar>(begun);
  const now = useRef({ lean, isDeciding });
  useEffect(() => {
    // A change of mind is a review of its own; what was seen before was seen.
    if (isDeciding && !now.current.isDeciding) so.current = restarted(so.current, Date.now());
    now.current = { lean, isDeciding };
  }, [caseId, lean, isDeciding]);

  const remember = useCallback(() => {
    if (!now.current.isDeciding) return;
    const work = { lean: now.current.lean, conduct: so.current };
    client.setQueryData(
      deskQueries(lines).openCase(caseId).queryKey,
      (detail) => detail && { ...detail, work },
    );
    void lines.desk.call.saveWork({ caseId, work });
  }, [caseId, client, lines]);
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
    stretchHeard: (stretch: HeardStretch) => {
      so.current = stretchHeard(so.current, stretch);
    },
    read: () => so.current,
    at: (framesTotal: number | null) => conductAt(so.current, Date.now(), framesTotal),
  }));
  return recorder;
}
export type ConductRecorder = ReturnType<typeof useConduct>;
