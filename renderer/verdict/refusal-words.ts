import type { TFunction } from 'i18next';
import { branchOf, type JudgementDraft } from '../../shared/domain/judgement-gaps.ts';
import type { Policy } from '../../shared/domain/policy.ts';
import { plainText } from '../../shared/domain/hidden-signs.ts';
import type { Refusal } from './verdict-steps.ts';

/** Why a number key changed nothing, as a sentence. */
export function refusalWords(
  refusal: Refusal,
  draft: JudgementDraft,
  policy: Policy,
  t: TFunction,
): string {
  const branch = plainText(branchOf(policy, draft.branchId)?.title ?? '');
  switch (refusal.refused) {
    case 'decision-not-in-branch':
      return t('verdict.refused.decision-not-in-branch', {
        branch,
        value: t(`decisions.${refusal.decision}`),
      });
    case 'severity-not-in-branch':
      return t('verdict.refused.severity-not-in-branch', { branch, value: refusal.severity });
    default:
      return t(`verdict.refused.${refusal.refused}`);
  }
}
