import { expect, test } from 'vitest';
import { housePolicies } from '../../../../backend/review/house-policies.ts';
import { emptyDraft } from '../../../../shared/domain/judgement-gaps.ts';
import { decisions } from '../../../../shared/domain/policy.ts';
import {
  chooseByNumber,
  firstOpenStep,
  withBranch,
  type Chosen,
} from '../../../../renderer/verdict/verdict-steps.ts';
import { fakePolicy } from '../../../app/ui/page/fake-cases.ts';

const [fine, likeness] = fakePolicy.branches;

/** The draft and step after number keys, from an empty draft. */
function walked(keys: readonly number[]): Chosen {
  return keys.reduce<Chosen>(
    (now, n) => {
      const chosen = chooseByNumber(now.draft, fakePolicy, now.step, n);
      if ('refused' in chosen) throw new Error(`key ${n} chose nothing at ${now.step}`);
      return chosen;
    },
    { draft: emptyDraft, step: 'branch' },
  );
}

test('number keys walk the policy from branch to reason, each choice making the next step active', () => {
  const steps = [[2], [2, 3], [2, 3, 4], [2, 3, 4, 1], [2, 3, 4, 1, 3]].map(
    (keys) => walked(keys).step,
  );
  expect(steps).toEqual(['decision', 'severity', 'confidence', 'reasons', 'reasons']);
  const { draft } = walked([2, 3, 4, 1, 3]);
  expect(draft).toMatchObject({
    branchId: 'likeness',
    decision: 'remove',
    severity: 4,
    confidence: 'sure',
    reasonIds: ['upload'],
  });
  expect(firstOpenStep(draft, fakePolicy)).toBeNull();
});

const everyBranch = [fakePolicy, ...housePolicies].flatMap((policy) =>
  policy.branches.map((branch) => ({
    policy,
    branch,
    name: `${policy.version} ${branch.branchId}`,
  })),
);

test.each(everyBranch)('in $name a decision has its one number or its key says why', (given) => {
  const { policy, branch } = given;
  const draft = { ...emptyDraft, branchId: branch.branchId };
  const answers = decisions.map((decision, at) => {
    const answer = chooseByNumber(draft, policy, 'decision', at + 1);
    return 'refused' in answer ? answer : { decision, draft: answer.draft };
  });
  const expected = decisions.map((decision) =>
    branch.decisions.includes(decision)
      ? { decision, draft: { ...draft, decision } }
      : { refused: 'decision-not-in-branch', decision },
  );
  expect(answers).toEqual(expected);
  expect(chooseByNumber(draft, policy, 'decision', 6)).toEqual({ refused: 'no-such-choice' });
});

test('severity goes by its own number, and the key 0 is severity 0', () => {
  const draft = { ...emptyDraft, branchId: 'fine' };
  expect(chooseByNumber(draft, fakePolicy, 'severity', 10)).toMatchObject({
    draft: { severity: 0 },
  });
  expect(chooseByNumber(draft, fakePolicy, 'severity', 1)).toEqual({
    refused: 'severity-not-in-branch',
    severity: 1,
  });
});

test('a key beyond the choices, or a choice before the branch, says why it chooses nothing', () => {
  expect(chooseByNumber(emptyDraft, fakePolicy, 'branch', 9)).toEqual({
    refused: 'no-such-choice',
  });
  expect(chooseByNumber(emptyDraft, fakePolicy, 'decision', 1)).toEqual({
    refused: 'branch-first',
  });
  const draft = { ...emptyDraft, branchId: 'fine' };
  expect(chooseByNumber(draft, fakePolicy, 'reasons', 1)).toEqual({ refused: 'no-reasons-asked' });
});

test('steps in which a branch leaves one value are filled and passed over, others never', () => {
  expect(walked([1])).toMatchObject({
    step: 'confidence',
    draft: { decision: 'approve', severity: 0, confidence: null },
  });
  expect(walked([2]).draft).toMatchObject({ decision: null, severity: null });
});

test('another branch takes back what it does not allow and fills only what it leaves no choice about', () => {
  if (!fine || !likeness) throw new Error('the policy has two branches');
  const draft = {
    ...withBranch(emptyDraft, likeness),
    decision: 'remove' as const,
    severity: 4,
    reasonIds: ['face'],
  };
  expect(withBranch(draft, fine)).toMatchObject({
    branchId: 'fine',
    decision: 'approve',
    severity: 0,
    reasonIds: [],
  });
  const approval = { ...emptyDraft, decision: 'approve' as const, severity: 0 };
  expect(withBranch(approval, likeness)).toMatchObject({ decision: null, severity: null });
});

test('a way out asks for a reason and nothing else, and what it filled goes when another branch is chosen', () => {
  const policy = housePolicies.at(-1);
  if (!policy) throw new Error('the house has a policy');
  const choose = (now: Chosen, n: number): Chosen => {
    const chosen = chooseByNumber(now.draft, policy, now.step, n);
    if ('refused' in chosen) throw new Error(`key ${n} chose nothing at ${now.step}`);
    return chosen;
  };
  for (const [n, branchId, confidence] of [
    [11, 'cannot-tell', 'unsure'],
    [12, 'not-judgeable', 'sure'],
  ] as const) {
    const left = choose({ draft: emptyDraft, step: 'branch' }, n);
    expect(left).toMatchObject({
      step: 'reasons',
      draft: { branchId, decision: 'cannot-tell', severity: 0, confidence, reasonIds: [] },
    });
    expect(firstOpenStep(left.draft, policy)).toBe('reasons');
    expect(firstOpenStep(choose(left, 1).draft, policy)).toBeNull();
    // Nobody chose to be unsure, or severity 0: the next branch asks again.
    const harm = choose({ draft: left.draft, step: 'branch' }, 3);
    expect(harm).toMatchObject({
      step: 'decision',
      draft: { branchId: 'fabricated-speech', decision: null, severity: null, confidence: null },
    });
  }
});

test('what was chosen by hand stays under another branch that allows it', () => {
  const policy = housePolicies.at(-1);
  const [, , speech, deceiving] = policy?.branches ?? [];
  if (!speech || !deceiving) throw new Error('the policy has four branches');
  const draft = {
    ...withBranch(emptyDraft, speech),
    decision: 'remove' as const,
    severity: 3,
    confidence: 'sure' as const,
  };
  expect(withBranch(draft, deceiving, speech)).toMatchObject({
    decision: 'remove',
    severity: 3,
    confidence: 'sure',
  });
});

test('a reason pressed twice is taken back', () => {
  const draft = { ...emptyDraft, branchId: 'likeness' };
  const once = chooseByNumber(draft, fakePolicy, 'reasons', 1);
  if ('refused' in once) throw new Error('the branch has reasons');
  expect(once.draft.reasonIds).toEqual(['face']);
  expect(chooseByNumber(once.draft, fakePolicy, 'reasons', 1)).toMatchObject({
    draft: { reasonIds: [] },
  });
});
