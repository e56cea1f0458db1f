import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDeskClient } from '../bridge/desk-client.ts';
import { deskQueries } from '../bridge/desk-queries.ts';
import { faultOf } from '../bridge/fault-error.ts';
import { ActButton } from '../ui/act-button.tsx';
import { FaultNotice } from '../ui/fault-notice.tsx';
import { useNow } from '../ui/use-now.ts';
import { StatisticsTables } from './statistics-tables.tsx';
import { spanChoices, spanOf, type SpanChoice } from './statistics-span.ts';
import { useExport } from './use-export.ts';
import './stats.css';

/** What was reviewed at this desk, for the lead: counts, handle times, statuses; and as CSV. */
export function StatisticsScreen() {
  const { t } = useTranslation();
  const [choice, setChoice] = useState<SpanChoice>('week');
  const nowMs = useNow(3_600_000);
  const span = useMemo(
    () => ({
      ...spanOf(choice, nowMs),
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    }),
    [choice, nowMs],
  );
  const query = useQuery(deskQueries(useDeskClient()).statistics(span));
  const csv = useExport(span);
  const fault = faultOf(query.error) ?? csv.fault;
  return (
    <main className="stats-screen" aria-label={t('stats.title')}>
      <header className="room-head">
        <h1>{t('stats.title')}</h1>
        <div className="span-picker" role="group" aria-label={t('stats.span')}>
          {spanChoices.map((name) => (
            <ActButton key={name} isPressed={name === choice} onPress={() => setChoice(name)}>
              {t(`stats.spans.${name}`)}
            </ActButton>
          ))}
        </div>
        <div className="exports">
          {csv.done && (
            <span role="status">
              {csv.done.saved
                ? t('stats.exported', { count: csv.done.rows, name: csv.done.name })
                : t('stats.not-exported')}
            </span>
          )}
          <ActButton isDisabled={csv.isRunning} onPress={() => csv.run('verdicts')}>
            {t('stats.export-verdicts')}
          </ActButton>
          <ActButton isDisabled={csv.isRunning} onPress={() => csv.run('summary')}>
            {t('stats.export-summary')}
          </ActButton>
        </div>
      </header>
      {fault && <FaultNotice fault={fault} onRetry={() => void query.refetch()} />}
      {query.isPending && <p role="status">{t('stats.counting')}</p>}
      {query.data && <StatisticsTables statistics={query.data} />}
    </main>
  );
}
