import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDeskClient } from './bridge/desk-client.ts';
import { deskQueries } from './bridge/desk-queries.ts';
import { ActButton } from './ui/act-button.tsx';
import { shortDuration } from './ui/time-words.ts';
import { useNow } from './ui/use-now.ts';
import { ForeignText } from './ui/foreign-text.tsx';

type StatusBarProps = {
  readonly onSettings: () => void;
  readonly onJournal: () => void;
  readonly onKeys: () => void;
  /** What was just saved: for a few seconds it takes the place of what can wait. */
  readonly saved: ReactNode;
};

/** The desk's condition in one quiet line: connection, outbox, last sync, quota, warnings. */
export function StatusBar({ onSettings, onJournal, onKeys, saved }: StatusBarProps) {
  const { t } = useTranslation();
  const nowMs = useNow(10_000);
  const { data } = useQuery(deskQueries(useDeskClient()).desk());
  if (!data) {
    return (
      <footer className="status-bar">
        <span role="status">{t('status.reading')}</span>
      </footer>
    );
  }
  const { outbox, enrolment } = data;
  const onTheirWay = outbox.waiting + outbox.sending;
  const sync = data.lastSyncAtMs;
  return (
    <footer className="status-bar">
      <span className={`status-connection is-${data.connection}`} role="status">
        <span className="status-dot" aria-hidden="true" />
        {t(`connection.${data.connection}`)}
        {data.connection !== 'online' && data.connectionNote !== '' && (
          <span className="status-note" dir="auto">
            <ForeignText text={data.connectionNote} />
          </span>
        )}
      </span>
      <span className="status-saved" role="status">
        {saved}
      </span>
      <span className="status-parts">
        {outbox.rejected > 0 && (
          <ActButton look="quiet" onPress={onJournal}>
            <strong className="is-pressing">
              {t('status.rejected', { count: outbox.rejected })}
            </strong>
          </ActButton>
        )}
        {outbox.stuck > 0 && (
          <ActButton look="quiet" onPress={onJournal}>
            <strong className="is-pressing">{t('status.stuck', { count: outbox.stuck })}</strong>
          </ActButton>
        )}
        {outbox.toConfirm > 0 && (
          <ActButton look="quiet" onPress={onJournal}>
            <strong className="is-pressing">
              {t('status.to-confirm', { count: outbox.toConfirm })}
            </strong>
          </ActButton>
        )}
        {data.keyProtection === 'key-file' && data.warnings.length === 0 && (
          <ActButton look="quiet" onPress={onSettings}>
            <span className="is-pressing">▲ {t('status.key-file')}</span>
          </ActButton>
        )}
        <span>
          {onTheirWay > 0 ? t('status.outbox', { count: onTheirWay }) : t('status.outbox-empty')}
        </span>
        <span className="numbers">
          {sync === null ? t('status.never-synced') : <SyncAge ageMs={nowMs - sync} />}
        </span>
        <span className="numbers">
          {t('status.cases', { ready: data.cases.ready, total: data.cases.total })}
        </span>
        {enrolment && (
          <span className="numbers">
            {t('status.quota', { done: enrolment.decidedToday, of: enrolment.quotaPerDay })}
          </span>
        )}
      </span>
      <span className="status-end">
        <ActButton look="quiet" command="show-keys" onPress={onKeys}>
          {t('status.keys')}
        </ActButton>
      </span>
    </footer>
  );
}

function SyncAge({ ageMs }: { readonly ageMs: number }) {
  const { t } = useTranslation();
  return ageMs < 15_000
    ? t('status.synced-now')
    : t('status.synced', { age: shortDuration(ageMs, t) });
}
