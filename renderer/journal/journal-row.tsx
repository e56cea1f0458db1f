import { useTranslation } from 'react-i18next';
import type { JournalEntry } from '../../shared/contract/journal-api.ts';
import { ActButton } from '../ui/act-button.tsx';
import { handleWords, momentWords } from '../ui/time-words.ts';
import { fateWords } from '../verdict/fate-words.ts';

type JournalRowProps = {
  readonly entry: JournalEntry;
  readonly nowMs: number;
  readonly isRetrying: boolean;
  readonly onOpen: (caseId: string) => void;
  readonly onRetry: (verdictId: string) => void;
};

/** One verdict in the journal; a parked one says why and can be tried again. */
export function JournalRow({ entry, nowMs, isRetrying, onOpen, onRetry }: JournalRowProps) {
  const { t, i18n } = useTranslation();
  const { verdict } = entry;
  const fate = fateWords(entry, t);
  return (
    <tr className={`is-${entry.state}`}>
      <td className="numbers">{momentWords(verdict.decidedAtMs, nowMs, i18n.language)}</td>
      <td className="journal-case" dir="auto" title={verdict.caseId}>
        {entry.title || verdict.caseId}
      </td>
      <td>
        {t(`decisions.${verdict.decision}`)}
        {verdict.supersedesVerdictId !== null && (
          <span className="journal-replaces"> {t('journal.replaces')}</span>
        )}
      </td>
      <td>
        {verdict.category === null ? t('categories.none') : t(`categories.${verdict.category}`)}
      </td>
      <td className="numbers">{handleWords(verdict.conduct.handleMs, t)}</td>
      <td>
        <span className={entry.state === 'parked' ? 'is-pressing' : ''}>{fate.words}</span>
        {fate.detail !== '' && (
          <span className="journal-detail" dir="auto">
            {fate.detail}
          </span>
        )}
      </td>
      <td className="journal-acts">
        <ActButton look="quiet" onPress={() => onOpen(verdict.caseId)}>
          {t('journal.open')}
        </ActButton>
        {entry.state === 'parked' && (
          <ActButton isDisabled={isRetrying} onPress={() => onRetry(verdict.verdictId)}>
            {t('journal.retry')}
          </ActButton>
        )}
      </td>
    </tr>
  );
}
