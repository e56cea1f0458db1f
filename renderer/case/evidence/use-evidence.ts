import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import type { Analysis } from '../../../shared/contract/evidence-api.ts';
import { useLines } from '../../bridge/desk-lines.ts';
import { deskQueries } from '../../bridge/desk-queries.ts';
import { withProgress } from './with-progress.ts';

const none: readonly Analysis[] = [];

/** What was measured of a file so far; follows the measuring while it goes on. */
export function useEvidence(sha256: string | null): readonly Analysis[] {
  const lines = useLines();
  const client = useQueryClient();
  const query = useMemo(() => deskQueries(lines).evidence(sha256), [lines, sha256]);
  const { data } = useQuery(query);
  useEffect(
    () =>
      lines.desk.on('evidenceChanged', (changed) => {
        if (changed.sha256 !== sha256) return;
        // A result is read; how far one has come is only noted: reading all anew some thirty times a second is not free.
        if (changed.progress >= 1) void client.invalidateQueries({ queryKey: query.queryKey });
        else
          client.setQueryData(
            query.queryKey,
            (now) => now && { analyses: withProgress(now.analyses, changed) },
          );
      }),
    [lines, client, sha256, query],
  );
  return data?.analyses ?? none;
}
