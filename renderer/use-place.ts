import { useCallback, useEffect, useState } from 'react';
import { useDeskClient } from './bridge/desk-client.ts';
import type { Place, Room } from './routes.ts';
import { useStop } from './use-stop.ts';

/** Where the reviewer is, and the ways elsewhere; a stop leads to the queue. After an unlock they are where they were when the desk was locked. */
export function usePlace() {
  const { app } = useDeskClient();
  const [place, setPlace] = useState<Place>({ room: 'queue' });
  const [isAsked, setIsAsked] = useState(false);
  useEffect(() => {
    const wanted = { is: true };
    void app.call.readPlace({}).then((kept) => {
      if (!wanted.is) return;
      setIsAsked(true);
      const caseId = kept.ok ? kept.value.caseId : null;
      // Who was quicker than the answer is where they went.
      if (caseId !== null)
        setPlace((now) => (now.room === 'queue' ? { room: 'case', caseId } : now));
    });
    return () => {
      wanted.is = false;
    };
  }, [app]);
  const caseId = place.room === 'case' ? place.caseId : null;
  useEffect(() => {
    if (isAsked) void app.call.keepPlace({ caseId });
  }, [app, isAsked, caseId]);
  const go = useCallback((room: Room) => setPlace({ room }), []);
  useStop(
    place,
    useCallback(() => go('queue'), [go]),
  );
  const openCase = useCallback(
    (id: string, skipped = 0) => setPlace({ room: 'case', caseId: id, skipped }),
    [],
  );
  const reopenCase = useCallback(
    (id: string) => setPlace({ room: 'case', caseId: id, isChange: true }),
    [],
  );
  return { place, go, openCase, reopenCase };
}
