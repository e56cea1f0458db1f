import {
  branchOf,
  judgementGaps,
  type JudgementDraft,
  type JudgementGap,
} from '../../shared/domain/judgement-gaps.ts';
import {
  decisions,
  type Decision,
  type Exit,
  type Policy,
  type PolicyBranch,
} from '../../shared/domain/policy.ts';
import { confidences, type Confidence, type Judgement } from '../../shared/domain/verdict.ts';

export const verdictSteps = ['branch', 'decision', 'severity', 'confidence', 'reasons'] as const;
/** The choices that make a judgement, in the order of the policy's tree. */
export type VerdictStep = (typeof verdictSteps)[number];

const stepOfGap: Readonly<Record<JudgementGap, VerdictStep>> = {
  'branch-missing': 'branch',
  'branch-unknown': 'branch',
  'decision-missing': 'decision',
  'decision-not-in-branch': 'decision',
  'severity-missing': 'severity',
  'severity-out-of-range': 'severity',
  'confidence-missing': 'confidence',
  'reason-missing': 'reasons',
  'reason-unknown': 'reasons',
};

/** The steps that still have a gap. */
export function openSteps(draft: JudgementDraft, policy: Policy): ReadonlySet<VerdictStep> {
  return new Set(judgementGaps(draft, policy).map((gap) => stepOfGap[gap]));
}

/** The first step that still has a gap, or null when the judgement is complete. */
export function firstOpenStep(draft: JudgementDraft, policy: Policy): VerdictStep | null {
  const open = openSteps(draft, policy);
  return verdictSteps.find((step) => open.has(step)) ?? null;
}

/** The step after (or before) one; stays at the ends. */
export function neighbourStep(step: VerdictStep, by: 1 | -1): VerdictStep {
  return verdictSteps[verdictSteps.indexOf(step) + by] ?? step;
}

/** Number key of a decision: the same in every branch, whatever the branch allows. */
export function numberOfDecision(decision: Decision): number {
  return decisions.indexOf(decision) + 1;
}

/** How sure an exit is: that is what it says, so nobody is asked. */
const confidenceOfExit: Readonly<Record<Exit, Confidence>> = {
  'cannot-tell': 'unsure',
  'not-judgeable': 'sure',
};

/** Whether a branch leaves one single value at a step: there is nothing to ask then. */
export function isOnlyChoice(branch: PolicyBranch, step: VerdictStep): boolean {
  if (step === 'decision') return new Set(branch.decisions).size === 1;
  if (step === 'confidence') return branch.exit !== undefined;
  return step === 'severity' && branch.severity.min === branch.severity.max;
}

/** Fills the steps in which the branch allows one single value. What was chosen is never overwritten. */
export function withOnlyChoices(draft: JudgementDraft, branch: PolicyBranch): JudgementDraft {
  const { decision, severity, confidence } = draft;
  return {
    ...draft,
    decision: decision ?? (isOnlyChoice(branch, 'decision') ? (branch.decisions[0] ?? null) : null),
    severity: severity ?? (isOnlyChoice(branch, 'severity') ? branch.severity.min : null),
    confidence: branch.exit === undefined ? confidence : confidenceOfExit[branch.exit],
  };
}

/**
 * Chooses a branch and takes back what it does not allow, and what the branch before had filled: nobody chose that. Only
 * what the new branch leaves no choice about is filled.
 */
export function withBranch(
  draft: JudgementDraft,
  branch: PolicyBranch,
  before?: PolicyBranch,
): JudgementDraft {
  const chosen = <V>(step: VerdictStep, value: V | null): V | null =>
    before !== undefined && before !== branch && isOnlyChoice(before, step) ? null : value;
  const decision = chosen('decision', draft.decision);
  const severity = chosen('severity', draft.severity);
  const isAllowed =
    severity !== null && severity >= branch.severity.min && severity <= branch.severity.max;
  const reasons = new Set(branch.reasons.map((reason) => reason.reasonId));
  const kept = {
    ...draft,
    branchId: branch.branchId,
    decision: decision !== null && branch.decisions.includes(decision) ? decision : null,
    severity: isAllowed ? severity : null,
    confidence: chosen('confidence', draft.confidence),
    reasonIds: draft.reasonIds.filter((id) => reasons.has(id)),
  };
  return withOnlyChoices(kept, branch);
}

