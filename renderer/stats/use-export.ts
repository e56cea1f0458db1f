import { useMutation } from '@tanstack/react-query';
import { useDeskClient } from '../bridge/desk-client.ts';
import { faultOf, valueOf } from '../bridge/fault-error.ts';

type Span = { readonly fromMs: number; readonly toMs: number; readonly timeZone: string };
type Table = 'verdicts' | 'summary';

/** Writes a table of the statistics as CSV, where the person says. */
export function useExport(span: Span) {
  const { desk, app } = useDeskClient();
  const save = useMutation({
    mutationFn: async (table: Table) => {
      const made = await valueOf(desk.call.exportStatistics({ ...span, table }));
      const { saved } = await valueOf(
        app.call.saveFile({ suggestedName: made.suggestedName, text: made.csv }),
      );
      return { saved, rows: made.rows, name: made.suggestedName };
    },
  });
  return {
    run: (table: Table) => save.mutate(table),
    isRunning: save.isPending,
    done: save.data ?? null,
    fault: faultOf(save.error),
  };
}
