import { branchOf, judgementGaps, type JudgementGap } from '../../shared/domain/judgement-gaps.ts';
import type { Policy, PolicyBranch } from '../../shared/domain/policy.ts';
import type { Verdict } from '../../shared/domain/verdict.ts';

export const branchAspects = [
  'title',
  'category',
  'question',
  'decisions',
  'severity',
  'reasons',
] as const;
export type BranchAspect = (typeof branchAspects)[number];

/** How two versions of a policy differ for one verdict. */
export type PolicyDifference = {
  readonly before: PolicyBranch | undefined;
  /** Undefined where the new policy has no such branch any more. */
  readonly after: PolicyBranch | undefined;
  readonly aspects: readonly BranchAspect[];
  /** Why the judgement can't be confirmed as it is; empty when it can. */
  readonly gaps: readonly JudgementGap[];
};

/** Pure: the branch that the verdict chose, then and now, with only those aspects that differ. */
export function policyDifference(
  verdict: Verdict,
  before: Policy,
  after: Policy,
): PolicyDifference {
  const [old, now] = [branchOf(before, verdict.branchId), branchOf(after, verdict.branchId)];
  const aspects =
    old && now
      ? branchAspects.filter(
          (aspect) => JSON.stringify(old[aspect]) !== JSON.stringify(now[aspect]),
        )
      : [];
  return { before: old, after: now, aspects, gaps: judgementGaps(verdict, after) };
}
