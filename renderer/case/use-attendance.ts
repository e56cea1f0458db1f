import { useEffect } from 'react';
import { useLines } from '../bridge/desk-lines.ts';

/** Tells the desk which case is open: a clip that must not wait on the disk is here only that long. */
export function useAttendance(caseId: string): void {
  const { desk } = useLines();
  useEffect(() => {
    const tell = () => void desk.call.attendCase({ caseId });
    // A fresh data service has to be told again.
    const stop = desk.onState((state) => {
      if (state === 'open') tell();
    });
    tell();
    return () => {
      stop();
      void desk.call.attendCase({ caseId: null });
    };
  }, [desk, caseId]);
}
