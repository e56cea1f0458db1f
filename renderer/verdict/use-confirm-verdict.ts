import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useDeskClient } from '../bridge/desk-client.ts';
import { faultOf, valueOf } from '../bridge/fault-error.ts';

/** Gives the same judgement again under the policy of now. */
export function useConfirmVerdict() {
  const { desk } = useDeskClient();
  const client = useQueryClient();
  const confirm = useMutation({
    mutationFn: (verdictId: string) => valueOf(desk.call.confirmVerdict({ verdictId })),
    onSuccess: async () => {
      for (const name of ['listJournal', 'readDesk', 'listCases', 'openCase', 'readStatistics'])
        await client.invalidateQueries({ queryKey: [name] });
    },
  });
  return {
    run: (verdictId: string) => confirm.mutate(verdictId),
    isRunning: confirm.isPending,
    fault: faultOf(confirm.error),
  };
}
