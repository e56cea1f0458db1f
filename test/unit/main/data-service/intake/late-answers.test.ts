import { expect, test } from 'vitest';
import { applyClaims } from '../../../../../main/data-service/intake/apply-claims.ts';
import { longestStayMs } from '../../../../../main/data-service/intake/lease-times.ts';
import { renewClaims } from '../../../../../main/data-service/intake/renew-claims.ts';
import { syncOnce } from '../../../../../main/data-service/intake/sync-once.ts';
import { intakeBench } from '../../../../helpers/intake-bench.ts';
import { madeClaim } from '../../../../helpers/case-fixtures.ts';

/** Typed as what it stands for. */
const containing = (part: string): string => expect.stringContaining(part) as string;

const broken = { mediaState: 'broken' as const };
const hour = 3_600_000;
const plan = () => ({ target: 3, maxBytes: 1e9, decidedToday: 0 });
const json = (body: unknown) =>
  new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json' } });

test('a claim whose answer comes after that of a journey does not put the older lease over the newer', () => {
  const { tables } = intakeBench();
  const nowMs = Date.now();
  const live = madeClaim('a', [], { epoch: 1, expiresAtMs: nowMs + hour }, broken);
  const packed = madeClaim(
    'a',
    [],
    { epoch: 2, kind: 'travel', expiresAtMs: nowMs + 100 * hour },
    broken,
  );
  applyClaims(tables, [packed], nowMs);
  applyClaims(tables, [live], nowMs);
  expect(tables.cases.read('case-a')).toMatchObject({
    epoch: 2,
    expiresAtMs: nowMs + 100 * hour,
  });
});

test('a case that is judged while its renewal is refused keeps its verdict in view', async () => {
  const { backend, context, tables } = intakeBench();
  const nowMs = Date.now();
  const old = { claimedAtMs: nowMs - hour, expiresAtMs: nowMs + 1000 };
  applyClaims(tables, [madeClaim('a', [], old, broken), madeClaim('b', [], old, broken)], nowMs);
  backend.interfere = ({ path }) => {
    if (path !== '/v1/leases/renew') return null;
    // The reviewer saves just now; the backend meanwhile finds both leases gone, and names a case nobody asked about.
    tables.cases.change('case-a', { state: 'saved' });
    tables.cases.take(madeClaim('c', [], {}, broken), 'blocked', null);
    const lost = (caseId: string) => ({ caseId, status: 'stale-claim', expiresAtMs: null });
    return json({ nowMs, items: ['case-a', 'case-b', 'case-c'].map(lost) });
  };
  expect((await renewClaims(context)).ok).toBe(true);
  const states = ['case-a', 'case-b', 'case-c'].map((id) => tables.cases.read(id)?.row.state);
  expect(states).toEqual(['saved', 'lost', 'blocked']);
});

test('what is leased while a snapshot is under way is not taken for lost', async () => {
  const { backend, context, tables } = intakeBench();
  backend.interfere = ({ path }) => {
    if (path !== '/v1/snapshot') return null;
    applyClaims(tables, [madeClaim('packed', [], { kind: 'travel' }, broken)], Date.now());
    return null;
  };
  expect((await syncOnce(context, plan)).ok).toBe(true);
  expect(tables.cases.read('case-packed')?.row.state).toBe('blocked');
});

test('cases whose time is over already are not taken but given back, and the desk says so', async () => {
  const { backend, context, tables } = intakeBench();
  const over = { wipeAtMs: Date.now() - 1000 };
  backend.waiting = [madeClaim('old', [], over, broken), madeClaim('good', [], {}, broken)];
  expect(await syncOnce(context, plan)).toMatchObject({
    ok: false,
    fault: { kind: 'refused', message: containing('Its lease times are wrong') },
  });
  expect(tables.cases.read('case-old')).toBeNull();
  expect(tables.cases.read('case-good')?.row.state).toBe('blocked');
  expect(backend.released).toEqual(['case-old']);
  expect(tables.settings.read('pendingClaim')).toBeNull();
});

