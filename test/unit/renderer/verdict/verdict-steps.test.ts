import { expect, test } from 'vitest';
import { emptyDraft } from '../../../../shared/domain/judgement-gaps.ts';
import {
  chooseByNumber,
  firstOpenStep,
  withBranch,
} from '../../../../renderer/verdict/verdict-steps.ts';
import { fakePolicy } from '../../../app/ui/page/fake-cases.ts';

const [fine, likeness] = fakePolicy.branches;

test('number keys walk the policy from branch to reason, each choice making the next step active', () => {
  const steps: string[] = [];
  let now = { draft: emptyDraft, step: 'branch' as Parameters<typeof chooseByNumber>[2] };
  for (const n of [2, 2, 4, 1, 3]) {
    const chosen = chooseByNumber(now.draft, fakePolicy, now.step, n);
    if (!chosen) throw new Error(`key ${n} chose nothing at ${now.step}`);
    now = chosen;
    steps.push(now.step);
  }
  expect(steps).toEqual(['decision', 'severity', 'confidence', 'reasons', 'reasons']);
  expect(now.draft).toMatchObject({
    branchId: 'likeness',
    decision: 'remove',
    severity: 4,
    confidence: 'sure',
    reasonIds: ['upload'],
  });
  expect(firstOpenStep(now.draft, fakePolicy)).toBeNull();
});

test('severity goes by its own number, and the key 0 is severity 0', () => {
  const draft = { ...emptyDraft, branchId: 'fine' };
  expect(chooseByNumber(draft, fakePolicy, 'severity', 10)?.draft.severity).toBe(0);
  expect(chooseByNumber(draft, fakePolicy, 'severity', 1)).toBeNull();
});

test('a key beyond the choices, or a choice before the branch, does nothing', () => {
  expect(chooseByNumber(emptyDraft, fakePolicy, 'branch', 9)).toBeNull();
  expect(chooseByNumber(emptyDraft, fakePolicy, 'decision', 1)).toBeNull();
});

test('another branch takes back what it does not allow and chooses nothing in its stead', () => {
  if (!fine || !likeness) throw new Error('the policy has two branches');
  const draft = {
    ...withBranch(emptyDraft, likeness),
    decision: 'remove' as const,
    severity: 4,
    reasonIds: ['face'],
  };
  expect(withBranch(draft, fine)).toMatchObject({
    branchId: 'fine',
    decision: null,
    severity: null,
    reasonIds: [],
  });
});

test('a reason pressed twice is taken back', () => {
  const draft = { ...emptyDraft, branchId: 'likeness' };
  const once = chooseByNumber(draft, fakePolicy, 'reasons', 1);
  expect(once?.draft.reasonIds).toEqual(['face']);
  expect(once && chooseByNumber(once.draft, fakePolicy, 'reasons', 1)?.draft.reasonIds).toEqual([]);
});
