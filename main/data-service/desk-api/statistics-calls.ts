import type { Handlers } from '../../../shared/contract/contract.ts';
import type { DeskApi } from '../../../shared/contract/desk-api.ts';
import { err, ok } from '../../../shared/lifetime/result.ts';
import { summaryCsv, verdictsCsv } from '../stats/csv.ts';
import { isTimeZone } from '../stats/day-start.ts';
import { statisticsOf, type StatisticsSpan } from '../stats/statistics.ts';
import type { DeskDeps } from './desk-context.ts';

type Group = Pick<Handlers<DeskApi>, 'readStatistics' | 'exportStatistics'>;

export function statisticsHandlers({ tables }: DeskDeps): Group {
  const noZone = () => err('bad-message', 'This machine does not know that time zone.', 'never');
  const fileName = (table: string, span: StatisticsSpan) => {
    const day = (ms: number) =>
      new Date(ms).toLocaleDateString('sv-SE', { timeZone: span.timeZone });
    return `second-look-${table}-${day(span.fromMs)}-to-${day(Math.max(span.fromMs, span.toMs - 1))}.csv`;
  };
  return {
    readStatistics(span) {
      if (!isTimeZone(span.timeZone)) return noZone();
      return ok(statisticsOf(tables.verdicts.between(span.fromMs, span.toMs), span));
    },
    exportStatistics({ table, ...span }) {
      if (!isTimeZone(span.timeZone)) return noZone();
      const all = tables.verdicts.between(span.fromMs, span.toMs);
      const { csv, rows } =
        table === 'verdicts' ? verdictsCsv(all) : summaryCsv(statisticsOf(all, span));
      return ok({ suggestedName: fileName(table, span), csv, rows });
    },
  };
}
