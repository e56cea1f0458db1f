import { useEffect, useState, type ReactNode } from 'react';
import { useDeskClient } from '../bridge/desk-client.ts';
import { LockScreen } from './lock-screen.tsx';
import { useProtection } from './use-protection.ts';

/** Shows the desk while it is unlocked. Before a lock it takes the desk from the screen, which saves what it had to. */
export function LockGate({ children }: { readonly children: ReactNode }) {
  const lines = useDeskClient();
  const { data } = useProtection();
  const [isLeaving, setIsLeaving] = useState(false);
  useEffect(() => lines.app.on('lockComing', () => setIsLeaving(true)), [lines]);
  useEffect(() => {
    if (!isLeaving) return;
    // Asked on the line on which drafts were just sent: when it is answered, they are saved.
    void lines.desk.call.readDesk({}).then(() => lines.app.call.pageIsClear({}));
  }, [isLeaving, lines]);
  if (isLeaving || !data) return null;
  return data.isLocked ? <LockScreen state={data} /> : children;
}
