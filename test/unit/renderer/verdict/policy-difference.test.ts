import { expect, test } from 'vitest';
import { policyDifference } from '../../../../renderer/verdict/policy-difference.ts';
import type { Policy, PolicyBranch } from '../../../../shared/domain/policy.ts';
import type { Verdict } from '../../../../shared/domain/verdict.ts';
import { conduct, madePolicy, removal } from '../../../helpers/case-fixtures.ts';

const verdict: Verdict = {
  ...removal,
  verdictId: '0190a000-0000-7000-8000-000000000001',
  caseId: 'c',
  generationId: 'g',
  mediaSha256: null,
  epoch: 1,
  policyVersion: madePolicy.version,
  category: 'likeness',
  supersedesVerdictId: null,
  decidedAtMs: 1,
  deviceId: 'd',
  deviceSequence: 1,
  conduct,
};
const likeness = (change: Partial<PolicyBranch>): Policy => ({
  ...madePolicy,
  version: 'policy-2',
  branches: madePolicy.branches.map((branch) =>
    branch.branchId === 'likeness' ? { ...branch, ...change } : branch,
  ),
});

test('only what differs in the chosen branch is shown, and a judgement that still fits can be confirmed', () => {
  const after = likeness({ question: 'Whose face or voice?', severity: { min: 2, max: 4 } });
  const found = policyDifference(verdict, madePolicy, after);
  expect(found.aspects).toEqual(['question', 'severity']);
  expect(found.gaps).toEqual([]);
});

test('a judgement that the new policy does not allow says why it must change', () => {
  const after = likeness({ decisions: ['escalate'] });
  expect(policyDifference(verdict, madePolicy, after).gaps).toEqual(['decision-not-in-branch']);
});

test('a branch that is gone can not be confirmed', () => {
  const after = { ...madePolicy, branches: madePolicy.branches.slice(0, 1) };
  const found = policyDifference(verdict, madePolicy, after);
  expect(found.after).toBeUndefined();
  expect(found.gaps).toContain('branch-unknown');
});
