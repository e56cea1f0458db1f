import { useMutation } from '@tanstack/react-query';
import type { CallInput } from '../../shared/contract/contract.ts';
import type { DeskApi } from '../../shared/contract/desk-api.ts';
import { useDeskClient } from '../bridge/desk-client.ts';
import { faultOf, valueOf } from '../bridge/fault-error.ts';

type Chosen = CallInput<DeskApi, 'exportJournal'>;

/** Writes verdicts with their statuses and receipts as JSON Lines, where the person says. */
export function useJournalExport() {
  const { desk, app } = useDeskClient();
  const save = useMutation({
    mutationFn: async (chosen: Chosen) => {
      const { suggestedName, text, rows } = await valueOf(desk.call.exportJournal(chosen));
      const { saved } = await valueOf(app.call.saveFile({ suggestedName, text }));
      return { saved, rows, name: suggestedName };
    },
  });
  return {
    run: (chosen: Chosen) => save.mutate(chosen),
    isRunning: save.isPending,
    done: save.data ?? null,
    fault: faultOf(save.error),
  };
}
