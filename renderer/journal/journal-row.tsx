import { useTranslation } from 'react-i18next';
import type { JournalEntry } from '../../shared/contract/journal-api.ts';
import { verdictStatusOf } from '../../shared/domain/verdict-status.ts';
import { momentWords } from '../ui/time-words.ts';
import { statusWords } from '../verdict/status-words.ts';
import { proofWords, shortProofWords } from './proof-words.ts';
import { ForeignText } from '../ui/foreign-text.tsx';

type JournalRowProps = {
  readonly entry: JournalEntry;
  readonly nowMs: number;
  readonly isChosen: boolean;
  readonly onChoose: (verdictId: string) => void;
  readonly onOpen: (caseId: string) => void;
};

/** One verdict in the journal. */
export function JournalRow({ entry, nowMs, isChosen, onChoose, onOpen }: JournalRowProps) {
  const { t, i18n } = useTranslation();
  const { verdict } = entry;
  const status = verdictStatusOf(entry);
  const needsPerson = ['rejected', 'stuck', 'needs-reconfirm'].includes(status);
  const { words, detail } = statusWords(entry, t);
  // Why the connection is down is said in the status line once, not in every row.
  const shown = status === 'waiting' ? '' : detail;
  return (
    <tr
      className={isChosen ? 'is-chosen' : ''}
      aria-current={isChosen ? 'true' : undefined}
      onClick={() => onChoose(verdict.verdictId)}
      onDoubleClick={() => onOpen(verdict.caseId)}
    >
      <td className="numbers">{momentWords(verdict.decidedAtMs, nowMs, i18n.language)}</td>
      <td className="journal-case" dir="auto" title={verdict.caseId}>
        <ForeignText text={entry.title || verdict.caseId} />
      </td>
      <td>
        {t(`decisions.${verdict.decision}`)}
        {verdict.supersedesVerdictId !== null && (
          <span className="journal-replaces">{t('journal.replaces')}</span>
        )}
      </td>
      <td>
        {verdict.category === null ? t('categories.none') : t(`categories.${verdict.category}`)}
      </td>
      <td className="numbers" title={proofWords(entry, t)}>
        {shortProofWords(entry, t)}
      </td>
      <td>
        <span className={`status is-${status}${needsPerson ? ' is-pressing' : ''}`}>{words}</span>
        {shown !== '' && (
          <span className="journal-detail" dir="auto">
            <ForeignText text={shown} />
          </span>
        )}
      </td>
    </tr>
  );
}
