import { branchOf, judgementGaps } from '../../shared/domain/judgement-gaps.ts';
import type { Policy } from '../../shared/domain/policy.ts';
import type { Verdict } from '../../shared/domain/verdict.ts';

/** What a verdict is checked against; null where the backend knows no such thing. */
export type Facts = {
  readonly callerDeviceId: string;
  readonly generation: {
    readonly generationId: string;
    readonly originalSha256: string | null;
  } | null;
  readonly policy: Policy | null;
  /** The device that holds or held the lease with the verdict's epoch. */
  readonly leaseDeviceId: string | null;
};

/** Why a verdict can't be taken, in one sentence; null when it can. */
export function unreadableBecause(verdict: Verdict, facts: Facts): string | null {
  if (verdict.deviceId !== facts.callerDeviceId)
    return 'The verdict names another device than the one that sent it.';
  if (facts.generation === null) return 'There is no such case here.';
  if (facts.generation.generationId !== verdict.generationId)
    return 'The case belongs to another generation.';
  if (facts.generation.originalSha256 !== verdict.mediaSha256) {
    return "The media hash is not that of the case's original file.";
  }
  if (facts.leaseDeviceId !== verdict.deviceId)
    return 'This device never held a claim with this epoch.';
  if (facts.policy === null) return 'There is no such policy version here.';
  const [gap] = judgementGaps(verdict, facts.policy);
  if (gap !== undefined) return `The judgement does not fit its policy: ${gap}.`;
  const category = branchOf(facts.policy, verdict.branchId)?.category ?? null;
  return category === verdict.category ? null : "The category is not that of the policy's branch.";
}
