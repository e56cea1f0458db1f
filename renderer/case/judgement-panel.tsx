import { useTranslation } from 'react-i18next';
import type { CaseDetail } from '../../shared/contract/desk-api.ts';
import { useCommands } from '../keys/use-keys.ts';
import { ActButton } from '../ui/act-button.tsx';
import { FaultNotice } from '../ui/fault-notice.tsx';
import { VerdictStatus } from '../verdict/verdict-summary.tsx';
import { VerdictForm } from '../verdict/verdict-form.tsx';
import { VerdictGaps } from '../verdict/verdict-gaps.tsx';
import { verdictToShow, type CaseAct, type CaseProgress } from './state/case-machine.ts';
import { plainText } from '../../shared/domain/hidden-signs.ts';

type JudgementPanelProps = {
  readonly detail: CaseDetail;
  readonly progress: CaseProgress;
  readonly act: (act: CaseAct) => void;
  readonly onSave: () => void;
  readonly onNext: () => void;
};

/** The verdict: being made, or made and on its way. */
export function JudgementPanel({ detail, progress, act, onSave, onNext }: JudgementPanelProps) {
  const { t } = useTranslation();
  const { policy } = detail;
  const isMaking = progress.phase === 'deciding' || progress.phase === 'saving';
  const newest = verdictToShow(detail.verdicts, progress);
  const changeMind = () =>
    newest && act({ do: 'change-mind', verdictId: newest.verdict.verdictId });
  useCommands({
    'save-verdict': isMaking && onSave,
    'change-mind': !isMaking && newest !== null && changeMind,
  });

  return (
    <section className="judgement" aria-label={t('verdict.title')}>
      <header className="panel-head">
        <h2>{t('verdict.title')}</h2>
        <span className="policy-name">
          {t('verdict.policy', { version: plainText(policy.version) })}
        </span>
      </header>
      {isMaking ? (
        <>
          {progress.supersedes !== null && (
            <p className="verdict-replaces">{t('verdict.replaces')}</p>
          )}
          <div className="judgement-scroll">
            <VerdictForm
              policy={policy}
              draft={progress.draft}
              step={progress.step}
              onChange={(draft, step) => act({ do: 'edit', draft, step })}
            />
          </div>
          {progress.saveFault && <FaultNotice fault={progress.saveFault} role="alert" />}
          <VerdictGaps
            policy={policy}
            draft={progress.draft}
            isSaving={progress.phase === 'saving'}
            onSave={onSave}
          />
        </>
      ) : (
        <>
          <div className="judgement-scroll">
            {newest ? (
              <VerdictStatus entry={newest} policy={policy} />
            ) : (
              <p role="status">{t('verdict.saved')}</p>
            )}
          </div>
          <div className="verdict-after">
            <ActButton command="change-mind" onPress={() => changeMind()} isDisabled={!newest}>
              {t('verdict.change-mind')}
            </ActButton>
            <ActButton look="strong" command="case-next" onPress={onNext}>
              {t('case.next')}
            </ActButton>
          </div>
        </>
      )}
    </section>
  );
}
