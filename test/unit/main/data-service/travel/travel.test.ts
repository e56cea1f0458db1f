import { expect, test } from 'vitest';
import { recordVerdict } from '../../../../../main/data-service/outbox/record-verdict.ts';
import { expectValue } from '../../../../../shared/lifetime/result.ts';
import { approval, conduct, madeClaim } from '../../../../helpers/case-fixtures.ts';
import { newId } from '../../../../helpers/model-backend.ts';
import { travelBench } from '../../../../helpers/travel-bench.ts';

const wish = { by: 'cases', amount: 6, budgetBytes: 1_000_000_000 } as const;
const travelClaims = (bench: ReturnType<typeof travelBench>) =>
  bench.backend.requests.filter(({ path }) => path === '/v1/leases').map(({ body }) => body);

test('a pack is claimed for travel, fetched and verified, and says until when it is safe to unplug', async () => {
  const bench = travelBench();
  const claims = bench.offer(6, 300_000);
  expectValue(await bench.travel.pack(wish));
  expect(bench.travel.read().phase).toBe('claiming');
  await bench.settle();
  const pack = bench.travel.read();
  expect(pack).toMatchObject({
    phase: 'packed',
    cases: { total: 6, here: 6, ready: 6, decided: 0, lost: 0 },
    bytes: { total: 1_800_000, ready: 1_800_000 },
    trouble: null,
  });
  expect(pack.safeUntilMs).toBe(Math.min(...claims.map(({ expiresAtMs }) => expiresAtMs)));
  expect(pack.wipeAtMs).toBe(Math.min(...claims.map(({ wipeAtMs }) => wipeAtMs)));
  expect(travelClaims(bench)).toEqual([expect.stringContaining('"kind":"travel"')]);
});

test('a case that must stay in the building is refused and given back, though the backend offers it', async () => {
  const bench = travelBench();
  const [kept] = bench.offer(1, 1000);
  const [secret] = bench.offer(1, 1000, { offlineEligible: false });
  expectValue(await bench.travel.pack(wish));
  await bench.settle();
  expect(bench.travel.read()).toMatchObject({ refused: 1, givingBack: 0, cases: { total: 1 } });
  expect(bench.backend.released).toEqual([secret?.caseId]);
  expect(bench.tables.cases.read(secret?.caseId ?? '')).toBeNull();
  const fetched = bench.backend.requests.filter(({ path }) => path.startsWith('/v1/media/'));
  const hash = secret?.generation.media[0]?.sha256 ?? '-';
  expect(fetched.filter(({ path }) => path.includes(hash))).toEqual([]);
  expect(bench.tables.cases.read(kept?.caseId ?? '')?.row.offlineReady).toBe(true);
});

test('a backend that gives more than fits the budget: what fits is taken, the rest goes back', async () => {
  const bench = travelBench();
  bench.offer(6, 400_000);
  expectValue(await bench.travel.pack({ ...wish, budgetBytes: 1_000_000 }));
  await bench.settle();
  expect(bench.travel.read()).toMatchObject({ phase: 'packed', cases: { total: 2, ready: 2 } });
  expect(bench.backend.released).toHaveLength(4);
});

test('a kill at any step of packing: the next start goes on with the same leases', async () => {
  for (let killAt = 1; killAt <= 8; killAt += 1) {
    const bench = travelBench();
    bench.offer(4, 600_000);
    expectValue(await bench.travel.pack({ ...wish, amount: 4 }));
    const asked = { n: 0 };
    // The answer to request number `killAt` is lost, after the backend has done its part.
    bench.backend.interfere = (request) => {
      asked.n += 1;
      if (asked.n !== killAt) return null;
      bench.backend.interfere = () => null;
      return bench.backend.handle(request).then(() => Promise.reject(new Error('cut')));
    };
    await bench.travel.round();
    await bench.prefetch.run();
    bench.restart();
    bench.world.turn(20 * 60_000);
    bench.tables.media.retryAll();
    await bench.settle();
    expect(bench.travel.read()).toMatchObject({ phase: 'packed', cases: { total: 4, ready: 4 } });
    expect(bench.backend.live).toHaveLength(4);
    expect(new Set(bench.backend.claimAnswers.keys()).size).toBe(1);
  }
});

test('ending a pack keeps what is ready, if so wished, and gives the rest back with its clips', async () => {
  const bench = travelBench();
  bench.offer(2, 1000);
  const [broken] = bench.offer(1, 1000);
  bench.backend.media.delete(broken?.generation.media[0]?.sha256 ?? '');
  const slow = bench.offer(1, 1000)[0];
  bench.backend.interfere = ({ path }) =>
    path.includes(slow?.generation.media[0]?.sha256 ?? '-')
      ? new Response('{}', { status: 503 })
      : null;
  expectValue(await bench.travel.pack(wish));
  expectValue(await bench.travel.round());
  await bench.prefetch.run();
  expect(bench.travel.read()).toMatchObject({ phase: 'fetching', cases: { total: 4 } });
  bench.travel.end('ready');
  expect(bench.travel.read().phase).toBe('giving-back');
  await bench.settle();
  expect(bench.backend.released).toEqual([slow?.caseId]);
  expect(bench.tables.cases.read(slow?.caseId ?? '')).toBeNull();
  // What can never be fetched is still reviewable by its record, so it stays.
  expect(bench.travel.read()).toMatchObject({ phase: 'packed', cases: { total: 3, ready: 3 } });
});

