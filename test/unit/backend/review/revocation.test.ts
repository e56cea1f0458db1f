import { expect, test } from 'vitest';
import {
  refusedAfterRevocation,
  revocationGraceMs,
  type RevocationFacts,
} from '../../../../backend/review/revocation.ts';

const revokedAtMs = 1_000_000;
/** A verdict on a case that was lent to the desk when it was taken off, and that came at once. */
const kept: RevocationFacts = {
  revokedAtMs,
  nowMs: revokedAtMs + 1,
  ownLease: { claimedAtMs: revokedAtMs - 1, expiresAtMs: revokedAtMs + 1, endedAtMs: null },
  namedReceivedAtMs: null,
  isByOperator: false,
};
const lease = (change: Partial<RevocationFacts['ownLease']>): Partial<RevocationFacts> => ({
  ownLease: { ...kept.ownLease, ...change },
});
const changesTheOld = /can no longer change what it decided before/;
const tooLate = /taken off too long ago/;
const notHeld = /did not hold this case at that moment/;

test.each<[string, Partial<RevocationFacts>]>([
  ['it held the case', {}],
  ['it is no desk that was taken off', { revokedAtMs: null, ...lease({ expiresAtMs: 0 }) }],
  ['its last moment of grace', { nowMs: revokedAtMs + revocationGraceMs }],
  ['it took the case at that very moment', lease({ claimedAtMs: revokedAtMs })],
  ['it gave the case back later', lease({ endedAtMs: revokedAtMs + 1 })],
  ['it changes what it decided after', { namedReceivedAtMs: revokedAtMs }],
  ['an operator submits it, whenever', { isByOperator: true, nowMs: revokedAtMs * 1_000_000 }],
  ['an operator submits it, whoever held it', { isByOperator: true, ...lease({ expiresAtMs: 0 }) }],
])('a verdict of a desk that was taken off is kept: %s', (_, change) => {
  expect(refusedAfterRevocation({ ...kept, ...change })).toBeNull();
});

test.each<[string, Partial<RevocationFacts>, RegExp]>([
  ['it changes what it decided before', { namedReceivedAtMs: revokedAtMs - 1 }, changesTheOld],
  [
    'an operator submits a change of what it decided before',
    { isByOperator: true, namedReceivedAtMs: revokedAtMs - 1 },
    changesTheOld,
  ],
  ['after the grace', { nowMs: revokedAtMs + revocationGraceMs + 1 }, tooLate],
  ['it took the case after', lease({ claimedAtMs: revokedAtMs + 1 }), notHeld],
  ['its lease ended at that moment', lease({ expiresAtMs: revokedAtMs }), notHeld],
  ['it had given the case back', lease({ endedAtMs: revokedAtMs }), notHeld],
])('a verdict of a desk that was taken off is refused: %s', (_, change, sentence) => {
  expect(refusedAfterRevocation({ ...kept, ...change })).toMatch(sentence);
});
