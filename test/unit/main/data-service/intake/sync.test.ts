import { expect, test } from 'vitest';
import { claimShortfall } from '../../../../../main/data-service/intake/claim-cases.ts';
import { dueForRenewal } from '../../../../../main/data-service/intake/renew-claims.ts';
import { syncOnce } from '../../../../../main/data-service/intake/sync-once.ts';
import { intakeBench } from '../../../../helpers/intake-bench.ts';
import { madeClaim, madePolicy } from '../../../../helpers/case-fixtures.ts';
import { isInVain, quotaUsedUpUntilMs } from '../../../../../main/data-service/intake/quota.ts';

const plan = () => ({ target: 3, maxBytes: 1e9, decidedToday: 0 });
const broken = { mediaState: 'broken' as const };
const claims = (n: number) =>
  Array.from({ length: n }, (_, at) => madeClaim(`c${at}`, [], {}, broken));

test('a desk claims up to its target and stores the policy of its cases', async () => {
  const { backend, context, tables } = intakeBench();
  backend.waiting = claims(5);
  expect((await syncOnce(context, plan)).ok).toBe(true);
  expect(tables.cases.counts().open).toBe(3);
  expect(tables.policies.read('policy-1')?.title).toBe('Policy');
  await syncOnce(context, plan);
  expect(backend.waiting.length).toBe(2);
});

test('a claim whose answer is lost is asked for again under the same key: no lease leaks', async () => {
  const { backend, context, tables, world } = intakeBench();
  backend.waiting = claims(5);
  let lost = 0;
  const carry = backend.fetch;
  const losing: typeof fetch = async (input, init) => {
    const reply = await carry(input, init);
    if (backend.requests.at(-1)?.path === '/v1/leases' && lost++ === 0)
      throw new TypeError('fetch failed');
    return reply;
  };
  Object.assign(world, { fetch: losing });
  expect(await syncOnce(context, plan)).toMatchObject({ ok: false, fault: { kind: 'offline' } });
  expect(tables.settings.read('pendingClaim')?.max).toBe(3);
  world.turn(60_000);
  expect((await syncOnce(context, plan)).ok).toBe(true);
  expect(backend.claimAnswers.size).toBe(1);
  expect(tables.cases.counts().open).toBe(3);
  expect(tables.settings.read('pendingClaim')).toBeNull();
});

test('unknown kinds of change are skipped and counted, and the cursor goes on', async () => {
  const { backend, context, tables } = intakeBench();
  await syncOnce(context, plan);
  backend.changes.push(
    { kind: 'moon-landing', caseId: null, detail: {} },
    { kind: 'tide', caseId: 'case-x', detail: { n: 1 } },
  );
  await syncOnce(context, plan);
  expect(tables.settings.read('skippedChanges')).toBe(2);
  expect(tables.settings.read('cursor')).toBe('2');
});

test('a cursor that the backend no longer knows leads to a snapshot', async () => {
  const { backend, context, tables } = intakeBench();
  backend.waiting = claims(1);
  await syncOnce(context, plan);
  backend.changes.push({ kind: 'tide', caseId: null, detail: {} });
  backend.cursorsGoneBelow = 1;
  expect((await syncOnce(context, plan)).ok).toBe(true);
  expect(tables.settings.read('cursor')).toBe('1');
  expect(tables.cases.counts().open).toBe(1);
});

test('a backend that takes back every cursor does not send the desk round in circles', async () => {
  const { backend, context } = intakeBench();
  backend.cursorsGoneBelow = 1000;
  expect(await syncOnce(context, plan)).toMatchObject({ ok: false, fault: { kind: 'bad-answer' } });
  expect(backend.requests.filter((request) => request.path === '/v1/snapshot').length).toBe(1);
});

