import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useLines } from '../bridge/desk-lines.ts';
import { deskQueries } from '../bridge/desk-queries.ts';
import { faultOf } from '../bridge/fault-error.ts';
import { ActButton } from '../ui/act-button.tsx';
import { FaultNotice } from '../ui/fault-notice.tsx';
import { useNow } from '../ui/use-now.ts';
import { JournalRow } from './journal-row.tsx';
import { useRetryParked } from './use-retry-parked.ts';
import './journal.css';

/** Every verdict of this desk with what became of it; the newest first. */
export function JournalScreen({ onOpen }: { readonly onOpen: (caseId: string) => void }) {
  const { t } = useTranslation();
  const query = useInfiniteQuery(deskQueries(useLines()).journal());
  const retry = useRetryParked();
  const nowMs = useNow();
  const fault = faultOf(query.error);
  const entries = query.data?.pages.flatMap((page) => page.entries) ?? [];
  const total = query.data?.pages[0]?.total ?? 0;
  return (
    <main className="journal-screen" aria-label={t('journal.title')}>
      <header className="room-head">
        <h1>{t('journal.title')}</h1>
        {query.isSuccess && <span className="numbers">{t('journal.count', { count: total })}</span>}
      </header>
      {fault && <FaultNotice fault={fault} onRetry={() => void query.refetch()} />}
      {retry.fault && <FaultNotice fault={retry.fault} role="alert" />}
      {query.isPending && <p role="status">{t('journal.reading')}</p>}
      {query.isSuccess && total === 0 && <p className="panel-empty">{t('journal.empty')}</p>}
      {entries.length > 0 && (
        <div className="journal-scroll" tabIndex={0} role="region" aria-label={t('journal.title')}>
          <table className="journal">
            <thead>
              <tr>
                <th scope="col">{t('journal.decided')}</th>
                <th scope="col">{t('journal.case')}</th>
                <th scope="col">{t('journal.decision')}</th>
                <th scope="col">{t('journal.category')}</th>
                <th scope="col">{t('journal.handled-in')}</th>
                <th scope="col">{t('journal.fate')}</th>
                <th scope="col">{t('journal.acts')}</th>
              </tr>
            </thead>
            <tbody>
              {entries.map((entry) => (
                <JournalRow
                  key={entry.verdict.verdictId}
                  entry={entry}
                  nowMs={nowMs}
                  isRetrying={retry.isRetrying}
                  onOpen={onOpen}
                  onRetry={retry.run}
                />
              ))}
            </tbody>
          </table>
          {query.hasNextPage && (
            <ActButton
              isDisabled={query.isFetchingNextPage}
              onPress={() => void query.fetchNextPage()}
            >
              {t('journal.more')}
            </ActButton>
          )}
        </div>
      )}
    </main>
  );
}
