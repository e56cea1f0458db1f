import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommands } from '../keys/use-keys.ts';
import { FaultNotice } from '../ui/fault-notice.tsx';
import { useNow } from '../ui/use-now.ts';
import { QueueHeader, queueColumnCount } from './queue-header.tsx';
import { QueueRow } from './queue-row.tsx';
import {
  movedIndex,
  queueQuestion,
  sortPressed,
  type QueueMove,
  type QueueView,
} from './queue-view.ts';
import { useQueueWindow } from './use-queue-window.ts';

const rowPx = 28;
const overscanRows = 12;

type QueueGridProps = {
  readonly view: QueueView;
  /** Some cases may be left out. */
  readonly isFiltered: boolean;
  readonly onView: (change: Partial<QueueView>) => void;
  readonly onOpen: (caseId: string) => void;
  readonly onTotal: (total: number) => void;
};

/** The queue as a virtual grid: only the rows on screen are asked for and drawn. */
export function QueueGrid({ view, isFiltered, onView, onOpen, onTotal }: QueueGridProps) {
  const { t } = useTranslation();
  const nowMs = useNow();
  const grid = useRef<HTMLDivElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const [range, setRange] = useState({ first: view.focus.index, last: view.focus.index + 60 });
  const question = useMemo(() => queueQuestion(view), [view]);
  const rows = useQueueWindow(question, range.first, range.last);
  const virtual = useVirtualizer({
    count: rows.total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    overscan: overscanRows,
    initialOffset: Math.max(0, view.focus.index * rowPx - 200),
  });
  const drawn = virtual.getVirtualItems();
  const first = drawn[0]?.index ?? range.first;
  const last = drawn.at(-1)?.index ?? range.last;
  useEffect(() => setRange({ first, last }), [first, last]);

  const { total, isRead } = rows;
  useEffect(() => {
    if (isRead) onTotal(total);
  }, [isRead, total, onTotal]);
  useEffect(() => grid.current?.focus({ preventScroll: true }), []);

  const known = view.focus.caseId === null ? undefined : rows.indexOf(view.focus.caseId);
  const focused = Math.max(0, Math.min(total - 1, known ?? view.focus.index));
  const focusRow = useCallback(
    (index: number) => {
      onView({ focus: { index, caseId: rows.rowAt(index)?.caseId ?? null } });
      virtual.scrollToIndex(index, { align: 'auto' });
    },
    [onView, rows, virtual],
  );
  const latestFocusRow = useRef(focusRow);
  useEffect(() => {
    latestFocusRow.current = focusRow;
  });
  const stableFocusRow = useCallback((index: number) => latestFocusRow.current(index), []);

  const pageRows = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 600) / rowPx) - 1);
  const move = (by: QueueMove) => () =>
    total > 0 && focusRow(movedIndex(focused, by, total, pageRows));
  const focusedRow = rows.rowAt(focused);
  useCommands({
    'queue-down': move('down'),
    'queue-up': move('up'),
    'queue-page-down': move('page-down'),
    'queue-page-up': move('page-up'),
    'queue-first': move('first'),
    'queue-last': move('last'),
    'queue-open': () => focusedRow && onOpen(focusedRow.caseId),
  });

  if (rows.fault && !rows.isRead) {
    return <FaultNotice fault={rows.fault} onRetry={rows.askAgain} role="alert" />;
  }
  return (
    <div
      ref={grid}
      role="grid"
      className="queue-grid"
      tabIndex={0}
      aria-label={t('queue.grid-label')}
      aria-rowcount={total + 1}
      aria-colcount={queueColumnCount}
      {...(total > 0 ? { 'aria-activedescendant': `queue-row-${focused}` } : {})}
    >
      <QueueHeader sort={view.sort} onSort={(by) => onView({ sort: sortPressed(view.sort, by) })} />
      <div ref={scroller} className="queue-scroller" role="rowgroup">
        <div style={{ blockSize: virtual.getTotalSize() }} role="presentation">
          {drawn.map((item) => (
            <QueueRow
              key={item.key}
              row={rows.rowAt(item.index)}
              index={item.index}
              topPx={item.start}
              isFocused={item.index === focused}
              nowMs={nowMs}
              onFocus={stableFocusRow}
              onOpen={onOpen}
            />
          ))}
        </div>
      </div>
      {total === 0 && <EmptyQueue isRead={isRead} isFiltered={isFiltered} />}
    </div>
  );
}

type EmptyQueueProps = { readonly isRead: boolean; readonly isFiltered: boolean };

function EmptyQueue({ isRead, isFiltered }: EmptyQueueProps) {
  const { t } = useTranslation();
  const words = isFiltered ? t('queue.nothing-matches') : t('queue.nothing-waits');
  return <p className="queue-empty">{isRead ? words : t('queue.reading')}</p>;
}
