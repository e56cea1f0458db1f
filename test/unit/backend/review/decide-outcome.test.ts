import { expect, test } from 'vitest';
import { decideOutcome, type Situation } from '../../../../backend/review/decide-outcome.ts';

const verdict = {
  verdictId: 'new',
  deviceId: 'A',
  decision: 'approve',
  severity: 0,
  supersedesVerdictId: null,
  policyVersion: 'p2',
} as const;
const others = {
  verdictId: 'old',
  deviceId: 'B',
  decision: 'approve',
  severity: 0,
  supersedesVerdictId: null,
} as const;
const base: Situation = {
  nowMs: 1000,
  verdict,
  caseStatus: 'open',
  ownLease: { expiresAtMs: 2000, endedAtMs: null },
  holderDeviceId: 'A',
  effective: null,
  isRevoked: false,
  policyInForce: { version: 'p2', compatibleWith: [] },
};
const ownOld = { ...others, deviceId: 'A' };
const decided = { caseStatus: 'decided', holderDeviceId: null } as const;
const changedMind = { ...verdict, supersedesVerdictId: 'old' };

const rows: readonly [string, Partial<Situation>, Partial<ReturnType<typeof decideOutcome>>][] = [
  ['lease current', {}, { outcome: 'effective', late: false }],
  [
    'lease ends this very millisecond',
    { nowMs: 2000, holderDeviceId: null },
    { outcome: 'effective', late: true },
  ],
  [
    'lease over, case free',
    { nowMs: 9000, holderDeviceId: null },
    { outcome: 'effective', late: true },
  ],
  [
    'lease given back, case free',
    { ownLease: { expiresAtMs: 2000, endedAtMs: 500 }, holderDeviceId: null },
    { outcome: 'effective', late: true },
  ],
  ['the desk was taken off', { isRevoked: true }, { outcome: 'deferred', late: false }],
  [
    'the desk was taken off, and it would change its mind',
    { isRevoked: true, verdict: changedMind, effective: ownOld, ...decided },
    { outcome: 'deferred', replacesVerdictId: null, adjudicate: false, hold: false },
  ],
  [
    'the desk was taken off, another verdict counts and is milder',
    {
      isRevoked: true,
      verdict: { ...verdict, decision: 'remove', severity: 4 },
      effective: others,
      ...decided,
    },
    { outcome: 'deferred', adjudicate: false, hold: false },
  ],
  ['held by another', { holderDeviceId: 'B' }, { outcome: 'deferred' }],
  [
    'held by another and policy changed: deferred first',
    { holderDeviceId: 'B', policyInForce: { version: 'p3', compatibleWith: [] } },
    { outcome: 'deferred' },
  ],
  [
    'policy changed',
    { policyInForce: { version: 'p3', compatibleWith: ['p1'] } },
    { outcome: 'needs-reconfirm' },
  ],
  [
    'policy changed, compatible',
    { policyInForce: { version: 'p3', compatibleWith: ['p2'] } },
    { outcome: 'effective' },
  ],
  ['withdrawn', { caseStatus: 'withdrawn', effective: others }, { outcome: 'withdrawn' }],
  [
    'another agrees',
    { ...decided, effective: others },
    { outcome: 'superseded', adjudicate: false },
  ],
  [
    'another differs, as severe',
    { ...decided, effective: { ...others, decision: 'restrict' } },
    { outcome: 'superseded', adjudicate: true, hold: false },
  ],
  [
    'another differs, this one more severe',
    { ...decided, effective: others, verdict: { ...verdict, decision: 'remove', severity: 4 } },
    { outcome: 'superseded', adjudicate: true, hold: true },
  ],
  [
    'own change of mind',
    { ...decided, effective: ownOld, verdict: changedMind },
    { outcome: 'effective', late: false, replacesVerdictId: 'old' },
  ],
  [
    'own change of mind under an old policy',
    {
      ...decided,
      effective: ownOld,
      verdict: changedMind,
      isRevoked: false,
      policyInForce: { version: 'p3', compatibleWith: [] },
    },
    { outcome: 'needs-reconfirm', replacesVerdictId: null },
  ],
  [
    "names another desk's verdict",
    { ...decided, effective: others, verdict: changedMind },
    { outcome: 'superseded', replacesVerdictId: null },
  ],
  [
    'overtaken by the own change of mind',
    { ...decided, effective: { ...ownOld, decision: 'remove', supersedesVerdictId: 'new' } },
    { outcome: 'superseded', adjudicate: false },
  ],
];

test.each(rows)('outcome of a verdict: %s', (_, situation, ruling) => {
  expect(decideOutcome({ ...base, ...situation })).toMatchObject(ruling);
});