test('a lost lease takes an undecided case away and leaves a saved one', async () => {
  const { backend, context, tables } = intakeBench();
  backend.waiting = claims(2);
  await syncOnce(context, plan);
  tables.cases.change('case-c1', { state: 'saved' });
  backend.changes.push(
    { kind: 'lease-lost', caseId: 'case-c0', detail: { epoch: 1 } },
    { kind: 'decided', caseId: 'case-c1', detail: {} },
  );
  await syncOnce(context, plan);
  expect(tables.cases.read('case-c0')?.row.state).toBe('lost');
  expect(tables.cases.read('case-c1')?.row.state).toBe('saved');
});

test('a new policy is fetched first and then holds for every case', async () => {
  const { backend, context, tables } = intakeBench();
  backend.waiting = claims(2);
  await syncOnce(context, plan);
  backend.policies.set('policy-2', { ...madePolicy, version: 'policy-2', title: 'Newer' });
  backend.changes.push({ kind: 'policy', caseId: null, detail: { version: 'policy-2' } });
  await syncOnce(context, plan);
  expect(tables.cases.read('case-c0')?.policyVersion).toBe('policy-2');
  expect(tables.policies.read('policy-2')?.title).toBe('Newer');
});

test('a prompt of 10,000 characters, right to left and with emoji, comes through unchanged', async () => {
  const { backend, context, tables } = intakeBench();
  const prompt = 'שלום עולם 👩‍👩‍👧‍👦🏳️‍🌈 مرحبا \u202Eabc\u202C '.repeat(400).slice(0, 10_000);
  backend.waiting = [madeClaim('long', [], {}, { ...broken, prompt, title: 'عنوان 🎬' })];
  await syncOnce(context, plan);
  expect(tables.cases.readGeneration('case-long')?.prompt).toBe(prompt);
  const filter = { text: 'عنوان', states: [], reasons: [] };
  expect(tables.queue.list(filter, { by: 'due', direction: 'asc' }, 0, 10).total).toBe(1);
});

test('the filter finds a title as it is seen: whatever its case, marks, width or hidden signs', async () => {
  const { backend, context, tables } = intakeBench();
  const title = 'STRA\u200bSSE am Cafe\u0301 ＴＯＫＹＯ مَرْحَبًا';
  backend.waiting = [madeClaim('seen', [], {}, { ...broken, title })];
  await syncOnce(context, plan);
  const found = (text: string) =>
    tables.queue.list({ text, states: [], reasons: [] }, { by: 'due', direction: 'asc' }, 0, 10)
      .total;
  for (const text of ['straße', 'strasse', 'CAFÉ', 'cafe', 'tokyo', 'مرحبا', 'st\u00adrasse'])
    expect([text, found(text)]).toEqual([text, 1]);
  expect(found('strassen')).toBe(0);
});

test.each([
  [
    'HTML',
    () =>
      new Response('<html>Log in</html>', {
        status: 200,
        headers: { 'content-type': 'text/html' },
      }),
    'bad-answer',
  ],
  ['HTML with a 404', () => new Response('<html>Not here</html>', { status: 404 }), 'bad-answer'],
  ['half a JSON', () => new Response('{"nowMs": 12', { status: 200 }), 'bad-answer'],
  [
    'wrong types',
    () =>
      new Response('{"nowMs":"soon","cursor":4,"claims":{},"policyVersion":[]}', { status: 200 }),
    'bad-answer',
  ],
  ['a server error', () => new Response('oops', { status: 500 }), 'server-error'],
  ['a demand for a newer desk', () => new Response('{}', { status: 426 }), 'upgrade-required'],
  ['a revoked device', () => new Response('{}', { status: 401 }), 'unauthorized'],
])(
  'a backend that answers %s: a clear sentence, nothing lost, and it mends by itself',
  async (_, reply, kind) => {
    const { backend, context, tables, world } = intakeBench();
    backend.waiting = claims(2);
    backend.interfere = () => reply();
    const outcome = await syncOnce(context, plan);
    expect(outcome).toMatchObject({ ok: false, fault: { kind } });
    expect(outcome.ok ? '' : outcome.fault.message).toMatch(/^[A-Z].*\.$|\?$/s);
    backend.interfere = () => null;
    world.turn(900_000);
    expect((await syncOnce(context, plan)).ok).toBe(true);
    expect(tables.cases.counts().open).toBe(2);
  },
);

