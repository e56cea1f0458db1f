import { z } from 'zod';
import { epochMs } from './ids.ts';
import { carePolicy } from './care.ts';
import { harmCategory } from './harm-category.ts';
import { freeText } from './text.ts';

export const decisions = ['approve', 'restrict', 'remove', 'escalate', 'cannot-tell'] as const;
/** What becomes of the clip. `cannot-tell` is an answer: it goes to a second person. */
export const decision = z.enum(decisions);
export type Decision = z.infer<typeof decision>;

export const exits = ['cannot-tell', 'not-judgeable'] as const;
/**
 * A branch that finds no harm and accuses nobody: the reviewer can't tell, or the clip can't be judged at all (broken,
 * empty, the wrong file). It asks for a reason and nothing else.
 */
export const exit = z.enum(exits);
export type Exit = z.infer<typeof exit>;

/** One branch of the policy's decision tree, with the key that chooses it. */
export const policyBranch = z.object({
  branchId: freeText(100),
  category: harmCategory.nullable(),
  title: freeText(200),
  question: freeText(1000),
  decisions: z.array(decision).min(1),
  /** Severity range 0 (none) to 4 (critical) that this branch allows. */
  severity: z.object({ min: z.number().int().min(0).max(4), max: z.number().int().min(0).max(4) }),
  reasons: z.array(z.object({ reasonId: freeText(100), title: freeText(300) })).max(30),
  /** Missing: the branch is about a harm, or about its absence. */
  exit: exit.optional(),
});
export type PolicyBranch = Readonly<z.infer<typeof policyBranch>>;

/** Policy as versioned, immutable data. */
export const policy = z.object({
  version: freeText(100),
  title: freeText(200),
  effectiveAtMs: epochMs,
  /** Versions whose verdicts hold under this one too. */
  compatibleWith: z.array(freeText(100)),
  branches: z.array(policyBranch).min(1).max(60),
  /** Whether machines' proposals stay hidden until the reviewer's own first lean; missing means yes. */
  proposalsHiddenUntilLean: z.boolean().optional(),
  /** Whether the draft of a case that a reviewer stopped on waits at their desk for its return; missing means yes. */
  keepsStoppedDraft: z.boolean().optional(),
  /** Breaks and limits that are stricter than the floor of every desk; missing: the floor. */
  care: carePolicy.optional(),
});
export type Policy = Readonly<z.infer<typeof policy>>;

/** Whether a reviewer must lean before proposals are shown. */
export function hidesProposals(of: Pick<Policy, 'proposalsHiddenUntilLean'>): boolean {
  return of.proposalsHiddenUntilLean !== false;
}
