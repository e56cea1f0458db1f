import { useQuery } from '@tanstack/react-query';
import { useDeskClient } from '../bridge/desk-client.ts';
import { deskQueries, queuePageSize } from '../bridge/desk-queries.ts';
import type { QueueOrder } from './navigation/use-neighbours.ts';

/** Where a case is in the queue, counted from 1; null where it is not near `hintIndex`. */
export function usePosition(caseId: string, order: QueueOrder, hintIndex: number) {
  const page = Math.floor(hintIndex / queuePageSize);
  const { data } = useQuery(deskQueries(useDeskClient()).queuePage(order, page));
  const at = data?.rows.findIndex((row) => row.caseId === caseId) ?? -1;
  return data && at >= 0 ? { n: page * queuePageSize + at + 1, total: data.total } : null;
}
