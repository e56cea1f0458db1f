import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import type { Analysis } from '../../../shared/contract/evidence-api.ts';
import { useLines } from '../../bridge/desk-lines.ts';
import { deskQueries } from '../../bridge/desk-queries.ts';

/** Progress is read this often at most, in milliseconds. */
const progressEveryMs = 1500;

const none: readonly Analysis[] = [];

/** What was measured of a file so far; follows the measuring while it goes on. */
export function useEvidence(sha256: string | null): readonly Analysis[] {
  const lines = useLines();
  const client = useQueryClient();
  const query = useMemo(() => deskQueries(lines).evidence(sha256), [lines, sha256]);
  const { data } = useQuery(query);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const readAgain = () => {
      clearTimeout(timer);
      timer = undefined;
      void client.invalidateQueries({ queryKey: query.queryKey });
    };
    const stop = lines.desk.on('evidenceChanged', (changed) => {
      if (changed.sha256 !== sha256) return;
      // A result is shown at once; how far the others are is not worth drawing the case for more often.
      if (changed.progress >= 1) readAgain();
      else timer ??= setTimeout(readAgain, progressEveryMs);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [lines, client, sha256, query]);
  return data?.analyses ?? none;
}
