import { useTranslation } from 'react-i18next';
import type { JournalEntry } from '../../shared/contract/journal-api.ts';
import { branchOf } from '../../shared/domain/judgement-gaps.ts';
import type { Policy } from '../../shared/domain/policy.ts';
import { momentWords } from '../ui/time-words.ts';
import { useNow } from '../ui/use-now.ts';
import { fateOf } from '../../shared/domain/verdict-fate.ts';
import { fateWords } from './fate-words.ts';
import { PolicyChange } from './policy-change.tsx';
import { ForeignText } from '../ui/foreign-text.tsx';

type VerdictFateProps = { readonly entry: JournalEntry; readonly policy: Policy };

/** A verdict that was made here, and what became of it. */
export function VerdictFate({ entry, policy }: VerdictFateProps) {
  const { t, i18n } = useTranslation();
  const nowMs = useNow();
  const { verdict } = entry;
  const branch = branchOf(policy, verdict.branchId);
  const reasons = verdict.reasonIds.map(
    (id) => branch?.reasons.find((reason) => reason.reasonId === id)?.title ?? id,
  );
  const fate = fateWords(entry, t);
  return (
    <section className="verdict-fate" aria-label={t('verdict.your-verdict')}>
      <p className="verdict-fate-head">
        <strong>{t(`decisions.${verdict.decision}`)}</strong>
        <span>
          <ForeignText text={branch?.title ?? verdict.branchId} />
        </span>
      </p>
      <p className="verdict-fate-state" role="status">
        {fate.words}
      </p>
      {fate.detail !== '' && (
        <p dir="auto">
          <ForeignText text={fate.detail} />
        </p>
      )}
      {fateOf(entry) === 'needs-reconfirm' && (
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
