import { uuidv7 } from 'uuidv7';
import { expect, test } from 'vitest';
import { syncOnce } from '../../../../../main/data-service/intake/sync-once.ts';
import { recordVerdict } from '../../../../../main/data-service/outbox/record-verdict.ts';
import type { VerdictOutcome } from '../../../../../shared/domain/verdict.ts';
import { expectValue } from '../../../../../shared/lifetime/result.ts';
import { intakeBench, type IntakeBench } from '../../../../helpers/intake-bench.ts';
import { approval, conduct, madeClaim } from '../../../../helpers/case-fixtures.ts';

const plan = () => ({ target: 3, maxBytes: 1e9, decidedToday: 0 });

/** A verdict that was answered with `outcome`; the backend's word of today is `now`. */
async function answered(bench: IntakeBench, outcome: VerdictOutcome, now: VerdictOutcome) {
  const { backend, context, tables } = bench;
  backend.waiting = [madeClaim('w', [], {}, { mediaState: 'broken' })];
  await syncOnce(context, plan);
  const made = expectValue(
    recordVerdict(
      { tables, nowMs: Date.now, makeId: uuidv7, makeRoom: () => false },
      { caseId: 'case-w', judgement: approval, conduct, supersedesVerdictId: null },
    ),
  );
  const { verdictId } = made;
  const receipt = {
    verdictId,
    receiptId: 'r',
    outcome,
    late: false,
    receivedAtMs: 1,
    detail: '',
  };
  tables.transaction(() => tables.outbox.settle(verdictId, receipt, 1));
  backend.interfere = ({ path, method }) =>
    method === 'GET' && path === `/v1/verdicts/${verdictId}`
      ? Response.json({ verdict: made, receipt, outcome: now })
      : null;
  return verdictId;
}
const asked = ({ backend }: IntakeBench) =>
  backend.requests.filter(({ path, method }) => method === 'GET' && path.includes('/verdicts/'));

test('a deferred verdict that counts after all is told by the feed alone', async () => {
  const bench = intakeBench();
  const verdictId = await answered(bench, 'deferred', 'effective');
  bench.backend.changes.push({ kind: 'decided', caseId: 'case-w', detail: { verdictId } });
  await syncOnce(bench.context, plan);
  expect(bench.tables.journal.read(verdictId)?.currentOutcome).toBe('effective');
  expect(asked(bench)).toEqual([]);
});

test('a verdict whose case somebody else decided is asked for once, and shows what it is worth now', async () => {
  const bench = intakeBench();
  const verdictId = await answered(bench, 'deferred', 'superseded');
  const detail = { verdictId: uuidv7() };
  bench.backend.changes.push({ kind: 'decided', caseId: 'case-w', detail });
  await syncOnce(bench.context, plan);
  await syncOnce(bench.context, plan);
  expect(bench.tables.journal.read(verdictId)?.currentOutcome).toBe('superseded');
  expect(asked(bench)).toHaveLength(1);
});

test('the question outlives an answer that was lost', async () => {
  const bench = intakeBench();
  const verdictId = await answered(bench, 'deferred', 'needs-reconfirm');
  const { interfere } = bench.backend;
  bench.backend.changes.push({ kind: 'adjudicate', caseId: 'case-w', detail: { verdictId } });
  bench.backend.interfere = (request) =>
    request.path.includes('/verdicts/') ? Promise.reject(new Error('cut')) : null;
  await syncOnce(bench.context, plan);
  expect(bench.tables.journal.read(verdictId)?.currentOutcome).toBeNull();
  bench.backend.interfere = interfere;
  bench.world.turn(60_000);
  await syncOnce(bench.context, plan);
  expect(bench.tables.journal.read(verdictId)?.currentOutcome).toBe('needs-reconfirm');
  expect(bench.tables.journal.countToConfirm()).toBe(1);
});
