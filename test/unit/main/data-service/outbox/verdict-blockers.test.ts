import { expect, test } from 'vitest';
import { replyActionOf } from '../../../../../main/data-service/outbox/reply-action.ts';
import {
  verdictBlocker,
  type VerdictCheck,
} from '../../../../../main/data-service/outbox/verdict-blockers.ts';
import type { CaseState } from '../../../../../shared/domain/case.ts';
import type { FaultKind } from '../../../../../shared/lifetime/fault.ts';
import { intakeBench } from '../../../../helpers/intake-bench.ts';
import { approval, madeClaim, madePolicy } from '../../../../helpers/case-fixtures.ts';

const first = { verdictId: '0190a000-0000-7000-8000-000000000001' };

function check(state: CaseState, changes: Partial<VerdictCheck> = {}): FaultKind | null {
  const { tables } = intakeBench();
  tables.cases.take(madeClaim('a', []), state, null);
  const known = tables.cases.read('case-a');
  if (known === null) throw new Error('the case was just taken');
  const gathered = {
    judgement: approval,
    supersedesVerdictId: null,
    known,
    newest: null,
    policy: madePolicy,
  };
  return verdictBlocker({ ...gathered, ...changes })?.kind ?? null;
}

test.each([
  ['a ready case', 'ready', {}, null],
  ['a blocked case, by its record', 'blocked', {}, null],
  ['a clip that is not wholly checked', 'fetching', {}, 'not-ready'],
  ['a case that is somebody else’s', 'lost', {}, 'claim-lost'],
  ['a policy that is not here yet', 'ready', { policy: null }, 'not-ready'],
  ['a second verdict that names no first', 'saved', { newest: first }, 'refused'],
  [
    'a second verdict that names the newest',
    'saved',
    { newest: first, supersedesVerdictId: first.verdictId },
    null,
  ],
  [
    'a change of mind after the case settled',
    'settled',
    { newest: first, supersedesVerdictId: first.verdictId },
    null,
  ],
  [
    'a change of mind about a verdict that is not there',
    'ready',
    { supersedesVerdictId: first.verdictId },
    'refused',
  ],
  [
    'a decision that the branch does not allow',
    'ready',
    { judgement: { ...approval, decision: 'remove' as const } },
    'refused',
  ],
] as const)('%s', (_, state, changes, expected) => {
  expect(check(state, changes)).toBe(expected);
});

const fault = (kind: FaultKind) => ({
  ok: false as const,
  fault: { kind, message: 'x', retry: 'later' as const },
});
test.each([
  ['refused', 422, 0, 'rejected'],
  ['not-found', 404, 0, 'rejected'],
  ['unauthorized', 401, 0, 'desk-refused'],
  ['upgrade-required', 426, 0, 'desk-refused'],
  ['server-error', 503, 99, 'later'],
  ['offline', 0, 99, 'host-down'],
  ['timed-out', 0, 99, 'host-down'],
  ['bad-answer', 404, 99, 'host-down'],
  ['bad-answer', 200, 0, 'later'],
  ['bad-answer', 200, 9, 'rejected'],
] as const)('an answer %s (%d) after %d attempts means %s', (kind, status, attempts, meaning) => {
  const history = { attempts, isOwnTrouble: false };
  expect(replyActionOf('v', fault(kind), status, history).kind).toBe(meaning);
});

test('what looks like a dead line is the trouble of one verdict where all others were answered since', () => {
  const history = { attempts: 0, isOwnTrouble: true };
  for (const kind of ['offline', 'timed-out', 'bad-answer'] as const)
    expect(replyActionOf('v', fault(kind), 0, history).kind).toBe('later');
  expect(replyActionOf('v', fault('cancelled'), 0, history).kind).toBe('host-down');
  expect(replyActionOf('v', fault('unauthorized'), 401, history).kind).toBe('desk-refused');
});
