import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseRow } from '../../shared/domain/case.ts';
import { caseStateWords } from '../ui/case-state-words.ts';
import { dueWords, shortDuration, sizeWords } from '../ui/time-words.ts';
import { ForeignText } from '../ui/foreign-text.tsx';
import { plainText } from '../../shared/domain/hidden-signs.ts';

type QueueRowProps = {
  readonly row: CaseRow | undefined;
  readonly index: number;
  readonly topPx: number;
  readonly isFocused: boolean;
  readonly nowMs: number;
  readonly onFocus: (index: number) => void;
  readonly onOpen: (caseId: string) => void;
};

const dueSoonMs = 60 * 60_000;

/** One line of the queue at its place in the virtual list. */
export const QueueRow = memo(function QueueRow(props: QueueRowProps) {
  const { row, index, topPx, isFocused, nowMs, onFocus, onOpen } = props;
  const { t, i18n } = useTranslation();
  const isDueSoon = row !== undefined && row.dueAtMs - nowMs < dueSoonMs;
  return (
    <div
      id={`queue-row-${index}`}
      role="row"
      tabIndex={-1}
      aria-rowindex={index + 2}
      aria-selected={isFocused}
      className={`queue-row${isFocused ? ' is-focused' : ''}`}
      style={{ transform: `translateY(${topPx}px)` }}
      onClick={() => onFocus(index)}
      onDoubleClick={() => row && onOpen(row.caseId)}
      onKeyDown={() => undefined}
    >
      <span role="gridcell" className="queue-title" dir="auto" title={plainText(row?.title ?? '')}>
        {row ? <ForeignText text={row.title} /> : t('queue.row-on-its-way')}
      </span>
      <span role="gridcell">{row && t(`reasons.${row.reason}`)}</span>
      <span role="gridcell" className="numbers">
        {row && shortDuration(nowMs - row.createdAtMs, t)}
      </span>
      <span role="gridcell" className={`numbers${isDueSoon ? ' is-pressing' : ''}`}>
        {row && dueWords(row.dueAtMs, nowMs, t)}
      </span>
      <span role="gridcell" className={`queue-state is-${row?.state ?? 'unread'}`}>
        {row && caseStateWords(row, t)}
        {row && isMeasuring(row) && (
          <small className="queue-measured">
            {t('queue.measured', { percent: Math.floor((row.measured ?? 0) * 100) })}
          </small>
        )}
      </span>
      <span role="gridcell" className="numbers">
        {row && sizeWords(row.sizeBytes, i18n.language)}
      </span>
      <span role="gridcell">
        {row && t(row.offlineReady ? 'queue.offline-yes' : 'queue.offline-no')}
      </span>
    </div>
  );
});

/** A case that can be opened and whose measurements are on their way. */
function isMeasuring(row: CaseRow): boolean {
  return row.state === 'ready' && row.measured !== null && row.measured < 1;
}
