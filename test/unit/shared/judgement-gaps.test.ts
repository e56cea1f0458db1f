import { expect, test } from 'vitest';
import {
  completeJudgement,
  emptyDraft,
  judgementGaps,
  type JudgementDraft,
} from '../../../shared/domain/judgement-gaps.ts';
import type { Policy } from '../../../shared/domain/policy.ts';

const policy: Policy = {
  version: '2026-10',
  title: 'Policy',
  effectiveAtMs: 0,
  compatibleWith: [],
  branches: [
    {
      branchId: 'clean',
      category: null,
      title: 'Nothing wrong',
      question: '?',
      decisions: ['approve'],
      severity: { min: 0, max: 0 },
      reasons: [],
    },
    {
      branchId: 'speech',
      category: 'fabricated-speech',
      title: 'Fabricated speech',
      question: '?',
      decisions: ['restrict', 'remove'],
      severity: { min: 1, max: 4 },
      reasons: [{ reasonId: 'not-asked', title: 'Speech nobody asked for' }],
    },
  ],
};
const clean: JudgementDraft = {
  ...emptyDraft,
  branchId: 'clean',
  decision: 'approve',
  severity: 0,
  confidence: 'sure',
};
const speech: JudgementDraft = {
  ...emptyDraft,
  branchId: 'speech',
  decision: 'remove',
  severity: 3,
  confidence: 'sure',
  reasonIds: ['not-asked'],
};

test('nothing is decided by default', () => {
  expect(judgementGaps(emptyDraft, policy)).toEqual([
    'branch-missing',
    'decision-missing',
    'severity-missing',
    'confidence-missing',
  ]);
  expect(completeJudgement(emptyDraft, policy)).toBeNull();
});

test.each([
  [
    "a decision that the branch doesn't offer",
    { ...clean, decision: 'remove' },
    'decision-not-in-branch',
  ],
  ["a severity below the branch's range", { ...speech, severity: 0 }, 'severity-out-of-range'],
  ['a branch that needs a reason', { ...speech, reasonIds: [] }, 'reason-missing'],
  ['a reason from elsewhere', { ...speech, reasonIds: ['made-up'] }, 'reason-unknown'],
  ['a branch of another policy', { ...speech, branchId: 'old' }, 'branch-unknown'],
] as const)('%s is a gap', (_name, draft, gap) => {
  expect(judgementGaps(draft, policy)).toEqual([gap]);
});

test('a draft without gaps becomes a judgement', () => {
  expect(completeJudgement(speech, policy)).toEqual(speech);
  expect(completeJudgement(clean, policy)).toEqual(clean);
});
