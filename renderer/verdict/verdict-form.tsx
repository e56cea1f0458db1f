import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { branchOf, type JudgementDraft } from '../../shared/domain/judgement-gaps.ts';
import { decisions, type Policy } from '../../shared/domain/policy.ts';
import { confidences } from '../../shared/domain/verdict.ts';
import { useCommands } from '../keys/use-keys.ts';
import { KeyCap } from '../ui/key-cap.tsx';
import { NoteInput } from '../ui/note-input.tsx';
import { ChoiceGroup } from './choice-group.tsx';
import { chooseCommands } from './number-cap.tsx';
import { ReasonGroup } from './reason-group.tsx';
import { StepFrame } from './step-frame.tsx';
import {
  chooseByNumber,
  neighbourStep,
  severitiesOf,
  withBranch,
  type VerdictStep,
} from './verdict-steps.ts';
import './verdict.css';
import { ForeignText } from '../ui/foreign-text.tsx';

type VerdictFormProps = {
  readonly policy: Policy;
  readonly draft: JudgementDraft;
  readonly step: VerdictStep;
  readonly onChange: (draft: JudgementDraft, step: VerdictStep) => void;
};

/** The steps to a judgement, all visible; nothing is chosen until the reviewer chooses it. */
export function VerdictForm({ policy, draft, step, onChange }: VerdictFormProps) {
  const { t } = useTranslation();
  const note = useRef<HTMLTextAreaElement>(null);
  const branch = branchOf(policy, draft.branchId);
  const set = (change: Partial<JudgementDraft>, then: VerdictStep) =>
    onChange({ ...draft, ...change }, then);
  const activate = (at: VerdictStep) => () => at !== step && onChange(draft, at);
  const frame = (at: VerdictStep, isDone: boolean) => ({
    step: at,
    isActive: step === at,
    isDone,
    onActivate: activate(at),
  });

  useCommands({
    ...Object.fromEntries(
      chooseCommands.map((id, index) => [
        id,
        () => {
          const chosen = chooseByNumber(draft, policy, step, index + 1);
          if (chosen) onChange(chosen.draft, chosen.step);
        },
      ]),
    ),
    'next-step': () => onChange(draft, neighbourStep(step, 1)),
    'previous-step': () => onChange(draft, neighbourStep(step, -1)),
    'write-note': () => note.current?.focus(),
  });

  return (
    <div className="verdict-form">
      <StepFrame {...frame('branch', branch !== undefined)}>
        <ChoiceGroup
          label={t('verdict.steps.branch')}
          layout="lines"
          isFolded={step !== 'branch' && branch !== undefined}
          isActive={step === 'branch'}
          value={draft.branchId}
          choices={policy.branches.map((option, at) => ({
            value: option.branchId,
            words: option.title,
            n: at + 1,
          }))}
          onChoose={(id) => {
            const chosen = branchOf(policy, id);
            if (chosen) onChange(withBranch(draft, chosen), 'decision');
          }}
        />
        {branch && (
          <p className="branch-question">
            <ForeignText text={branch.question} />
          </p>
        )}
      </StepFrame>
      <StepFrame {...frame('decision', draft.decision !== null)}>
        <ChoiceGroup
          label={t('verdict.steps.decision')}
          layout="row"
          isActive={step === 'decision'}
          value={draft.decision}
          choices={(branch?.decisions ?? decisions).map((value, at) => ({
            value,
            words: t(`decisions.${value}`),
            n: at + 1,
            isDisabled: branch === undefined,
          }))}
          onChoose={(decision) => set({ decision }, 'severity')}
        />
      </StepFrame>
      <StepFrame {...frame('severity', draft.severity !== null)}>
        <ChoiceGroup
          label={t('verdict.steps.severity')}
          layout="row"
          isActive={step === 'severity'}
          value={draft.severity === null ? null : String(draft.severity)}
          choices={(branch ? severitiesOf(branch) : [0, 1, 2, 3, 4]).map((value) => ({
            value: String(value),
            words: t(`severity-words.${String(value) as '0' | '1' | '2' | '3' | '4'}`),
            n: value === 0 ? 10 : value,
            isDisabled: branch === undefined,
          }))}
          onChoose={(severity) => set({ severity: Number(severity) }, 'confidence')}
        />
      </StepFrame>
      <StepFrame {...frame('confidence', draft.confidence !== null)}>
        <ChoiceGroup
          label={t('verdict.steps.confidence')}
          layout="row"
          isActive={step === 'confidence'}
          value={draft.confidence}
          choices={confidences.map((value, at) => ({
            value,
            words: t(`confidences.${value}`),
            n: at + 1,
          }))}
          onChoose={(confidence) => set({ confidence }, 'reasons')}
        />
      </StepFrame>
      <StepFrame {...frame('reasons', draft.reasonIds.length > 0)}>
        <ReasonGroup
          branch={branch}
          reasonIds={draft.reasonIds}
          isActive={step === 'reasons'}
          onChange={(reasonIds) => set({ reasonIds }, 'reasons')}
        />
      </StepFrame>
      <div className="verdict-note">
        <NoteInput
          label={t('verdict.note')}
          value={draft.note}
          maxLength={10_000}
          inputRef={note}
          onChange={(text) => set({ note: text }, step)}
        />
        <KeyCap command="write-note" />
      </div>
    </div>
  );
}