test('the day is never claimed past its quota', () => {
  const decidedToday = 95;
  expect(claimShortfall(0, 100, { target: 40, maxBytes: 1, decidedToday })).toBe(5);
  expect(claimShortfall(40, 100, { target: 40, maxBytes: 1, decidedToday: 0 })).toBe(0);
  expect(claimShortfall(2, 90, { target: 40, maxBytes: 1, decidedToday })).toBe(0);
});

test('a quota that is used up is said once with its end, and not asked about in vain', async () => {
  const { backend, context, tables, announced } = intakeBench();
  const renewsAtMs = Date.now() + 7_200_000;
  const asked = () => backend.requests.filter(({ path }) => path === '/v1/leases').length;
  backend.waiting = claims(5);
  backend.quota = () => ({ left: 0, renewsAtMs });
  const wide = () => ({ ...plan(), target: 9 });
  backend.waiting.length = 2;
  await syncOnce(context, wide);
  expect(asked()).toBe(1);
  expect(announced).toContain('deskChanged');
  expect(quotaUsedUpUntilMs(tables, context.clock.nowMs())).toBe(renewsAtMs);
  for (let round = 0; round < 20; round++) await syncOnce(context, wide);
  expect(asked()).toBe(1);
  // A case that was held from the day before and is decided may make room: one question, not one each round.
  tables.cases.change('case-c0', { state: 'saved' });
  for (let round = 0; round < 20; round++) await syncOnce(context, wide);
  expect(asked()).toBe(2);
  // An operator may raise the quota meanwhile.
  expect(isInVain(tables, Date.now() + 3_590_000)).toBe(true);
  expect(isInVain(tables, Date.now() + 3_600_000)).toBe(false);
  expect(quotaUsedUpUntilMs(tables, renewsAtMs - 1)).toBe(renewsAtMs);
  expect(quotaUsedUpUntilMs(tables, renewsAtMs)).toBeNull();
});

test('the backend counts the quota itself: what was decided of yesterday’s cases takes none of today’s', async () => {
  const { backend, context, tables } = intakeBench();
  backend.waiting = claims(4);
  backend.quota = () => ({ left: 50, renewsAtMs: Date.now() + 3_600_000 });
  const busy = () => ({ target: 2, maxBytes: 1e9, decidedToday: 98 });
  await syncOnce(context, busy);
  expect(tables.cases.counts().open).toBe(2);
  tables.cases.change('case-c0', { state: 'saved' });
  await syncOnce(context, () => ({ ...busy(), decidedToday: 100 }));
  expect(tables.cases.counts().open).toBe(2);
});

test('leases are renewed from the middle of their life on', () => {
  const lease = { caseId: 'a', epoch: 1, claimedAtMs: 1000, expiresAtMs: 3000 };
  expect(dueForRenewal([lease], 1999)).toEqual([]);
  expect(dueForRenewal([lease], 2000)).toEqual([lease]);
});

test('a claim that is refused keeps neither the feed nor the policies back', async () => {
  const { backend, context, tables } = intakeBench();
  const refusal = {
    type: 'urn:second-look:bad-request',
    title: 'This queue is closed.',
    status: 400,
  };
  const headers = { 'content-type': 'application/problem+json' };
  backend.live = claims(1);
  backend.interfere = ({ path }) =>
    path === '/v1/leases' ? new Response(JSON.stringify(refusal), { status: 400, headers }) : null;
  expect(await syncOnce(context, plan)).toMatchObject({
    ok: false,
    fault: { kind: 'refused', message: 'This queue is closed.' },
  });
  expect(tables.cases.counts().open).toBe(1);
  expect(tables.policies.missing()).toEqual([]);
});
