import { useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommands } from '../keys/use-keys.ts';
import { KeyCap } from '../ui/key-cap.tsx';
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
  useCommands({ 'queue-filter': () => text.current?.focus() });
  return (
    <main className="queue-screen" aria-label={t('queue.title')}>
      <QueueFilter
        view={view}
        total={total}
        textRef={text}
        onChange={(change) => onView({ ...change, focus: { index: 0, caseId: null } })}
      />
      <QuotaNotice />
      <QueueGrid view={view} onView={onView} onOpen={onOpen} onTotal={hearTotal} />
      <p className="queue-hints">
        <KeyCap command="queue-down" />
        <KeyCap command="queue-up" /> {t('queue.hint-move')}
        <KeyCap command="queue-open" /> {t('queue.hint-open')}
        <KeyCap command="show-keys" /> {t('queue.hint-keys')}
      </p>
    </main>
  );
}
