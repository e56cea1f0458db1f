import type { Judgement } from './verdict.ts';
import type { Policy, PolicyBranch } from './policy.ts';

/** A judgement on its way: nothing is chosen until the reviewer chooses it. */
export type JudgementDraft = {
  readonly decision: Judgement['decision'] | null;
  readonly branchId: string | null;
  readonly severity: number | null;
  readonly confidence: Judgement['confidence'] | null;
  readonly reasonIds: readonly string[];
  readonly note: string;
  readonly findings: Judgement['findings'];
};

export const emptyDraft: JudgementDraft = {
  decision: null,
  branchId: null,
  severity: null,
  confidence: null,
  reasonIds: [],
  note: '',
  findings: [],
};

/** What still keeps a draft from being a judgement under a policy; empty means it can be saved. */
export type JudgementGap =
  | 'branch-missing'
  | 'branch-unknown'
  | 'decision-missing'
  | 'decision-not-in-branch'
  | 'severity-missing'
  | 'severity-out-of-range'
  | 'confidence-missing'
  | 'reason-missing'
  | 'reason-unknown';

export function branchOf(policy: Policy, branchId: string | null): PolicyBranch | undefined {
  return policy.branches.find((branch) => branch.branchId === branchId);
}

export function judgementGaps(draft: JudgementDraft, policy: Policy): readonly JudgementGap[] {
  const gaps: JudgementGap[] = [];
  const branch = branchOf(policy, draft.branchId);
  if (draft.branchId === null) gaps.push('branch-missing');
  else if (branch === undefined) gaps.push('branch-unknown');
  if (draft.decision === null) gaps.push('decision-missing');
  else if (branch && !branch.decisions.includes(draft.decision))
    gaps.push('decision-not-in-branch');
  if (draft.severity === null) gaps.push('severity-missing');
  else if (branch && (draft.severity < branch.severity.min || draft.severity > branch.severity.max))
    gaps.push('severity-out-of-range');
  if (draft.confidence === null) gaps.push('confidence-missing');
  if (branch) gaps.push(...reasonGaps(draft, branch));
  return gaps;
}

function reasonGaps(draft: JudgementDraft, branch: PolicyBranch): JudgementGap[] {
  if (branch.reasons.length > 0 && draft.reasonIds.length === 0) return ['reason-missing'];
  const known = new Set(branch.reasons.map((reason) => reason.reasonId));
  return draft.reasonIds.every((id) => known.has(id)) ? [] : ['reason-unknown'];
}

/** The draft as a judgement, or null while it has gaps. */
export function completeJudgement(draft: JudgementDraft, policy: Policy): Judgement | null {
  if (judgementGaps(draft, policy).length > 0) return null;
  const { decision, branchId, severity, confidence } = draft;
  if (decision === null || branchId === null || severity === null || confidence === null)
    return null;
  return {
    ...draft,
    decision,
    branchId,
    severity,
    confidence,
    reasonIds: [...draft.reasonIds],
    findings: [...draft.findings],
  };
}
