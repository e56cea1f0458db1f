import { useTranslation } from 'react-i18next';
import type { CaseDetail } from '../../../shared/contract/desk-api.ts';
import type { Finding } from '../../../shared/domain/finding.ts';
import { branchOf, judgementGaps } from '../../../shared/domain/judgement-gaps.ts';
import { KeyCap } from '../../ui/key-cap.tsx';
import type { CaseProgress } from '../state/case-machine.ts';
import { plainText } from '../../../shared/domain/hidden-signs.ts';

type FullScreenStripProps = {
  readonly detail: CaseDetail;
  readonly progress: CaseProgress;
  readonly findings: readonly Finding[];
};

/** On the full screen, where the form is hidden: what was found and judged so far, in one line that decides nothing. */
export function FullScreenStrip({ detail, progress, findings }: FullScreenStripProps) {
  const { t, i18n } = useTranslation();
  return (
    <section className="full-strip" aria-label={t('case.judging')}>
      <span className="full-strip-words" role="status">
        {t('stage.findings', { count: findings.length })}
        {findings.length > 0 && `: ${kinds()}`}
        {' · '}
        {judged()}
      </span>
      <span className="full-strip-way">
        {t('view.leave-full-screen')} <KeyCap command="full-screen" />
      </span>
    </section>
  );

  function kinds(): string {
    const names = new Set(findings.map(({ kind }) => t(`finding-kinds.${kind}`)));
    return new Intl.ListFormat(i18n.language, { type: 'unit', style: 'short' }).format(names);
  }

  function judged(): string {
    const { draft, phase } = progress;
    if (phase === 'reading' || phase === 'saved') return t('verdict.saved');
    const branch = branchOf(detail.policy, draft.branchId);
    const chosen = [
      ...(draft.decision === null ? [] : [t(`decisions.${draft.decision}`)]),
      ...(branch ? [plainText(branch.title)] : []),
      ...(draft.severity === null ? [] : [t(`severities.${String(draft.severity) as '0'}`)]),
      ...(draft.confidence === null ? [] : [t(`confidences.${draft.confidence}`)]),
    ].join(', ');
    const gaps = judgementGaps(draft, detail.policy).map((gap) => t(`gaps.${gap}`));
    const list = new Intl.ListFormat(i18n.language, { type: 'conjunction' });
    const missing =
      gaps.length === 0 ? t('verdict.complete') : t('verdict.missing', { what: list.format(gaps) });
    return chosen === '' ? missing : `${chosen}. ${missing}`;
  }
}