test('leases that ended while their answer was lost are passed over in silence', async () => {
  const { backend, context, tables, world } = intakeBench();
  backend.waiting = [madeClaim('old', [], { wipeAtMs: Date.now() + 1000 }, broken)];
  const cut = Object.assign(world, {
    fetch: (async (input, init) => {
      const reply = await backend.fetch(input, init);
      if (backend.requests.at(-1)?.path === '/v1/leases') throw new TypeError('fetch failed');
      return reply;
    }) satisfies typeof fetch,
  });
  expect((await syncOnce(context, plan)).ok).toBe(false);
  for (const [key, claims] of backend.claimAnswers)
    backend.claimAnswers.set(
      key,
      claims.map((claim) => ({ ...claim, wipeAtMs: Date.now() - 1000 })),
    );
  Object.assign(cut, { fetch: backend.fetch });
  world.turn(60_000);
  expect((await syncOnce(context, plan)).ok).toBe(true);
  expect(tables.cases.read('case-old')).toBeNull();
  expect(backend.released).toEqual([]);
});

test('no case stays for longer than the desk itself allows, whatever wipe time comes with lease or renewal', async () => {
  const { backend, context, tables } = intakeBench();
  const nowMs = Date.now();
  const never = { wipeAtMs: 8.64e15, claimedAtMs: nowMs - hour, expiresAtMs: nowMs + 1000 };
  backend.waiting = [madeClaim('a', [], never, broken)];
  const most = () => (tables.cases.read('case-a')?.wipeAtMs ?? 0) - Date.now();
  expect((await syncOnce(context, plan)).ok).toBe(true);
  expect(most()).toBeLessThanOrEqual(longestStayMs);
  backend.interfere = ({ path }) => {
    const done = { caseId: 'case-a', status: 'done', expiresAtMs: nowMs + hour, wipeAtMs: 8.64e15 };
    return path === '/v1/leases/renew' ? json({ nowMs, items: [done] }) : null;
  };
  tables.cases.change('case-a', { claimedAtMs: nowMs - hour, expiresAtMs: nowMs + 1000 });
  expect((await renewClaims(context)).ok).toBe(true);
  expect(tables.cases.read('case-a')?.expiresAtMs).toBe(nowMs + hour);
  expect(most()).toBeLessThanOrEqual(longestStayMs);
});

test.each([0, 8.64e15])(
  'a backend that says it is the millisecond %d is not believed, and nothing is wiped',
  async (nowMs) => {
    const { backend, context, tables } = intakeBench();
    backend.waiting = [madeClaim('a', [], {}, broken)];
    await syncOnce(context, plan);
    backend.interfere = async ({ path }) =>
      path === '/v1/changes' ? json({ nowMs, changes: [], nextCursor: '0', more: false }) : null;
    expect(await syncOnce(context, plan)).toMatchObject({
      ok: false,
      fault: { kind: 'bad-answer', message: containing('wrong by many years') },
    });
    expect(Math.abs(context.clock.nowMs() - Date.now())).toBeLessThan(60_000);
    expect(tables.cases.read('case-a')?.row.state).toBe('blocked');
  },
);

test.each(['..', '../../desk', '.', 'a/b', '%2e%2e'])(
  'ids and versions that look like a path (%s) reach no other path of the backend and take nothing down',
  async (name) => {
    const { backend, context, tables } = intakeBench();
    backend.waiting = [madeClaim('good', [], {}, broken)];
    expect((await syncOnce(context, plan)).ok).toBe(true);
    backend.isHostile = true;
    backend.waiting = [madeClaim('bad', [], { policyVersion: name }, broken)];
    await syncOnce(context, plan);
    backend.waiting = [madeClaim('worse', [], { caseId: `${name}/x` }, broken)];
    expect(await syncOnce(context, plan)).toMatchObject({
      ok: false,
      fault: { kind: 'bad-answer', message: containing('not its protocol') },
    });
    expect(tables.cases.read('case-good')?.row.state).toBe('blocked');
    const policies = backend.requests.filter(
      ({ path }) => !/^\/v1\/(leases|changes|snapshot)/.test(path),
    );
    expect(policies.every(({ path }) => /^\/v1\/policies\/[^/]+$/.test(path))).toBe(true);
    expect(policies.length).toBeGreaterThan(1);
  },
);