/** A verdict as the draft that a change of mind starts from. */
export function draftOfVerdict(verdict: Judgement): JudgementDraft {
  const { decision, branchId, severity, confidence, reasonIds, note, findings } = verdict;
  return { decision, branchId, severity, confidence, reasonIds, note, findings };
}

/** The step that is active when a verdict is opened again: severity, unless its branch leaves no choice there. */
export function correctionStep(draft: JudgementDraft, policy: Policy): VerdictStep {
  const open = firstOpenStep(draft, policy);
  if (open !== null) return open;
  const branch = branchOf(policy, draft.branchId);
  return branch && !isOnlyChoice(branch, 'severity') ? 'severity' : 'branch';
}

export function withReasonToggled(draft: JudgementDraft, reasonId: string): JudgementDraft {
  const reasonIds = draft.reasonIds.includes(reasonId)
    ? draft.reasonIds.filter((id) => id !== reasonId)
    : [...draft.reasonIds, reasonId];
  return { ...draft, reasonIds };
}

/** The severities that a branch allows, lowest first. */
export function severitiesOf(branch: PolicyBranch): readonly number[] {
  const { min, max } = branch.severity;
  return Array.from({ length: max - min + 1 }, (_, at) => min + at);
}

export type Chosen = { readonly draft: JudgementDraft; readonly step: VerdictStep };

/** Why a number key chooses nothing. */
export type Refusal =
  | { readonly refused: 'branch-first' | 'no-such-choice' | 'no-reasons-asked' }
  | { readonly refused: 'decision-not-in-branch'; readonly decision: Decision }
  | { readonly refused: 'severity-not-in-branch'; readonly severity: number };

/**
 * What number key `n` (1 to 12; 10 is the key `0`, 11 and 12 the two beside it) does at a step: the choice, and the step that is
 * active afterwards; or why it chooses nothing. Decision and severity go by their own number in every branch.
 */
export function chooseByNumber(
  draft: JudgementDraft,
  policy: Policy,
  step: VerdictStep,
  n: number,
): Chosen | Refusal {
  const branch = branchOf(policy, draft.branchId);
  if (step === 'branch') {
    const chosen = policy.branches[n - 1];
    if (!chosen) return { refused: 'no-such-choice' };
    return advanced(withBranch(draft, chosen, branch), step, chosen);
  }
  if (step === 'confidence') {
    const confidence = confidences[n - 1];
    if (!confidence) return { refused: 'no-such-choice' };
    return advanced({ ...draft, confidence }, step, branch);
  }
  if (!branch) return { refused: 'branch-first' };
  if (step === 'decision') return decisionChosen(draft, branch, decisions[n - 1]);
  if (step === 'severity') return severityChosen(draft, branch, n === 10 ? 0 : n);
  const reason = branch.reasons[n - 1];
  if (reason) return { draft: withReasonToggled(draft, reason.reasonId), step };
  return { refused: branch.reasons.length === 0 ? 'no-reasons-asked' : 'no-such-choice' };
}

function decisionChosen(
  draft: JudgementDraft,
  branch: PolicyBranch,
  decision: Decision | undefined,
): Chosen | Refusal {
  if (decision === undefined) return { refused: 'no-such-choice' };
  if (!branch.decisions.includes(decision)) return { refused: 'decision-not-in-branch', decision };
  return advanced({ ...draft, decision }, 'decision', branch);
}

function severityChosen(
  draft: JudgementDraft,
  branch: PolicyBranch,
  severity: number,
): Chosen | Refusal {
  if (severity > 4) return { refused: 'no-such-choice' };
  if (!severitiesOf(branch).includes(severity))
    return { refused: 'severity-not-in-branch', severity };
  return advanced({ ...draft, severity }, 'severity', branch);
}

/** After a choice the next step becomes active in which the branch leaves a choice. */
export function advanced(
  draft: JudgementDraft,
  step: VerdictStep,
  branch: PolicyBranch | undefined,
): Chosen {
  const later = verdictSteps.slice(verdictSteps.indexOf(step) + 1);
  const next = later.find((one) => branch === undefined || !isOnlyChoice(branch, one));
  return { draft, step: next ?? step };
}
