import { expect, test } from 'vitest';
import { keepLookedAt } from '../../../../../main/data-service/evidence/looked-at.ts';
import { syncOnce } from '../../../../../main/data-service/intake/sync-once.ts';
import { err, ok, type Result } from '../../../../../shared/lifetime/result.ts';
import { noise } from '../../../../helpers/desk.ts';
import { intakeBench } from '../../../../helpers/intake-bench.ts';
import { madeClaim, madeFile } from '../../../../helpers/case-fixtures.ts';

const plan = () => ({ target: 10, maxBytes: 1e9, decidedToday: 0 });
const later = err('server-error', 'The inspector is busy. It is tried again.', 'later');

/** Two clips, the first of which is looked into with the answers given, one after the other; then all is well. */
async function twoClips(...answers: readonly Result<null>[]) {
  const looked: string[] = [];
  const left = [...answers];
  const bench = intakeBench(async ({ sha256 }) => {
    looked.push(sha256);
    return sha256 === first.sha256 ? (left.shift() ?? ok(null)) : ok(null);
  });
  const contents = [noise(1000), noise(2000)] as const;
  const [first, second] = [madeFile(contents[0]), madeFile(contents[1])];
  bench.backend.media.set(first.sha256, contents[0]);
  bench.backend.media.set(second.sha256, contents[1]);
  bench.backend.waiting = [madeClaim('a', [first]), madeClaim('b', [second])];
  await syncOnce(bench.context, plan);
  const state = (id: string) => bench.tables.cases.read(`case-${id}`)?.row.state;
  const wanted = () => bench.tables.media.nextWanted(bench.context.clock.nowMs(), 9, []);
  return { ...bench, first, second, looked, state, wanted };
}

test('a clip that can be looked into only later waits alone: the other is ready, and nothing is asked in vain', async () => {
  const bench = await twoClips(later, later);
  await bench.prefetch.run();
  expect(bench.state('b')).toBe('ready');
  expect(bench.state('a')).not.toBe('ready');
  expect(bench.tables.media.read(bench.first.sha256)).toMatchObject({
    isVerified: false,
    attempts: 1,
    fault: { kind: 'server-error', retry: 'later' },
  });
  expect(bench.wanted()).toEqual([]);
  for (let round = 0; round < 20; round++) await bench.prefetch.run();
  expect(bench.looked.filter((sha256) => sha256 === bench.first.sha256)).toHaveLength(1);
});

test('it is tried again after its wait, longer each time, and is ready once it could be looked into', async () => {
  const bench = await twoClips(later, later);
  await bench.prefetch.run();
  bench.world.turn(2_001);
  expect(bench.wanted()).toEqual([bench.first.sha256]);
  await bench.prefetch.run();
  expect(bench.tables.media.read(bench.first.sha256)?.attempts).toBe(2);
  bench.world.turn(900_000);
  const ranges = () => bench.backend.requests.filter(({ headers }) => headers.has('range')).length;
  const before = ranges();
  await bench.prefetch.run();
  expect(bench.state('a')).toBe('ready');
  expect(bench.looked.filter((sha256) => sha256 === bench.first.sha256)).toHaveLength(3);
  // What lies here already is not fetched for each try.
  expect(ranges()).toBe(before);
});

test('what is being fetched, and what waits, is not named as wanted again', async () => {
  const bench = await twoClips();
  expect(new Set(bench.wanted())).toEqual(new Set([bench.first.sha256, bench.second.sha256]));
  const now = bench.context.clock.nowMs();
  expect(bench.tables.media.nextWanted(now, 9, [bench.first.sha256])).toEqual([
    bench.second.sha256,
  ]);
  expect(bench.tables.media.nextWanted(now, 1, [])).toHaveLength(1);
  bench.tables.media.saveFault(bench.second.sha256, later.fault, now + 60_000);
  expect(bench.wanted()).toEqual([bench.first.sha256]);
  bench.world.turn(60_001);
  expect(new Set(bench.wanted())).toEqual(new Set([bench.first.sha256, bench.second.sha256]));
});

test('a file that stopped its reader, or twice the whole desk, is skipped from then on; a look that ended is no mark', async () => {
  const bench = await twoClips();
  const { sha256 } = bench.first;
  const lookedAt = keepLookedAt(bench.tables.measurements);
  await bench.prefetch.run();
  lookedAt.begin(sha256);
  lookedAt.end(sha256);
  lookedAt.begin(sha256);
  expect(lookedAt.isStopper(sha256)).toBe(false);
  // As after a start of the desk: the look was begun and never ended.
  const again = keepLookedAt(bench.tables.measurements);
  again.begin(sha256);
  expect(again.isStopper(sha256)).toBe(true);
  again.end(sha256);
  expect(again.isStopper(sha256)).toBe(false);
  again.stoppedIt(sha256);
  again.begin(sha256);
  expect(keepLookedAt(bench.tables.measurements).isStopper(sha256)).toBe(true);
  expect(again.isStopper(bench.second.sha256)).toBe(false);
});
