import { expect, test } from 'vitest';
import { stuckAfterTries, verdictStatusOf } from '../../../../../shared/domain/verdict-status.ts';
import { intakeBench, type IntakeBench } from '../../../../helpers/intake-bench.ts';
import type { Interference } from '../../../../helpers/model-backend.ts';
import { deskWith } from '../../../../helpers/saved-verdicts.ts';

const page = (status: number) => () =>
  new Response('<html><h1>No</h1></html>', { status, headers: { 'content-type': 'text/html' } });
const problem = (status: number) => () =>
  new Response(JSON.stringify({ type: 'about:blank', title: 'Failed', status }), {
    status,
    headers: { 'content-type': 'application/problem+json' },
  });
/** Never answers this one: the connection is reset. */
const reset: Interference = () => {
  throw new TypeError('fetch failed');
};

const answers: Readonly<Record<string, readonly [Interference, RegExp]>> = {
  'a server error': [problem(500), /trouble of its own \(500\)/],
  'a gateway that fails on it': [page(502), /trouble of its own \(502\)/],
  'a page that says it is too large': [page(413), /not its protocol \(413\)/],
  'a firewall that forbids it': [page(403), /not its protocol \(403\)/],
  'a reset connection': [reset, /could not be reached/],
};

/** Drains as the desk does, hour by hour; other calls of the desk go well meanwhile. */
async function hours(bench: IntakeBench, drain: () => Promise<unknown>, count: number) {
  for (let hour = 0; hour < count; hour += 1) {
    await drain();
    await bench.context.client.call('readChanges', { query: {} });
    bench.world.turn(3_600_000);
  }
}

test.each(Object.entries(answers))(
  'a verdict that always meets %s is said to be stuck, holds up nothing, and arrives when that ends',
  async (_, [answer, reason]) => {
    const bench = intakeBench();
    const { backend, tables } = bench;
    // More than a batch holds transaction, and the first one is the poison.
    const { saved, outbox } = deskWith(bench, 20);
    const poison = saved[0] ?? '';
    const times: number[] = [];
    backend.interfere = async (request) => {
      const isIn = request.path.endsWith(poison) || request.body.includes(poison);
      if (!isIn) return null;
      if (!request.path.endsWith('/batch')) times.push(bench.world.monotonicMs());
      return answer(request);
    };
    await hours(bench, () => outbox.drain(), 16);
    expect(tables.outbox.counts()).toMatchObject({ settled: 19, waiting: 1, rejected: 0 });
    const entry = tables.journal.read(poison);
    expect(entry && verdictStatusOf(entry)).toBe('stuck');
    expect(entry?.attempts).toBeGreaterThanOrEqual(stuckAfterTries);
    expect(entry?.lastFault?.message).toMatch(reason);
    expect(tables.outbox.countTried(stuckAfterTries)).toBe(1);
    expect(bench.announced).toContain('caseChanged');

    // It is tried again and again, and ever less often.
    const before = times.length;
    const tried: number[] = [];
    for (let minute = 0; minute < 120; minute += 1) {
      await outbox.drain();
      bench.world.turn(60_000);
      tried.push(times.length - before);
    }
    expect(tried.at(-1)).toBeGreaterThanOrEqual(7);
    expect(tried.at(-1)).toBeLessThanOrEqual(17);

    // A person asks: it is tried at once.
    expect(outbox.retryVerdict(poison)).toMatchObject({ ok: true });
    backend.interfere = () => null;
    await outbox.drain();
    expect(tables.outbox.counts()).toMatchObject({ settled: 20, waiting: 0, rejected: 0 });
    expect(backend.verdicts.size).toBe(20);
  },
);

test('a stuck verdict is not held against the backend: everything else is answered beside it', async () => {
  const bench = intakeBench();
  const { backend, tables } = bench;
  const { saved, outbox } = deskWith(bench, 3);
  backend.interfere = (request) => (request.path.endsWith(saved[1] ?? '') ? reset(request) : null);
  await hours(bench, () => outbox.drain(), 10);
  expect(tables.outbox.counts()).toMatchObject({ settled: 2, waiting: 1 });
  const before = tables.journal.read(saved[1] ?? '')?.attempts ?? 0;
  await outbox.drain();
  expect(tables.journal.read(saved[1] ?? '')?.attempts).toBe(before + 1);
  expect(await bench.context.client.call('readChanges', { query: {} })).toMatchObject({ ok: true });
});

test('an outage makes no verdict stuck, and is met with few requests', async () => {
  const bench = intakeBench();
  const { backend, tables, world } = bench;
  const { outbox } = deskWith(bench, 20);
  let asked = 0;
  backend.interfere = () => {
    asked += 1;
    throw new TypeError('fetch failed');
  };
  for (let minute = 0; minute < 600; minute += 1) {
    await outbox.drain();
    world.turn(60_000);
  }
  expect(asked).toBeLessThan(120);
  expect(tables.outbox.countTried(1)).toBe(0);
  backend.interfere = () => null;
  world.turn(3_600_000);
  await outbox.drain();
  expect(tables.outbox.counts()).toMatchObject({ settled: 20, waiting: 0 });
});
