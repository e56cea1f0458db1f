import { useQuery } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDeskClient } from '../bridge/desk-client.ts';
import { deskQueries } from '../bridge/desk-queries.ts';
import { useCommands } from '../keys/use-keys.ts';
import { KeyCap } from '../ui/key-cap.tsx';
import { NotConnected } from './not-connected.tsx';
import { QueueFilter } from './queue-filter.tsx';
import { QueueGrid } from './queue-grid.tsx';
import type { QueueView } from './queue-view.ts';
import './queue.css';
import { QuotaNotice } from './quota-notice.tsx';

type QueueScreenProps = {
  readonly view: QueueView;
  readonly onView: (change: Partial<QueueView>) => void;
  readonly onOpen: (caseId: string) => void;
  /** The queue is on screen, with this many rows. */
  readonly onShown: (total: number) => void;
};

/** The waiting cases. */
export function QueueScreen({ view, onView, onOpen, onShown }: QueueScreenProps) {
  const { t } = useTranslation();
  const [total, setTotal] = useState(0);
  const text = useRef<HTMLInputElement>(null);
  const hearTotal = useCallback(
    (count: number) => {
      setTotal(count);
      onShown(count);
    },
    [onShown],
  );
  const { data: desk } = useQuery(deskQueries(useDeskClient()).desk());
  const isFiltered = view.text.trim() !== '' || view.state !== 'open' || view.reason !== 'all';
  const clear = () =>
    onView({ text: '', state: 'open', reason: 'all', focus: { index: 0, caseId: null } });
  useCommands({
    'queue-filter': () => text.current?.focus(),
    'queue-clear-filter': isFiltered && clear,
  });
  if (desk?.enrolment === null)
    return (
      <main className="queue-screen" aria-label={t('queue.title')}>
        <NotConnected onShown={hearTotal} />
      </main>
    );
  return (
    <main className="queue-screen" aria-label={t('queue.title')}>
      <QueueFilter
        view={view}
        total={total}
        textRef={text}
        onEnter={() =>
          text.current?.closest('main')?.querySelector<HTMLElement>('[role=grid]')?.focus()
        }
        onChange={(change) => onView({ ...change, focus: { index: 0, caseId: null } })}
      />
      <QuotaNotice />
      <QueueGrid
        isFiltered={isFiltered}
        view={view}
        onView={onView}
        onOpen={onOpen}
        onTotal={hearTotal}
      />
      <p className="queue-hints">
        <KeyCap command="queue-down" />
        <KeyCap command="queue-up" /> {t('queue.hint-move')}
        <KeyCap command="queue-open" /> {t('queue.hint-open')}
        <KeyCap command="show-keys" /> {t('queue.hint-keys')}
      </p>
    </main>
  );
}
