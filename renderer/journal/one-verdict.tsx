import { useTranslation } from 'react-i18next';
import type { JournalEntry } from '../../shared/contract/journal-api.ts';
import { verdictStatusOf } from '../../shared/domain/verdict-status.ts';
import { useCommands } from '../keys/use-keys.ts';
import { ActButton } from '../ui/act-button.tsx';
import { handleWords, momentWords } from '../ui/time-words.ts';
import { useNow } from '../ui/use-now.ts';
import { PolicyChange } from '../verdict/policy-change.tsx';
import { proofWords } from './proof-words.ts';
import { ForeignText } from '../ui/foreign-text.tsx';

type OneVerdictProps = {
  readonly entry: JournalEntry;
  readonly isBusy: boolean;
  readonly onOpen: (caseId: string) => void;
  readonly onRetry: (verdictId: string) => void;
  readonly onExport: (verdictId: string) => void;
};

/** What became of the chosen verdict, what that means, its receipt, and what can be done about it. */
export function OneVerdict({ entry, isBusy, onOpen, onRetry, onExport }: OneVerdictProps) {
  const { t, i18n } = useTranslation();
  const nowMs = useNow();
  const { verdict, receipt, currentOutcome } = entry;
  const status = verdictStatusOf(entry);
  const isHeldUp = status === 'rejected' || status === 'stuck';
  const canRetry = isHeldUp && !isBusy;
  const retry = () => onRetry(verdict.verdictId);
  const writeFile = () => onExport(verdict.verdictId);
  useCommands({ 'journal-retry': canRetry && retry, 'journal-export-one': !isBusy && writeFile });
  const said = receipt ? receipt.detail : entry.lastFault?.message;
  const isOld = receipt !== null && currentOutcome !== null && currentOutcome !== receipt.outcome;
  const saidBy =
    status === 'waiting' || status === 'stuck'
      ? 'last-try'
      : isOld
        ? 'said-at-first'
        : 'backend-says';
  return (
    <aside className="one-verdict" aria-live="polite" aria-label={t('journal.one-verdict')}>
      <h2 dir="auto">
        <ForeignText text={entry.title || verdict.caseId} />
      </h2>
      <p>{t(`verdict-status.means.${status}`)}</p>
      {status === 'needs-reconfirm' && <PolicyChange verdict={verdict} command="journal-confirm" />}
      <dl className="facts">
        {said !== undefined && said !== '' && (
          <>
            <dt>{t(`journal.${saidBy}`)}</dt>
            <dd dir="auto">
              <ForeignText text={said} />
            </dd>
          </>
        )}
        <dt>{t('journal.receipt')}</dt>
        <dd className="one-verdict-id">{receipt?.receiptId ?? t('journal.receipt-none')}</dd>
        <dt>{t('journal.proof')}</dt>
        <dd>{proofWords(entry, t)}</dd>
        {receipt && (
          <>
            <dt>{t('journal.received')}</dt>
            <dd className="numbers">{momentWords(receipt.receivedAtMs, nowMs, i18n.language)}</dd>
          </>
        )}
        <dt>{t('journal.handled-in')}</dt>
        <dd className="numbers">{handleWords(verdict.conduct.handleMs, t)}</dd>
        <dt>{t('journal.policy')}</dt>
        <dd>
          <ForeignText text={verdict.policyVersion} />
        </dd>
        {verdict.note !== '' && (
          <>
            <dt>{t('journal.note')}</dt>
            <dd dir="auto">
              <ForeignText text={verdict.note} />
            </dd>
          </>
        )}
        <dt>{t('journal.sequence')}</dt>
        <dd className="numbers">{verdict.deviceSequence}</dd>
        <dt>{t('journal.verdict-id')}</dt>
        <dd className="one-verdict-id">{verdict.verdictId}</dd>
      </dl>
      <div className="one-verdict-acts">
        {isHeldUp && (
          <ActButton look="strong" command="journal-retry" isDisabled={isBusy} onPress={retry}>
            {t('journal.retry')}
          </ActButton>
        )}
        <ActButton command="journal-open" onPress={() => onOpen(verdict.caseId)}>
          {t(status === 'needs-reconfirm' ? 'policy-change.change' : 'journal.open')}
        </ActButton>
        <ActButton command="journal-export-one" isDisabled={isBusy} onPress={writeFile}>
          {t('journal.export-one')}
        </ActButton>
      </div>
    </aside>
  );
}
