import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { AppInfo } from '../shared/contract/app-api.ts';
import type { DeskState } from '../shared/contract/desk-api.ts';
import { useDeskClient } from './bridge/desk-client.ts';
import { deskQueries } from './bridge/desk-queries.ts';

/**
 * Whether a person can begin: a case is ready, or it is certain that none comes by itself (nothing waits,
 * no network, no enrolment). A desk with a backend of its own enrols by itself: that is waited for.
 */
export function canBegin(desk: DeskState, app: AppInfo): boolean {
  if (desk.cases.ready > 0) return true;
  if (desk.connection === 'not-enrolled') return !app.isEmbeddedBackend;
  if (desk.cases.fetching > 0 && desk.connection === 'online') return false;
  return (
    desk.lastSyncAtMs !== null || desk.connection === 'offline' || desk.connection === 'refused'
  );
}

/** Reports to main once that the queue is on screen and work can begin; returns the callback for the queue's count. */
export function useReadyReport(): (waiting: number) => void {
  const lines = useDeskClient();
  const desk = useQuery(deskQueries(lines).desk());
  const app = useQuery(deskQueries(lines).appInfo());
  const [waiting, setWaiting] = useState<number | null>(null);
  const isReported = useRef(false);
  useEffect(() => {
    if (isReported.current || waiting === null || !desk.data || !app.data) return;
    if (!canBegin(desk.data, app.data)) return;
    isReported.current = true;
    void lines.app.call.reportReady({ waiting });
  }, [lines, waiting, desk.data, app.data]);
  return useCallback((count: number) => setWaiting(count), []);
}
