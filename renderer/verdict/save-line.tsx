import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { Button } from 'react-aria-components/Button';
import { branchOf, type JudgementDraft } from '../../shared/domain/judgement-gaps.ts';
import type { Policy } from '../../shared/domain/policy.ts';
import { plainText } from '../../shared/domain/hidden-signs.ts';
import { openSteps, verdictSteps, type VerdictStep } from './verdict-steps.ts';

type SaveLineProps = {
  readonly policy: Policy;
  readonly draft: JudgementDraft;
  readonly onGo: (step: VerdictStep) => void;
};

/** The whole verdict above Save, always in view: each part goes to its step, and is marked while it is missing. */
export function SaveLine({ policy, draft, onGo }: SaveLineProps) {
  const { t } = useTranslation();
  const missing = openSteps(draft, policy);
  return (
    <div className="save-line" role="group" aria-label={t('verdict.whole-verdict')}>
      {verdictSteps.map((step) => {
        const chosenWords = valueOf(step, draft, policy, t);
        const isMissing = missing.has(step);
        if (chosenWords === null && !isMissing) return null;
        const stepWords = t(`verdict.steps.${step}`);
        const absentWords = t('verdict.absent', { step: stepWords });
        return (
          <Button
            key={step}
            className={`save-part${isMissing ? ' is-missing' : ''}`}
            aria-label={isMissing ? absentWords : `${stepWords}: ${chosenWords ?? ''}`}
            onPress={() => onGo(step)}
          >
            {isMissing ? absentWords : chosenWords}
          </Button>
        );
      })}
      <span className="save-fact">
        {t('verdict.finding-count', { count: draft.findings.length })}
      </span>
    </div>
  );
}

/** What a step says in the save line; null where it has nothing to say. */
export function valueOf(
  step: VerdictStep,
  draft: JudgementDraft,
  policy: Policy,
  t: TFunction,
): string | null {
  switch (step) {
    case 'branch':
      return plainText(branchOf(policy, draft.branchId)?.title ?? '') || null;
    case 'decision':
      return draft.decision && t(`decisions.${draft.decision}`);
    case 'severity':
      return draft.severity === null ? null : t(`severities.${String(draft.severity) as '0'}`);
    case 'confidence':
      return draft.confidence && t(`confidences.${draft.confidence}`);
    case 'reasons':
      return draft.reasonIds.length === 0
        ? null
        : t('verdict.reason-count', { count: draft.reasonIds.length });
  }
}
