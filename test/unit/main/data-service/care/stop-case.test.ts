import { expect, test } from 'vitest';
import {
  draftWaitsMs,
  handBack,
  stopCase,
  tidyStopped,
} from '../../../../../main/data-service/care/stop-case.ts';
import { applyClaims } from '../../../../../main/data-service/intake/apply-claims.ts';
import { syncOnce } from '../../../../../main/data-service/intake/sync-once.ts';
import { recordVerdict } from '../../../../../main/data-service/outbox/record-verdict.ts';
import { emptyDraft } from '../../../../../shared/domain/judgement-gaps.ts';
import { expectValue } from '../../../../../shared/lifetime/result.ts';
import { approval, conduct, madeClaim, madePolicy } from '../../../../helpers/case-fixtures.ts';
import { intakeBench, type IntakeBench } from '../../../../helpers/intake-bench.ts';
import { newId } from '../../../../helpers/model-backend.ts';

const draft = { ...emptyDraft, note: 'half a thought', reasonIds: [], findings: [] };
const plan = () => ({ target: 10, maxBytes: 1e12, decidedToday: 0 });

function withCases(...ids: readonly string[]): IntakeBench {
  const bench = intakeBench();
  bench.tables.policies.save(madePolicy);
  const claims = ids.map((id) => madeClaim(id, []));
  bench.backend.live.push(...claims);
  applyClaims(bench.tables, claims, bench.world.nowMs());
  return bench;
}
const stop = ({ tables, world }: IntakeBench, caseId: string) =>
  stopCase(tables, caseId, world.nowMs());

test('a stopped case is off the desk at once, and its lease goes back with the next contact', async () => {
  const bench = withCases('a', 'b');
  expect(stop(bench, 'case-a')).toBe(true);
  expect(bench.tables.cases.read('case-a')).toBeNull();
  expect(bench.tables.cases.counts().total).toBe(1);
  expectValue(await handBack(bench.context));
  expect(bench.backend.released).toEqual(['case-a']);
  expect(bench.tables.settings.read('handBack')).toEqual([]);
  expectValue(await handBack(bench.context));
  expect(bench.backend.released).toEqual(['case-a']);
});

test('stopped without a network, it goes back once there is one, and never twice', async () => {
  const bench = withCases('a');
  stop(bench, 'case-a');
  bench.backend.interfere = () => Promise.reject(new TypeError('no network'));
  expect((await handBack(bench.context)).ok).toBe(false);
  expect(bench.tables.settings.read('handBack')).toHaveLength(1);
  bench.backend.interfere = () => null;
  bench.world.turn(600_000);
  expectValue(await handBack(bench.context));
  expect(bench.backend.released).toEqual(['case-a']);
});

test('a lease that has run out meanwhile is not asked about for ever', async () => {
  const bench = withCases('a');
  stop(bench, 'case-a');
  bench.world.turn(2 * 3_600_000);
  expectValue(await handBack(bench.context));
  expect(bench.backend.released).toEqual([]);
  expect(bench.tables.settings.read('handBack')).toEqual([]);
});

test('a round gives back before it claims, and an answer that comes late does not bring the case back', async () => {
  const bench = withCases('a');
  stop(bench, 'case-a');
  applyClaims(bench.tables, [madeClaim('a', [])], bench.world.nowMs());
  expect(bench.tables.cases.read('case-a')).toBeNull();
  bench.tables.settings.write('cursor', '0');
  expectValue(await syncOnce(bench.context, plan, () => handBack(bench.context)));
  const paths = bench.backend.requests.map(({ method, path }) => `${method} ${path}`);
  expect(paths.findIndex((path) => path.includes('release'))).toBe(0);
});

test('the draft waits for the case and is there when it comes again, for a week at most', () => {
  const bench = withCases('a', 'b');
  for (const caseId of ['case-a', 'case-b']) bench.tables.drafts.save(caseId, draft);
  stop(bench, 'case-a');
  stop(bench, 'case-b');
  bench.tables.settings.write('handBack', []);
  applyClaims(bench.tables, [madeClaim('a', [], { epoch: 2 })], bench.world.nowMs());
  expect(bench.tables.drafts.read('case-a')?.note).toBe('half a thought');
  tidyStopped(bench.tables, bench.world.nowMs() + draftWaitsMs - 1);
  expect(bench.tables.drafts.read('case-b')).not.toBeNull();
  tidyStopped(bench.tables, bench.world.nowMs() + draftWaitsMs);
  expect(bench.tables.drafts.read('case-b')).toBeNull();
  // The case that came back is being judged again: its draft is nobody's to take.
  expect(bench.tables.drafts.read('case-a')).not.toBeNull();
});

test('where the policy says so, the draft goes with the case', () => {
  const bench = withCases('a');
  bench.tables.policies.save({ ...madePolicy, version: 'policy-2', keepsStoppedDraft: false });
  bench.tables.cases.movePolicy('policy-2');
  bench.tables.drafts.save('case-a', draft);
  stop(bench, 'case-a');
  expect(bench.tables.drafts.read('case-a')).toBeNull();
});

test('a case that holds a verdict stays: there is nothing to give back', async () => {
  const bench = withCases('a');
  const { tables, world } = bench;
  expectValue(
    recordVerdict(
      { tables, nowMs: () => world.nowMs(), makeId: newId, makeRoom: () => false },
      { caseId: 'case-a', judgement: approval, conduct, supersedesVerdictId: null },
    ),
  );
  expect(stop(bench, 'case-a')).toBe(false);
  expect(stop(bench, 'case-nowhere')).toBe(false);
  expect(tables.cases.read('case-a')?.row.state).toBe('saved');
  expectValue(await handBack(bench.context));
  expect(bench.backend.released).toEqual([]);
});
