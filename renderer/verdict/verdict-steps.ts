import {
  branchOf,
  judgementGaps,
  type JudgementDraft,
  type JudgementGap,
} from '../../shared/domain/judgement-gaps.ts';
import type { Policy, PolicyBranch } from '../../shared/domain/policy.ts';
import { confidences } from '../../shared/domain/verdict.ts';

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

/** The first step that still has a gap, or null when the judgement is complete. */
export function firstOpenStep(draft: JudgementDraft, policy: Policy): VerdictStep | null {
  const open = new Set(judgementGaps(draft, policy).map((gap) => stepOfGap[gap]));
  return verdictSteps.find((step) => open.has(step)) ?? null;
}

/** The step after (or before) one; stays at the ends. */
export function neighbourStep(step: VerdictStep, by: 1 | -1): VerdictStep {
  return verdictSteps[verdictSteps.indexOf(step) + by] ?? step;
}

/** Chooses a branch and takes back what the new branch does not allow; nothing is chosen in its stead. */
export function withBranch(draft: JudgementDraft, branch: PolicyBranch): JudgementDraft {
  const { decision, severity } = draft;
  const isAllowed =
    severity !== null && severity >= branch.severity.min && severity <= branch.severity.max;
  const reasons = new Set(branch.reasons.map((reason) => reason.reasonId));
  return {
    ...draft,
    branchId: branch.branchId,
    decision: decision !== null && branch.decisions.includes(decision) ? decision : null,
    severity: isAllowed ? severity : null,
    reasonIds: draft.reasonIds.filter((id) => reasons.has(id)),
  };
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

type Chosen = { readonly draft: JudgementDraft; readonly step: VerdictStep };

/**
 * What number key `n` (1 to 10; 10 is the key `0`) does at a step: the choice, and the step that is
 * active afterwards. Null where the key chooses nothing. Severity goes by its own number.
 */
export function chooseByNumber(
  draft: JudgementDraft,
  policy: Policy,
  step: VerdictStep,
  n: number,
): Chosen | null {
  const branch = branchOf(policy, draft.branchId);
  if (step === 'branch') {
    const chosen = policy.branches[n - 1];
    return chosen ? advanced(withBranch(draft, chosen), step) : null;
  }
  if (step === 'confidence') {
    const confidence = confidences[n - 1];
    return confidence ? advanced({ ...draft, confidence }, step) : null;
  }
  if (!branch) return null;
  if (step === 'decision') {
    const decision = branch.decisions[n - 1];
    return decision ? advanced({ ...draft, decision }, step) : null;
  }
  if (step === 'severity') {
    const severity = n % 10;
    return severitiesOf(branch).includes(severity) ? advanced({ ...draft, severity }, step) : null;
  }
  const reason = branch.reasons[n - 1];
  return reason ? { draft: withReasonToggled(draft, reason.reasonId), step } : null;
}

/** After a choice the next step in order becomes active. */
export function advanced(draft: JudgementDraft, step: VerdictStep): Chosen {
  return { draft, step: neighbourStep(step, 1) };
}
