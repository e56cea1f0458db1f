import { useTranslation } from 'react-i18next';
import type { JudgementDraft } from '../../shared/domain/judgement-gaps.ts';
import type { Policy } from '../../shared/domain/policy.ts';
import { valueOf } from './save-line.tsx';
import { verdictSteps, type VerdictStep } from './verdict-steps.ts';

type DraftChangesProps = {
  readonly before: JudgementDraft;
  readonly draft: JudgementDraft;
  readonly policy: Policy;
};

/** What a change of mind changes so far: each step as it was and as it will be. */
export function DraftChanges({ before, draft, policy }: DraftChangesProps) {
  const { t, i18n } = useTranslation();
  const said = (step: VerdictStep, of: JudgementDraft) =>
    valueOf(step, of, policy, t) ?? t('policy-change.none');
  const changed: readonly string[] = [
    ...verdictSteps
      .filter((step) => isChanged(step, before, draft))
      .map((step) => `${said(step, before)} → ${said(step, draft)}`),
    ...(same(before.findings, draft.findings) ? [] : [t('findings.title')]),
    ...(before.note === draft.note ? [] : [t('verdict.note')]),
  ];
  const list = new Intl.ListFormat(i18n.language, { type: 'unit' });
  return (
    <p className="verdict-replaces">
      {t('verdict.replaces')}{' '}
      {changed.length === 0
        ? t('verdict.changes-none')
        : t('verdict.changes', { what: list.format(changed) })}{' '}
      {t('verdict.back-to-verdict')}
    </p>
  );
}

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

function isChanged(step: VerdictStep, before: JudgementDraft, draft: JudgementDraft): boolean {
  switch (step) {
    case 'branch':
      return before.branchId !== draft.branchId;
    case 'reasons':
      return !same(before.reasonIds.toSorted(), draft.reasonIds.toSorted());
    default:
      return before[step] !== draft[step];
  }
}
