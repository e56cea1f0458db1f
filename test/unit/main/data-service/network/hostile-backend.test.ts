import { expect, test } from 'vitest';
import { syncOnce } from '../../../../../main/data-service/intake/sync-once.ts';
import { intakeBench } from '../../../../helpers/intake-bench.ts';
import {
  madeClaim,
  madeEnrolment,
  madeFile,
  madePolicy,
} from '../../../../helpers/case-fixtures.ts';

const plan = () => ({ target: 2, maxBytes: 1e9, decidedToday: 0 });
const json = (body: unknown) =>
  new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json' } });
const broken = { mediaState: 'broken' as const };

/** A desk that is under way, before a backend whose feed leads from each place to the next that `next` names. */
async function deskBefore(next: (cursor: string) => string, changes: readonly unknown[] = []) {
  const bench = intakeBench();
  await syncOnce(bench.context, plan);
  const asked: string[] = [];
  bench.backend.interfere = ({ path, query }) => {
    if (path !== '/v1/changes') return null;
    const cursor = query.get('cursor') ?? '';
    asked.push(cursor);
    return json({ nowMs: Date.now(), changes, nextCursor: next(cursor), more: true });
  };
  return { ...bench, asked };
}

test('a feed that leads in a circle is left after one turn, with a sentence, and renewals and claims still run', async () => {
  const { backend, context, tables, asked } = await deskBefore((at) => (at === 'a' ? 'b' : 'a'));
  backend.waiting = [madeClaim('new', [], {}, broken)];
  const done = await syncOnce(context, plan);
  expect(done).toMatchObject({ ok: false, fault: { kind: 'refused', retryAfterMs: 60_000 } });
  expect(done.ok ? '' : done.fault.message).toContain('circle');
  expect(asked.length).toBeLessThan(4);
  expect(tables.cases.read('case-new')).not.toBeNull();
});

test('a feed without end is read twenty pages a round, and renewals and claims still run', async () => {
  const { backend, context, tables, asked } = await deskBefore((at) => `${at}x`);
  backend.waiting = [madeClaim('new', [], {}, broken)];
  expect((await syncOnce(context, plan)).ok).toBe(true);
  expect(asked).toHaveLength(20);
  expect(tables.cases.read('case-new')).not.toBeNull();
  const before = asked.at(-1) ?? '';
  await syncOnce(context, plan);
  expect(asked).toHaveLength(40);
  expect(asked[20]).toBe(`${before}x`);
});

test('five megabytes of news are not taken', async () => {
  const change = {
    cursor: 'c',
    kind: 'tide',
    caseId: null,
    atMs: 1,
    detail: { x: 'x'.repeat(900) },
  };
  const { context } = await deskBefore((at) => `${at}x`, Array(5500).fill(change));
  const done = await syncOnce(context, plan);
  expect(done).toMatchObject({ ok: false, fault: { kind: 'bad-answer' } });
  expect(done.ok ? '' : done.fault.message).toContain('more than was asked for');
});

test.each([
  ['a chunk of more than a mebibyte', { chunkBytes: 1_048_577, sizeBytes: 600_000_000 }],
  ['a file in one chunk of 600 MB', { chunkBytes: 600_000_000, sizeBytes: 600_000_000 }],
  ['a file of a terabyte', { chunkBytes: 262_144, sizeBytes: 1e12 }],
])('a case with %s is not taken, and nothing of it is asked for', async (_, shape) => {
  const { backend, context, prefetch, tables } = intakeBench();
  const file = { ...madeFile(new Uint8Array(10)), ...shape };
  backend.isHostile = true;
  backend.waiting = [madeClaim('huge', [file])];
  expect(await syncOnce(context, plan)).toMatchObject({ ok: false, fault: { kind: 'bad-answer' } });
  expect(tables.cases.read('case-huge')).toBeNull();
  await prefetch.run();
  expect(backend.requests.some(({ path }) => path.includes('/media/'))).toBe(false);
});

test('a clip that is said to lie inside a local network is not looked for there, unless the backend lies inside as well', async () => {
  const { createBackendClient } =
    await import('../../../../../main/data-service/network/backend-client.ts');
  const { createHostGate } = await import('../../../../../main/data-service/network/host-gate.ts');
  const { world } = intakeBench();
  const sent: string[] = [];
  const bytes = Buffer.from('sixteen bytes ok');
  const lead = { to: 'https://storage.example/clip' };
  const addresses: Record<string, readonly string[]> = {
    'storage.example': ['8.8.4.4'],
    'intranet.example': ['10.0.0.7'],
    'desk.example': ['8.8.8.8'],
    'desk.intranet.example': ['10.0.0.8'],
  };
  Object.assign(world, {
    resolve: async (host: string) => addresses[host] ?? [],
    async fetch(input: string) {
      const { host } = new URL(input);
      sent.push(host);
      if (host.startsWith('desk')) return Response.redirect(lead.to, 302);
      return new Response(bytes, { status: 206 });
    },
  });
  const read = (backend: string) =>
    createBackendClient({
      baseUrl: new URL(backend),
      token: 't',
      world,
      gate: createHostGate(world),
      signal: new AbortController().signal,
    }).readRange('0'.repeat(64), 0, 16);
  expect((await read('https://desk.example')).ok).toBe(true);
  for (lead.to of [
    'https://intranet.example/admin',
    'https://10.0.0.7/admin',
    'https://169.254.169.254/latest/meta-data',
    'https://[fd00::1]/',
    'https://localhost/',
  ]) {
    expect(await read('https://desk.example')).toMatchObject({
      ok: false,
      fault: { kind: 'bad-answer' },
    });
  }
  expect(new Set(sent)).toEqual(new Set(['desk.example', 'storage.example']));
  lead.to = 'https://intranet.example/clip';
  expect((await read('https://desk.intranet.example')).ok).toBe(true);
});

