import { useTranslation } from 'react-i18next';
import type { JournalEntry } from '../../shared/contract/journal-api.ts';
import { branchOf } from '../../shared/domain/judgement-gaps.ts';
import type { Policy } from '../../shared/domain/policy.ts';
import { momentWords } from '../ui/time-words.ts';
import { useNow } from '../ui/use-now.ts';
import { verdictStatusOf } from '../../shared/domain/verdict-status.ts';
import { statusWords } from './status-words.ts';
import { PolicyChange } from './policy-change.tsx';
import { ForeignText } from '../ui/foreign-text.tsx';

type VerdictSummaryProps = { readonly entry: JournalEntry; readonly policy: Policy };

/** A verdict that was made here, and what became of it. */
export function VerdictStatus({ entry, policy }: VerdictSummaryProps) {
  const { t, i18n } = useTranslation();
  const nowMs = useNow();
  const { verdict } = entry;
  const branch = branchOf(policy, verdict.branchId);
  const reasons = verdict.reasonIds.map(
    (id) => branch?.reasons.find((reason) => reason.reasonId === id)?.title ?? id,
  );
  const status = statusWords(entry, t);
  return (
    <section className="verdict-status" aria-label={t('verdict.your-verdict')}>
      <p className="verdict-status-head">
        <strong>{t(`decisions.${verdict.decision}`)}</strong>
        <span>
          <ForeignText text={branch?.title ?? verdict.branchId} />
        </span>
      </p>
      <p className="verdict-status-state" role="status">
        {status.words}
      </p>
      {status.detail !== '' && (
        <p dir="auto">
          <ForeignText text={status.detail} />
        </p>
      )}
      {verdictStatusOf(entry) === 'needs-reconfirm' && (
        <PolicyChange verdict={verdict} command="confirm-verdict" />
      )}
      <dl className="facts">
        <dt>{t('verdict.steps.severity')}</dt>
        <dd>{t(`severities.${String(verdict.severity) as '0'}`)}</dd>
        <dt>{t('verdict.steps.confidence')}</dt>
        <dd>{t(`confidences.${verdict.confidence}`)}</dd>
        {reasons.length > 0 && (
          <>
            <dt>{t('verdict.steps.reasons')}</dt>
            <dd>
              <ForeignText text={reasons.join('; ')} />
            </dd>
          </>
        )}
        {verdict.note !== '' && (
          <>
            <dt>{t('verdict.note')}</dt>
            <dd dir="auto">
              <ForeignText text={verdict.note} />
            </dd>
          </>
        )}
        <dt>{t('verdict.decided-at')}</dt>
        <dd className="numbers">{momentWords(verdict.decidedAtMs, nowMs, i18n.language)}</dd>
      </dl>
    </section>
  );
}
