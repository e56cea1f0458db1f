import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import type { Analysis } from '../../../shared/contract/evidence-api.ts';
import { useDeskClient } from '../../bridge/desk-client.ts';
import { deskQueries } from '../../bridge/desk-queries.ts';
import { withProgress } from './with-progress.ts';

/** Progress is noted this often at most, in milliseconds. */
const progressEveryMs = 1000;

const none: readonly Analysis[] = [];

/** What was measured of a file so far; updates while measuring runs. */
export function useEvidence(sha256: string | null): readonly Analysis[] {
  const lines = useDeskClient();
  const client = useQueryClient();
  const query = useMemo(() => deskQueries(lines).evidence(sha256), [lines, sha256]);
  const { data } = useQuery(query);
  useEffect(() => {
    const further = new Map<string, { readonly analyser: string; readonly progress: number }>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const noteProgress = () => {
      timer = undefined;
      client.setQueryData(query.queryKey, (now) => {
        if (!now) return now;
        return { analyses: [...further.values()].reduce<Analysis[]>(withProgress, now.analyses) };
      });
      further.clear();
    };
    const stop = lines.desk.on('evidenceChanged', (changed) => {
      if (changed.sha256 !== sha256) return;
      // A result is read; progress is only noted, and not thirty times a second: each note renders the case again.
      if (changed.progress >= 1) void client.invalidateQueries({ queryKey: query.queryKey });
      else {
        further.set(changed.analyser, changed);
        timer ??= setTimeout(noteProgress, progressEveryMs);
      }
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [lines, client, sha256, query]);
  return data?.analyses ?? none;
}