test('a feed that names hundreds of policies is asked for one of each page', async () => {
  const changes = Array.from({ length: 300 }, (_, n) => ({
    cursor: 'c',
    kind: 'policy',
    caseId: null,
    atMs: 1,
    detail: { version: `policy-${n + 2}` },
  }));
  const { backend, context, tables } = await deskBefore((at) => `${at}x`, changes);
  for (const { detail } of changes)
    backend.policies.set(detail.version, { ...madePolicy, version: detail.version });
  const before = backend.requests.length;
  expect((await syncOnce(context, plan)).ok).toBe(true);
  const asked = backend.requests.slice(before).filter(({ path }) => path.includes('/policies/'));
  expect(asked.map(({ path }) => path)).toEqual(['/v1/policies/policy-301']);
  expect(tables.policies.read('policy-300')).toBeNull();
  expect(tables.policies.read('policy-301')).not.toBeNull();
});

test('another policy than the one that was asked for is not taken in its place, and keeps no other step back', async () => {
  const { backend, context, tables } = intakeBench();
  backend.waiting = [madeClaim('a', [], { policyVersion: 'policy-9' }, broken)];
  backend.interfere = ({ path }) =>
    path.endsWith('/policies/policy-9') ? json({ ...madePolicy, version: 'policy-8' }) : null;
  const done = await syncOnce(context, plan);
  expect(done).toMatchObject({ ok: false, fault: { kind: 'refused' } });
  expect(done.ok ? '' : done.fault.message).toContain('another policy');
  expect(tables.policies.read('policy-8')).toBeNull();
  expect(tables.cases.read('case-a')).not.toBeNull();
});

test.each([
  ['more cases than were asked for', [1, 2, 3].map((n) => madeClaim(`c${n}`, [], {}, broken))],
  [
    'longer ones than were asked for',
    [madeClaim('long', [{ ...madeFile(new Uint8Array(10)), sizeBytes: 2e9 }])],
  ],
])(
  'of a backend that gives out %s none is taken, and the next round asks anew',
  async (_, claims) => {
    const { backend, context, tables } = intakeBench();
    const keys: string[] = [];
    backend.interfere = ({ path, method, headers }) => {
      if (path !== '/v1/leases' || method !== 'POST') return null;
      keys.push(headers.get('idempotency-key') ?? '');
      return json({ nowMs: Date.now(), claims });
    };
    for (let round = 1; round <= 2; round += 1) {
      const done = await syncOnce(context, plan);
      expect(done).toMatchObject({ ok: false, fault: { kind: 'refused', retryAfterMs: 60_000 } });
      expect(done.ok ? '' : done.fault.message).toContain('than this desk asked for');
    }
    expect(new Set(keys).size).toBe(2);
    expect(tables.cases.counts().total).toBe(0);
  },
);

test('a place in the feed that no request could hold is not kept', async () => {
  const { context, tables, asked } = await deskBefore(() => 'x'.repeat(201));
  const before = tables.settings.read('cursor');
  expect(before).not.toBeNull();
  expect(await syncOnce(context, plan)).toMatchObject({ fault: { kind: 'bad-answer' } });
  expect(asked).toEqual([before]);
  expect(tables.settings.read('cursor')).toBe(before);
});

test.each([
  ['a token that is no word of a header', { token: 'a\r\nX-Other: b' }],
  ['a token with a letter beyond Latin-1', { token: 'tok\u0142en' }],
  ['an empty token', { token: '' }],
  ['ten thousand queues', { queues: Array.from({ length: 10_000 }, (_, n) => `q${n}`) }],
])('a backend that enrols a desk with %s is refused, and nothing throws', async (_, odd) => {
  const { enrolDesk } = await import('../../../../../main/data-service/intake/enrol.ts');
  const { backend, context, tables } = intakeBench();
  tables.settings.forget('enrolment');
  backend.interfere = ({ path }) => {
    if (path !== '/v1/devices') return null;
    const { backendUrl: _url, ...answer } = { ...madeEnrolment, ...odd };
    return new Response(JSON.stringify(answer), {
      status: 201,
      headers: { 'content-type': 'application/json' },
    });
  };
  const done = await enrolDesk(tables, context.client, 'http://127.0.0.1:1/', 'code', '1');
  expect(done).toMatchObject({ ok: false, fault: { kind: 'bad-answer' } });
  expect(tables.settings.read('enrolment')).toBeNull();
});
