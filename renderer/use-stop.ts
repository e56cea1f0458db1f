import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useDeskClient } from './bridge/desk-client.ts';
import { deskQueries } from './bridge/desk-queries.ts';
import { useCoverState } from './cover/use-page-cover.ts';
import type { Place } from './routes.ts';

/**
 * Takes a stopped case from the screen, and then from the desk: leaving it saves its draft, on the line on which the case
 * is given back after it. A desk whose data service is away gives it back when that is there again.
 */
export function useStop(place: Place, leave: () => void): void {
  const lines = useDeskClient();
  const client = useQueryClient();
  const isStopped = useCoverState() === 'stopped';
  const stopped = useRef<string | null>(null);
  useEffect(() => {
    if (!isStopped || place.room !== 'case') return;
    stopped.current = place.caseId;
    leave();
  }, [isStopped, place, leave]);
  useEffect(() => {
    const giveBack = async () => {
      const caseId = stopped.current;
      if (caseId === null) return;
      const done = await lines.desk.call.stopCase({ caseId });
      if (!done.ok || stopped.current !== caseId) return;
      stopped.current = null;
      client.removeQueries({ queryKey: deskQueries(lines).openCase(caseId).queryKey });
    };
    if (place.room !== 'case') void giveBack();
    return lines.desk.onState((state) => {
      if (state === 'open') void giveBack();
    });
  }, [place, lines, client]);
}
