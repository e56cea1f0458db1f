import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { branchOf, type JudgementDraft } from '../../shared/domain/judgement-gaps.ts';
import { decisions, type Policy, type PolicyBranch } from '../../shared/domain/policy.ts';
import { confidences } from '../../shared/domain/verdict.ts';
import { useCommands } from '../keys/use-keys.ts';
import { KeyCap } from '../ui/key-cap.tsx';
import { NoteInput } from '../ui/note-input.tsx';
import { ChoiceGroup } from './choice-group.tsx';
import { offerOf, withOffer } from './finding-offer.ts';
import { chooseCommands } from './number-cap.tsx';
import { OfferPart } from './offer-part.tsx';
import { ReasonGroup } from './reason-group.tsx';
import { refusalWords } from './refusal-words.ts';
import { StepFrame } from './step-frame.tsx';
import {
  advanced,
  chooseByNumber,
  isOnlyChoice,
  neighbourStep,
  numberOfDecision,
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
  /** Says why a key changed nothing. */
  readonly onSay: (words: string) => void;
};

/** The steps to a judgement; nothing is chosen until the reviewer chooses it, done steps fold to a line. */
export function VerdictForm(props: VerdictFormProps) {
  const { policy, draft, step, onChange } = props;
  const { t } = useTranslation();
  const note = useRef<HTMLTextAreaElement>(null);
  const branch = branchOf(policy, draft.branchId);
  const offer = offerOf(draft, policy);
  const take = () => {
    if (!offer) return;
    const next = advanced(withOffer(draft, offer), 'branch', offer.branch);
    onChange(next.draft, next.step);
  };
  useNumberKeys(props);
  useCommands({
    'next-step': () => onChange(draft, neighbourStep(step, 1)),
    'previous-step': () => onChange(draft, neighbourStep(step, -1)),
    'write-note': () => note.current?.focus(),
    'take-offer': offer !== null && take,
  });
  return (
    <div className="verdict-form">
      {offer && <OfferPart offer={offer} onTake={take} />}
      <BranchStep {...props} branch={branch} />
      <DecisionStep {...props} branch={branch} />
      <SeverityStep {...props} branch={branch} />
      <ConfidenceStep {...props} branch={branch} />
      <StepFrame {...frame(props, 'reasons', draft.reasonIds.length > 0)}>
        <ReasonGroup
          branch={branch}
          reasonIds={draft.reasonIds}
          isActive={step === 'reasons'}
          isFolded={step !== 'reasons' && draft.reasonIds.length > 0}
          onChange={(reasonIds) => onChange({ ...draft, reasonIds }, 'reasons')}
        />
      </StepFrame>
      <div className="verdict-note">
        <NoteInput
          label={t('verdict.note')}
          value={draft.note}
          maxLength={10_000}
          inputRef={note}
          onChange={(text) => onChange({ ...draft, note: text }, step)}
        />
        <KeyCap command="write-note" />
      </div>
    </div>
  );
}

/** The number keys choose at the active step, or say why they don't. */
function useNumberKeys({ policy, draft, step, onChange, onSay }: VerdictFormProps): void {
  const { t } = useTranslation();
  const choose = (n: number) => {
    const chosen = chooseByNumber(draft, policy, step, n);
    if ('refused' in chosen) onSay(refusalWords(chosen, draft, policy, t));
    else onChange(chosen.draft, chosen.step);
  };
  useCommands(Object.fromEntries(chooseCommands.map((id, index) => [id, () => choose(index + 1)])));
}

function frame({ draft, step, onChange }: VerdictFormProps, at: VerdictStep, isDone: boolean) {
  return {
    step: at,
    isActive: step === at,
    isDone,
    onActivate: () => at !== step && onChange(draft, at),
  };
}

type StepProps = VerdictFormProps & { readonly branch: PolicyBranch | undefined };

function BranchStep(props: StepProps) {
  const { policy, draft, step, branch, onChange } = props;
  const { t } = useTranslation();
  return (
    <StepFrame {...frame(props, 'branch', branch !== undefined)}>
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
          if (!chosen) return;
          const next = advanced(withBranch(draft, chosen, branch), 'branch', chosen);
          onChange(next.draft, next.step);
        }}
      />
      {branch && step !== 'reasons' && (
        <p className="branch-question">
          <ForeignText text={branch.question} />
        </p>
      )}
    </StepFrame>
  );
}

function DecisionStep(props: StepProps) {
  const { draft, step, branch, onChange } = props;
  const { t } = useTranslation();
  const isDone = draft.decision !== null;
  return (
    <StepFrame {...frame(props, 'decision', isDone)}>
      <ChoiceGroup
        label={t('verdict.steps.decision')}
        layout="row"
        isFolded={step !== 'decision' && isDone}
        isActive={step === 'decision'}
        isOnlyChoice={branch !== undefined && isOnlyChoice(branch, 'decision')}
        value={draft.decision}
        choices={decisions.map((value) => ({
          value,
          words: t(`decisions.${value}`),
          n: numberOfDecision(value),
          isDisabled: branch === undefined,
          isForbidden: branch !== undefined && !branch.decisions.includes(value),
        }))}
        onChoose={(decision) => {
          const next = advanced({ ...draft, decision }, 'decision', branch);
          onChange(next.draft, next.step);
        }}
      />
    </StepFrame>
  );
}

function SeverityStep(props: StepProps) {
  const { draft, step, branch, onChange } = props;
  const { t } = useTranslation();
  const isDone = draft.severity !== null;
  return (
    <StepFrame {...frame(props, 'severity', isDone)}>
      <ChoiceGroup
        label={t('verdict.steps.severity')}
        layout="row"
        isFolded={step !== 'severity' && isDone}
        isActive={step === 'severity'}
        isOnlyChoice={branch !== undefined && isOnlyChoice(branch, 'severity')}
        value={draft.severity === null ? null : String(draft.severity)}
        choices={(branch ? severitiesOf(branch) : [0, 1, 2, 3, 4]).map((value) => ({
          value: String(value),
          words: t(`severity-words.${String(value) as '0' | '1' | '2' | '3' | '4'}`),
          n: value === 0 ? 10 : value,
          isDisabled: branch === undefined,
        }))}
        onChoose={(severity) => {
          const next = advanced({ ...draft, severity: Number(severity) }, 'severity', branch);
          onChange(next.draft, next.step);
        }}
      />
    </StepFrame>
  );
}

function ConfidenceStep(props: StepProps) {
  const { draft, step, branch, onChange } = props;
  const { t } = useTranslation();
  const isDone = draft.confidence !== null;
  const isFilled = branch !== undefined && isOnlyChoice(branch, 'confidence');
  return (
    <StepFrame {...frame(props, 'confidence', isDone)}>
      <ChoiceGroup
        label={t('verdict.steps.confidence')}
        layout="row"
        isFolded={step !== 'confidence' && isDone}
        isActive={step === 'confidence'}
        isOnlyChoice={isFilled}
        value={draft.confidence}
        choices={confidences.map((value, at) => ({
          value,
          words: t(`confidences.${value}`),
          n: at + 1,
          isForbidden: isFilled && value !== draft.confidence,
        }))}
        onChoose={(confidence) => onChange({ ...draft, confidence }, 'reasons')}
      />
    </StepFrame>
  );
}
