import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { verdictStatuses, type VerdictStatus } from '../../shared/domain/verdict-status.ts';
import { useDeskClient } from '../bridge/desk-client.ts';
import { deskQueries } from '../bridge/desk-queries.ts';
import { faultOf } from '../bridge/fault-error.ts';
import { useCommands } from '../keys/use-keys.ts';
import { ActButton } from '../ui/act-button.tsx';
import { FaultNotice } from '../ui/fault-notice.tsx';
import { StatusFilter } from './status-filter.tsx';
import { JournalTable } from './journal-table.tsx';
import { OneVerdict } from './one-verdict.tsx';
import { useJournalExport } from './use-journal-export.ts';
import { useRetryRejected } from './use-retry-rejected.ts';
import './journal.css';

/** Every verdict of this desk with what became of it, the newest first; filtered by status, worked by keys alone. */
export function JournalScreen({ onOpen }: { readonly onOpen: (caseId: string) => void }) {
  const { t } = useTranslation();
  const [status, setStatus] = useState<VerdictStatus | null>(null);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const query = useInfiniteQuery(deskQueries(useDeskClient()).journal(status));
  const retry = useRetryRejected();
  const file = useJournalExport();
  const fault = faultOf(query.error) ?? retry.fault ?? file.fault;
  const entries = query.data?.pages.flatMap((page) => page.entries) ?? [];
  const total = query.data?.pages[0]?.total ?? 0;
  const byStatus = query.data?.pages[0]?.byStatus ?? [];
  const chosen = entries.find(({ verdict }) => verdict.verdictId === chosenId) ?? entries[0];
  const shown = [null, ...verdictStatuses.filter((one) => byStatus.some((n) => n.status === one))];
  const turn = (by: number) => () =>
    setStatus((now) => shown[(shown.indexOf(now) + by + shown.length) % shown.length] ?? null);
  const exportAll = () => file.run(status === null ? {} : { statuses: [status] });
  useCommands({
    'journal-filter': turn(1),
    'journal-filter-back': turn(-1),
    'journal-export': total > 0 && exportAll,
  });
  return (
    <main className="journal-screen" aria-label={t('journal.title')}>
      <header className="room-head">
        <h1>{t('journal.title')}</h1>
        {query.isSuccess && <span className="numbers">{t('journal.count', { count: total })}</span>}
        <StatusFilter status={status} byStatus={byStatus} onChoose={setStatus} />
        <div className="journal-export">
          {file.done && (
            <span role="status">
              {file.done.saved
                ? t('journal.exported', { count: file.done.rows, name: file.done.name })
                : t('journal.not-exported')}
            </span>
          )}
          <ActButton
            command="journal-export"
            isDisabled={total === 0 || file.isRunning}
            onPress={exportAll}
          >
            {t('journal.export-all')}
          </ActButton>
        </div>
      </header>
      {fault && <FaultNotice fault={fault} role="alert" onRetry={() => void query.refetch()} />}
      {query.isPending && <p role="status">{t('journal.reading')}</p>}
      {query.isSuccess && total === 0 && (
        <p className="panel-empty">
          {t(status === null ? 'journal.empty' : 'journal.empty-filter')}
        </p>
      )}
      {chosen && (
        <div className="journal-body">
          <JournalTable
            entries={entries}
            chosen={chosen}
            onChoose={setChosenId}
            onOpen={onOpen}
            hasMore={query.hasNextPage}
            isFetchingMore={query.isFetchingNextPage}
            onMore={() => void query.fetchNextPage()}
          />
          <OneVerdict
            entry={chosen}
            isBusy={retry.isRetrying || file.isRunning}
            onOpen={onOpen}
            onRetry={retry.run}
            onExport={(verdictId) => file.run({ verdictId })}
          />
        </div>
      )}
    </main>
  );
}
