import { branchOf, type JudgementDraft } from '../../shared/domain/judgement-gaps.ts';
import type { Finding, FindingKind } from '../../shared/domain/finding.ts';
import type { HarmCategory } from '../../shared/domain/harm-category.ts';
import type { Policy, PolicyBranch } from '../../shared/domain/policy.ts';
import { withBranch } from './verdict-steps.ts';

type Harm = {
  readonly category: HarmCategory;
  /** The reason that says the same as the kind, where a policy has it. */
  readonly reasonId: string;
};

/** What harm a kind of finding speaks for; null: it speaks for none by itself. */
const harmOfKind: Readonly<Record<FindingKind, Harm | null>> = {
  'speech-not-asked-for': { category: 'fabricated-speech', reasonId: 'speech-not-asked-for' },
  'speech-out-of-sync': { category: 'fabricated-speech', reasonId: 'speech-out-of-sync' },
  'speech-replaced': { category: 'fabricated-speech', reasonId: 'speech-replaced' },
  likeness: { category: 'likeness', reasonId: 'likeness' },
  'deceptive-content': { category: 'deception', reasonId: 'deceptive-content' },
  violence: { category: 'violence', reasonId: 'harm-shown' },
  'extremist-symbol': { category: 'extremism', reasonId: 'symbol' },
  minor: { category: 'minors', reasonId: 'minor' },
  'sexual-content': { category: 'sexual', reasonId: 'sexual-content' },
  'self-harm': { category: 'self-harm', reasonId: 'shown' },
  bias: { category: 'bias', reasonId: 'bias' },
  'cut-or-splice': { category: 'deception', reasonId: 'hidden-edit' },
  'frozen-picture': { category: 'deception', reasonId: 'hidden-edit' },
  watermark: { category: 'deception', reasonId: 'watermark-removed' },
  'physics-break': null,
  other: null,
};

export type FindingOffer = {
  readonly finding: Finding;
  readonly branch: PolicyBranch;
  /** Null where the policy has no reason that says the same as the finding. */
  readonly reasonId: string | null;
};

/** What the newest finding offers while no branch is chosen; null where it offers nothing. Offered is not chosen. */
export function offerOf(draft: JudgementDraft, policy: Policy): FindingOffer | null {
  if (branchOf(policy, draft.branchId)) return null;
  const finding = draft.findings.at(-1);
  const harm = finding && harmOfKind[finding.kind];
  if (!finding || !harm) return null;
  const branch = policy.branches.find(({ category }) => category === harm.category);
  if (!branch) return null;
  const reason = branch.reasons.find(({ reasonId }) => reasonId === harm.reasonId);
  return { finding, branch, reasonId: reason?.reasonId ?? null };
}

/** The draft after the reviewer took an offer by its key. */
export function withOffer(draft: JudgementDraft, offer: FindingOffer): JudgementDraft {
  const chosen = withBranch(draft, offer.branch);
  if (offer.reasonId === null || chosen.reasonIds.includes(offer.reasonId)) return chosen;
  return { ...chosen, reasonIds: [...chosen.reasonIds, offer.reasonId] };
}
