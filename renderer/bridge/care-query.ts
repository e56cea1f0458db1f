import { queryOptions, useQuery } from '@tanstack/react-query';
import { useDeskClient, type DeskClient } from './desk-client.ts';
import { valueOf } from './fault-error.ts';

/** How often time that passes is looked at: a break that is due, a limit that is near. */
const lookEveryMs = 30_000;

/** The care of the reviewer as the desk counts it. */
export const careQuery = ({ desk }: DeskClient) =>
  queryOptions({
    queryKey: ['readCare'],
    queryFn: () => valueOf(desk.call.readCare({})),
    staleTime: 0,
  });

/** One day of the reviewer, for them alone. */
export const ownDayQuery = ({ desk }: DeskClient, dayStartMs: number) =>
  queryOptions({
    queryKey: ['readOwnDay', dayStartMs],
    queryFn: () => valueOf(desk.call.readOwnDay({ dayStartMs })),
    staleTime: 0,
  });

export function useCare() {
  return useQuery({ ...careQuery(useDeskClient()), refetchInterval: lookEveryMs }).data ?? null;
}
