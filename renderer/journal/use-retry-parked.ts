import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useLines } from '../bridge/desk-lines.ts';
import { faultOf, valueOf } from '../bridge/fault-error.ts';

/** Sends a parked verdict again, unchanged. */
export function useRetryParked() {
  const { desk } = useLines();
  const client = useQueryClient();
  const retry = useMutation({
    mutationFn: (verdictId: string) => valueOf(desk.call.retryParked({ verdictId })),
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
