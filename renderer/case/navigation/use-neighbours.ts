import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect } from 'react';
import type { CaseFilter, CaseSort } from '../../../shared/contract/desk-api.ts';
import { fileToReview } from '../../../shared/domain/generation.ts';
import type { FrameIndex } from '../../../shared/media-time/frame-index.ts';
import { useDeskClient } from '../../bridge/desk-client.ts';
import { deskQueries } from '../../bridge/desk-queries.ts';

export type QueueOrder = { readonly filter: CaseFilter; readonly sort: CaseSort };

/** The way to the neighbouring open cases; the next one is read ahead, its frame index too. */
export function useNeighbours(
  caseId: string,
  order: QueueOrder,
  /** The next case's file and its frame index are here. */
  onNextClip: (sha256: string, index: FrameIndex) => void,
) {
  const lines = useDeskClient();
  const client = useQueryClient();

  useEffect(() => {
    const wanted = { is: true };
    void (async () => {
      const queries = deskQueries(lines);
      const next = await client
        .fetchQuery(queries.neighbour(order, caseId, 'next'))
        .catch(() => null);
      if (!wanted.is || !next?.caseId) return;
      const detail = await client.fetchQuery(queries.openCase(next.caseId)).catch(() => null);
      const file =
        detail && detail.mediaFault === null ? fileToReview(detail.generation) : undefined;
      // What is fetched only when it is opened is not decoded ahead either.
      if (wanted.is && file && detail?.row.state === 'ready' && detail.row.offlineEligible) {
        const index = await client.fetchQuery(queries.frameIndex(file.sha256)).catch(() => null);
        if (wanted.is && index) onNextClip(file.sha256, index);
      }
    })();
    return () => {
      wanted.is = false;
    };
  }, [caseId, client, lines, order, onNextClip]);

  return useCallback(
    (direction: 'next' | 'previous') =>
      client.fetchQuery(deskQueries(lines).neighbour(order, caseId, direction)).catch(() => null),
    [caseId, client, lines, order],
  );
}
