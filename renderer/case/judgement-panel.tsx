import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseDetail } from '../../shared/contract/desk-api.ts';
import type { JournalEntry } from '../../shared/contract/journal-api.ts';
import type { Policy } from '../../shared/domain/policy.ts';
import { useCommands, useUnansweredKeys } from '../keys/use-keys.ts';
import { ActButton } from '../ui/act-button.tsx';
import { FaultNotice } from '../ui/fault-notice.tsx';
import { VerdictStatus } from '../verdict/verdict-summary.tsx';
import { VerdictForm } from '../verdict/verdict-form.tsx';
import { DraftChanges } from '../verdict/draft-changes.tsx';
import { SaveLine } from '../verdict/save-line.tsx';
import { VerdictGaps } from '../verdict/verdict-gaps.tsx';
import { draftOfVerdict, firstOpenStep } from '../verdict/verdict-steps.ts';
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
  const { draft } = progress;
  // What was said of a draft is over with the next change to it.
  const [said, setSaid] = useState<{ readonly words: string; readonly of: unknown } | null>(null);
  const say = (words: string) => setSaid({ words, of: draft });
  const changeMind = () => {
    if (newest) act({ do: 'change-mind', entry: newest, policy });
  };
  const save = () => {
    const gap = firstOpenStep(draft, policy);
    if (gap === null) return onSave();
    act({ do: 'edit', draft, step: gap });
  };
  const undo = () =>
    progress.past.length === 0 ? say(t('verdict.nothing-to-undo')) : act({ do: 'undo' });
  const redo = () =>
    progress.future.length === 0 ? say(t('verdict.nothing-to-redo')) : act({ do: 'redo' });
  useCommands({
    'save-verdict': isMaking && save,
    'change-mind': !isMaking && newest !== null && changeMind,
    undo: progress.phase === 'deciding' && undo,
    redo: progress.phase === 'deciding' && redo,
  });
  useUnansweredKeys((id) => say(t('verdict.unanswered', { command: t(`commands.${id}`) })));
  const words = said !== null && said.of === draft ? said.words : '';

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
          {progress.supersedes !== null && newest && (
            <DraftChanges before={draftOfVerdict(newest.verdict)} draft={draft} policy={policy} />
          )}
          <div className="judgement-scroll">
            <VerdictForm
              policy={policy}
              draft={draft}
              step={progress.step}
              onChange={(next, step) => act({ do: 'edit', draft: next, step })}
              onSay={say}
            />
          </div>
          {progress.saveFault && <FaultNotice fault={progress.saveFault} role="alert" />}
          <p className="verdict-said" role="status">
            {words}
          </p>
          <SaveLine
            policy={policy}
            draft={draft}
            onGo={(step) => act({ do: 'edit', draft, step })}
          />
          <VerdictGaps
            policy={policy}
            draft={draft}
            isSaving={progress.phase === 'saving'}
            onSave={onSave}
          />
        </>
      ) : (
        <MadeVerdict
          newest={newest}
          policy={policy}
          said={words}
          onChangeMind={changeMind}
          onNext={onNext}
        />
      )}
    </section>
  );
}

type MadeVerdictProps = {
  /** Null while a verdict just saved has not been read back. */
  readonly newest: JournalEntry | null;
  readonly policy: Policy;
  readonly said: string;
  readonly onChangeMind: () => void;
  readonly onNext: () => void;
};

/** A verdict that was made, and the ways on from it. */
function MadeVerdict({ newest, policy, said, onChangeMind, onNext }: MadeVerdictProps) {
  const { t } = useTranslation();
  return (
    <>
      <p className="verdict-said" role="status">
        {said}
      </p>
      <div className="judgement-scroll">
        {newest ? (
          <VerdictStatus entry={newest} policy={policy} />
        ) : (
          <p role="status">{t('verdict.saved')}</p>
        )}
      </div>
      <div className="verdict-after">
        <ActButton command="change-mind" onPress={onChangeMind} isDisabled={!newest}>
          {t('verdict.change-mind')}
        </ActButton>
        <ActButton look="strong" command="case-next" onPress={onNext}>
          {t('case.next')}
        </ActButton>
      </div>
    </>
  );
}
