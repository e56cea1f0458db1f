import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useDeskClient } from '../bridge/desk-client.ts';
import { faultOf, valueOf } from '../bridge/fault-error.ts';

/** Sends a rejected verdict again, unchanged. */
export function useRetryRejected() {
  const { desk } = useDeskClient();
  const client = useQueryClient();
  const retry = useMutation({
    mutationFn: (verdictId: string) => valueOf(desk.call.retryVerdict({ verdictId })),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['listJournal'] });
      await client.invalidateQueries({ queryKey: ['readDesk'] });
    },
  });
  return {
    run: (id: string) => retry.mutate(id),
    isRetrying: retry.isPending,
    fault: faultOf(retry.error),
  };
}
