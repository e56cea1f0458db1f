import { useEffect } from 'react';
import { useDeskClient } from '../../bridge/desk-client.ts';

/** Reports to the desk which case is open: a clip that must not stay on the disk is here only that long. */
export function useOpenCaseReport(caseId: string): void {
  const { desk } = useDeskClient();
  useEffect(() => {
    const tell = () => void desk.call.setOpenCase({ caseId });
    // A restarted data service does not know it yet.
    const stop = desk.onState((state) => {
      if (state === 'open') tell();
    });
    tell();
    return () => {
      stop();
      void desk.call.setOpenCase({ caseId: null });
    };
  }, [desk, caseId]);
}