test('ending a pack gives back all that is undecided; what was judged or half judged stays', async () => {
  const bench = travelBench();
  const claims = bench.offer(4, 1000);
  expectValue(await bench.travel.pack(wish));
  await bench.settle();
  const [judged, half] = claims;
  const draft = { ...approval, decision: null };
  bench.tables.drafts.save(half?.caseId ?? '', draft);
  expectValue(
    recordVerdict(
      { tables: bench.tables, nowMs: Date.now, makeId: newId, makeRoom: () => false },
      { caseId: judged?.caseId ?? '', judgement: approval, conduct, supersedesVerdictId: null },
    ),
  );
  bench.travel.end('none');
  await bench.settle();
  expect(new Set(bench.backend.released)).toEqual(new Set([claims[2]?.caseId, claims[3]?.caseId]));
  expect(bench.travel.read().cases).toMatchObject({ total: 2, decided: 1, ready: 1 });
});

test('a draft that is begun while its case goes back stays to be read, though the case is gone', async () => {
  const bench = travelBench();
  const [claim] = bench.offer(1, 1000);
  const caseId = claim?.caseId ?? '';
  expectValue(await bench.travel.pack(wish));
  await bench.settle();
  bench.travel.end('none');
  bench.tables.drafts.save(caseId, {
    ...approval,
    decision: null,
    note: 'the hands have six fingers',
  });
  await bench.settle();
  expect(bench.backend.released).toEqual([caseId]);
  expect(bench.tables.cases.read(caseId)?.row.state).toBe('lost');
  expect(bench.tables.drafts.read(caseId)?.note).toBe('the hands have six fingers');
  expect(bench.travel.read().phase).toBe('none');
});

test('a pack that ended before its claim was answered still gives back what that claim brought', async () => {
  const bench = travelBench();
  bench.offer(3, 1000);
  expectValue(await bench.travel.pack(wish));
  bench.backend.interfere = async (request) => {
    bench.backend.interfere = () => null;
    bench.travel.end('none');
    await bench.backend.handle(request);
    throw new Error('cut');
  };
  await bench.travel.round();
  bench.world.turn(60_000);
  await bench.settle();
  expect(bench.backend.released).toHaveLength(3);
  expect(bench.tables.cases.counts().total).toBe(0);
  expect(bench.travel.read().phase).toBe('none');
});

test('a clip that still has to be measured is here but not ready, and the pack says that it is measured on', async () => {
  const bench = travelBench();
  bench.offer(1, 1000);
  bench.facts.measured = false;
  expectValue(await bench.travel.pack(wish));
  await bench.settle();
  expect(bench.travel.read()).toMatchObject({
    phase: 'measuring',
    cases: { total: 1, here: 1, ready: 0 },
  });
  bench.facts.measured = true;
  await bench.settle();
  expect(bench.travel.read().phase).toBe('packed');
});

test('a desk whose key lies in a file packs nothing and asks the backend for nothing', async () => {
  const bench = travelBench();
  bench.offer(2, 1000);
  bench.facts.keyProtection = 'key-file';
  const packed = await bench.travel.pack(wish);
  expect(packed).toMatchObject({ ok: false, fault: { kind: 'not-configured' } });
  await bench.settle();
  expect(bench.backend.requests).toEqual([]);
});

test('a backend with nothing that may travel: the pack says so instead of vanishing', async () => {
  const bench = travelBench();
  expectValue(await bench.travel.pack(wish));
  await bench.settle();
  expect(bench.travel.read()).toMatchObject({ phase: 'packed', cases: { total: 0 }, wanted: 6 });
  bench.travel.end('none');
  await bench.settle();
  expect(bench.travel.read().phase).toBe('none');
});

test('clips of a journey come before those of live cases, however urgent these are', async () => {
  const bench = travelBench();
  const file = bench.offer(1, 1000, { kind: 'live', dueAtMs: 1 })[0];
  const [packed] = bench.offer(1, 1000);
  if (!file || !packed) throw new Error('no cases');
  for (const claim of [file, packed]) {
    bench.tables.media.want(claim.generation.media[0] ?? madeClaim('x', []).generation.media[0]!);
    bench.tables.cases.take(claim, 'fetching', null);
  }
  expect(bench.tables.media.nextWanted(Date.now(), 2, [])).toEqual([
    packed.generation.media[0]?.sha256,
    file.generation.media[0]?.sha256,
  ]);
});
