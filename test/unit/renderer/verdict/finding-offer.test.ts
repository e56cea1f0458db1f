import { expect, test } from 'vitest';
import { housePolicies } from '../../../../backend/review/house-policies.ts';
import { findingKinds, type FindingKind } from '../../../../shared/domain/finding.ts';
import { emptyDraft, judgementGaps } from '../../../../shared/domain/judgement-gaps.ts';
import { offerOf, withOffer } from '../../../../renderer/verdict/finding-offer.ts';

const policy = housePolicies.at(-1);
if (!policy) throw new Error('the house has a policy');

const withFinding = (kind: FindingKind) => ({
  ...emptyDraft,
  findings: [
    { findingId: 'f', kind, fromUs: 0, toUs: 1, fromFrame: null, toFrame: null, note: '' },
  ],
});

test('speech that nobody asked for offers its branch and reason, and nothing is chosen before', () => {
  const draft = withFinding('speech-not-asked-for');
  const offer = offerOf(draft, policy);
  expect(offer).toMatchObject({
    branch: { branchId: 'fabricated-speech' },
    reasonId: 'speech-not-asked-for',
  });
  expect(draft).toMatchObject({ branchId: null, reasonIds: [] });
  const taken = offer && withOffer(draft, offer);
  expect(taken && judgementGaps(taken, policy)).toEqual([
    'decision-missing',
    'severity-missing',
    'confidence-missing',
  ]);
});

test.each(findingKinds)(
  'what %s offers is a branch of the policy with a reason of that branch',
  (kind) => {
    const offer = offerOf(withFinding(kind), policy);
    const isNone = kind === 'other' || kind === 'physics-break';
    expect(offer === null).toBe(isNone);
    const reasons = offer?.branch.reasons.map(({ reasonId }) => reasonId) ?? [];
    expect([null, ...reasons]).toContain(offer?.reasonId ?? null);
  },
);

test('a branch that was chosen is not offered another one', () => {
  const draft = { ...withFinding('violence'), branchId: 'nothing-wrong' };
  expect(offerOf(draft, policy)).toBeNull();
});
