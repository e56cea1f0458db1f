import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { JournalEntry } from '../../shared/contract/journal-api.ts';
import { useCommands } from '../keys/use-keys.ts';
import { ActButton } from '../ui/act-button.tsx';
import { useNow } from '../ui/use-now.ts';
import { JournalRow } from './journal-row.tsx';

type JournalTableProps = {
  readonly entries: readonly JournalEntry[];
  readonly chosen: JournalEntry;
  readonly onChoose: (verdictId: string) => void;
  readonly onOpen: (caseId: string) => void;
  readonly hasMore: boolean;
  readonly isFetchingMore: boolean;
  readonly onMore: () => void;
};

/** So near to the end of what is loaded, more is asked for. */
const nearEnd = 10;

/** The verdicts as rows; one of them is chosen, by keys or by a click. */
export function JournalTable(props: JournalTableProps) {
  const { entries, chosen, onChoose, onOpen, hasMore, isFetchingMore, onMore } = props;
  const { t } = useTranslation();
  const nowMs = useNow();
  const scroller = useRef<HTMLDivElement>(null);
  const at = entries.indexOf(chosen);
  const go = (index: number) => () => {
    const entry = entries[Math.max(0, Math.min(entries.length - 1, index))];
    if (entry) onChoose(entry.verdict.verdictId);
    if (hasMore && !isFetchingMore && index >= entries.length - nearEnd) onMore();
  };
  useCommands({
    'journal-down': go(at + 1),
    'journal-up': go(at - 1),
    'journal-first': go(0),
    'journal-last': go(entries.length - 1),
    'journal-open': () => onOpen(chosen.verdict.caseId),
  });
  useEffect(() => scroller.current?.focus({ preventScroll: true }), []);
  useEffect(() => {
    scroller.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  return (
    <div
      ref={scroller}
      className="journal-scroll"
      tabIndex={0}
      role="region"
      aria-label={t('journal.title')}
    >
      <table className="journal">
        <thead>
          <tr>
            <th scope="col">{t('journal.decided')}</th>
            <th scope="col">{t('journal.case')}</th>
            <th scope="col">{t('journal.decision')}</th>
            <th scope="col">{t('journal.category')}</th>
            <th scope="col">{t('journal.proof')}</th>
            <th scope="col">{t('journal.status')}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <JournalRow
              key={entry.verdict.verdictId}
              entry={entry}
              nowMs={nowMs}
              isChosen={entry === chosen}
              onChoose={onChoose}
              onOpen={onOpen}
            />
          ))}
        </tbody>
      </table>
      {hasMore && (
        <ActButton isDisabled={isFetchingMore} onPress={onMore}>
          {t('journal.more')}
        </ActButton>
      )}
    </div>
  );
}
