import fc from 'fast-check';
import { uuidv7 } from 'uuidv7';
import { expect, test } from 'vitest';
import { openCache, type Cache } from '../../main/data-service/cache/open-cache.ts';
import type { OutboxRows } from '../../main/data-service/cache/outbox-rows.ts';
import { createTables, type Tables } from '../../main/data-service/cache/tables.ts';
import { applyClaims } from '../../main/data-service/intake/apply-claims.ts';
import { silentLog } from '../../main/data-service/log.ts';
import { createBackendClient } from '../../main/data-service/network/backend-client.ts';
import { createHostGate } from '../../main/data-service/network/host-gate.ts';
import { createOutbox, type Outbox } from '../../main/data-service/outbox/outbox.ts';
import { recordVerdict } from '../../main/data-service/outbox/record-verdict.ts';
import { expectValue } from '../../shared/lifetime/outcome.ts';
import { approval, conduct, madeClaim, madePolicy } from '../helpers/made-cases.ts';
import { createModelBackend, type ModelBackend } from '../helpers/model-backend.ts';
import { turnedWorld, type TurnedWorld } from '../helpers/turned-world.ts';

/** What may happen to one request on its way. */
const fates = [
  'arrives',
  'request-lost',
  'reply-lost',
  'arrives-twice',
  'arrives-later',
  'server-error',
  'html',
  'half-a-reply',
  'killed',
] as const;
type Fate = (typeof fates)[number];
type Step =
  | { readonly do: 'record'; readonly isPoison: boolean; readonly isSecondThought: boolean }
  | { readonly do: 'send'; readonly fates: readonly Fate[] }
  | { readonly do: 'restart' }
  | { readonly do: 'wait'; readonly ms: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('record' as const),
      isPoison: fc.boolean(),
      isSecondThought: fc.boolean(),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('send' as const),
      fates: fc.array(fc.constantFrom(...fates), { maxLength: 6 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('restart' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      ms: fc.integer({ min: 1, max: 120_000 }),
    }),
  },
);

/** A planted bug: queries of the outbox that are done wrong. */
type Mutant = (tables: Tables, cache: Cache) => Partial<OutboxRows>;
const sound: Mutant = () => ({});
const mutants: Readonly<Record<string, Mutant>> = {
  'the outbox row goes away before the receipt came': (_, { db }) => ({
    markSending: (ids) =>
      ids.forEach((id) => db.prepare('DELETE FROM outbox WHERE verdict_id = ?').run(id)),
  }),
  'a refused verdict is dropped': (_, { db }) => ({
    park: (id) => void db.prepare('DELETE FROM outbox WHERE verdict_id = ?').run(id),
  }),
  'a verdict that was under way when the desk died is forgotten': () => ({
    resetSending: () => {},
  }),
  'a retry sends another body': (tables) => ({
    waiting: (limit) =>
      tables.outbox
        .waiting(limit)
        .map((item) => (item.attempts === 0 ? item : { ...item, body: `${item.body} ` })),
  }),
  'a retry gets a new id': (tables) => ({
    waiting: (limit) =>
      tables.outbox.waiting(limit).map((item) => {
        const id = uuidv7();
        return item.attempts === 0
          ? item
          : { ...item, body: item.body.replace(item.verdictId, id), verdictId: id };
      }),
  }),
};

/** One desk and one backend, driven step by step; nothing in it waits for a real clock. */
class Simulation {
  readonly backend: ModelBackend = createModelBackend(madePolicy);
  readonly recorded = new Map<string, { readonly isPoison: boolean; readonly body: string }>();
  readonly world: TurnedWorld = turnedWorld((input, init) => this.carry(input, init));
  readonly cache = expectValue(openCache(':memory:', new Uint8Array(32)));
  readonly tables: Tables;
  readonly requestTimes: number[] = [];
  coming: Fate[] = [];
  late: (() => Promise<unknown>)[] = [];
  run = { isOver: false };
  kill: () => void = () => {};
  outbox: Outbox;

  constructor(spoil: Mutant = sound) {
    const tables = createTables(this.cache);
    this.tables = { ...tables, outbox: { ...tables.outbox, ...spoil(tables, this.cache) } };
    this.outbox = this.start();
    this.backend.refuses = (body) => body.note === 'poison';
    this.tables.policies.save(madePolicy);
    this.tables.settings.write('enrolment', {
      backendUrl: 'http://127.0.0.1:1/',
      deviceId: 'device-1',
      token: 'secret-token',
      reviewerId: 'r',
      reviewerName: 'R',
      role: 'reviewer',
      quotaPerDay: 9999,
      queues: ['main'],
    });
  }

  start(): Outbox {
    const run = { isOver: false };
    this.run = run;
    const gate = createHostGate(this.world);
    const client = createBackendClient({
      baseUrl: new URL('http://127.0.0.1:1/'),
      token: 'secret-token',
      world: this.world,
      gate,
      signal: new AbortController().signal,
    });
    return createOutbox({
      tables: this.tables,
      client,
      world: this.world,
      announce: () => {},
      log: silentLog,
      isOver: () => run.isOver,
    });
  }

  restart(): void {
    this.run.isOver = true;
    this.tables.outbox.resetSending();
    this.outbox = this.start();
  }

  async carry(
    input: Parameters<typeof fetch>[0],
    init: RequestInit | undefined,
  ): Promise<Response> {
    this.requestTimes.push(this.world.monotonicMs());
    // A planted bug may ask for ever.
    if (this.requestTimes.length > 2000) throw new TypeError('fetch failed');
    this.world.turn(5);
    const reach = () => this.backend.fetch(input, init);
    switch (this.coming.shift() ?? 'arrives') {
      case 'arrives':
        return reach();
      case 'request-lost':
        throw new TypeError('fetch failed');
      case 'reply-lost':
        await reach();
        throw new TypeError('fetch failed');
      case 'arrives-twice':
        await reach();
        return reach();
      case 'arrives-later':
        this.late.push(reach);
        throw new TypeError('fetch failed');
      case 'server-error':
        return new Response('{}', { status: 503, headers: { 'retry-after': '3' } });
      case 'html':
        return new Response('<html>Please log in</html>', {
          status: 200,
          headers: { 'content-type': 'text/html' },
        });
      case 'half-a-reply': {
        const text = await (await reach()).text();
        return new Response(text.slice(0, text.length / 2), { status: 200 });
      }
      case 'killed':
        await reach();
        this.kill();
        throw new TypeError('fetch failed');
    }
  }

  record({ isPoison, isSecondThought }: Extract<Step, { do: 'record' }>): void {
    const newest = [...this.recorded.keys()].at(-1);
    const before =
      isSecondThought && newest !== undefined
        ? this.tables.verdicts
            .journal(0, 500)
            .entries.find((entry) => entry.verdict.verdictId === newest)?.verdict
        : undefined;
    const id = `n${this.recorded.size}`;
    if (before === undefined)
      this.tables.together(() =>
        applyClaims(this.tables, [madeClaim(id, [], {}, { mediaState: 'broken' })]),
      );
    const saved = expectValue(
      recordVerdict(
        {
          tables: this.tables,
          nowMs: () => this.world.nowMs(),
          makeId: uuidv7,
          makeRoom: () => false,
        },
        {
          caseId: before?.caseId ?? `case-${id}`,
          judgement: { ...approval, note: isPoison ? 'poison' : 'fine 🎬 שלום' },
          conduct,
          supersedesVerdictId: before?.verdictId ?? null,
        },
      ),
    );
    this.recorded.set(saved.verdictId, { isPoison, body: JSON.stringify(saved) });
  }

  async send(coming: readonly Fate[]): Promise<void> {
    this.coming = [...coming];
    const killed = new Promise<void>(
      (resolve) =>
        (this.kill = () => {
          this.restart();
          resolve();
        }),
    );
    await Promise.race([this.outbox.drain(), killed]);
    this.coming = [];
  }

  async play(steps: readonly Step[]): Promise<void> {
    for (const step of steps) {
      if (step.do === 'record') this.record(step);
      else if (step.do === 'send') await this.send(step.fates);
      else if (step.do === 'restart') this.restart();
      else this.world.turn(step.ms);
      for (const arrive of this.late.splice(0).reverse()) await arrive();
      this.checkAlways();
    }
  }

  /** The network is whole again: what can settle, settles. */
  async heal(): Promise<void> {
    for (
      let round = 0;
      round < 60 && this.tables.outbox.counts().waiting + this.tables.outbox.counts().sending > 0;
      round += 1
    ) {
      const { waitMs } = await this.outbox.drain();
      this.world.turn(waitMs);
    }
  }

  checkAlways(): void {
    for (const entry of this.tables.verdicts.journal(0, 500).entries) {
      // Outbox xor receipt.
      expect(entry.state === 'settled').toBe(entry.receipt !== null);
    }
    for (const verdictId of this.backend.verdicts.keys())
      expect(this.recorded.has(verdictId)).toBe(true);
  }

  checkEnd(): void {
    const journal = this.tables.verdicts.journal(0, 500).entries;
    expect(journal.map((entry) => entry.verdict.verdictId).sort()).toEqual(
      [...this.recorded.keys()].sort(),
    );
    for (const { verdict, state, receipt, lastFault } of journal) {
      const arrived = this.backend.verdicts.get(verdict.verdictId);
      if (this.recorded.get(verdict.verdictId)?.isPoison) {
        expect(state).toBe('parked');
        expect(arrived).toBeUndefined();
        expect(lastFault?.message).toBe('This label is not known here.');
      } else {
        expect(state).toBe('settled');
        expect(arrived?.body).toBe(this.recorded.get(verdict.verdictId)?.body);
        expect(receipt?.receiptId).toBe(arrived?.receipt.receiptId);
      }
    }
    expect(journal.map((entry) => entry.verdict.deviceSequence).sort((a, b) => a - b)).toEqual(
      journal.map((_, at) => at + 1),
    );
  }
}

async function checkRun(steps: readonly Step[], spoil: Mutant = sound): Promise<void> {
  const simulation = new Simulation(spoil);
  try {
    await simulation.play(steps);
    await simulation.heal();
    simulation.checkEnd();
  } finally {
    simulation.cache.close();
  }
}

const runs = fc.array(step, { minLength: 1, maxLength: 25 });
const eachVerdictOnce = fc.asyncProperty(runs, (steps) => checkRun(steps));

test('every recorded verdict arrives exactly once, byte for byte, or sits parked: under loss, repeats, reordering and restarts', async () => {
  await fc.assert(eachVerdictOnce, { seed: 20_261_122, numRuns: 150 });
}, 60_000);

test('the same holds for a seed that nobody chose', async () => {
  const seed = Date.now() % 2_147_483_647;
  console.log(`seed ${seed}`);
  await fc.assert(eachVerdictOnce, { seed, numRuns: 50 });
}, 60_000);

test.each(Object.entries(mutants))(
  'the simulation finds a planted bug: %s',
  async (_, mutant) => {
    const found = await fc.check(
      fc.asyncProperty(runs, (steps) => checkRun(steps, mutant)),
      { seed: 7, numRuns: 150, endOnFailure: true },
    );
    expect(found.failed).toBe(true);
  },
  60_000,
);

test('a verdict whose reply is lost is sent again under its own id and stored once', async () => {
  await checkRun([
    { do: 'record', isPoison: false, isSecondThought: false },
    { do: 'send', fates: ['reply-lost', 'reply-lost'] },
    { do: 'restart' },
  ]);
});

test('a poisoned verdict in a batch parks alone and blocks nothing', async () => {
  const record = (isPoison: boolean): Step => ({ do: 'record', isPoison, isSecondThought: false });
  const simulation = new Simulation();
  await simulation.play([
    ...Array.from({ length: 7 }, () => record(false)),
    record(true),
    record(false),
    { do: 'send', fates: [] },
  ]);
  expect(simulation.tables.outbox.counts()).toEqual({
    waiting: 0,
    sending: 0,
    parked: 1,
    settled: 8,
  });
  simulation.checkEnd();
});

test('in an outage of an hour the desk asks at most 60 times a minute', async () => {
  const simulation = new Simulation();
  for (let n = 0; n < 20; n += 1)
    simulation.record({ do: 'record', isPoison: false, isSecondThought: false });
  while (simulation.world.monotonicMs() < 3_600_000) {
    simulation.coming = ['request-lost', 'request-lost', 'request-lost'];
    const { waitMs } = await simulation.outbox.drain();
    simulation.world.turn(waitMs);
  }
  const perMinute = new Map<number, number>();
  for (const at of simulation.requestTimes)
    perMinute.set(Math.floor(at / 60_000), (perMinute.get(Math.floor(at / 60_000)) ?? 0) + 1);
  expect(Math.max(...perMinute.values())).toBeLessThanOrEqual(60);
  await simulation.heal();
  simulation.checkEnd();
});

test('a desk that is no longer accepted parks nothing and keeps everything', async () => {
  const simulation = new Simulation();
  for (let n = 0; n < 8; n += 1)
    simulation.record({ do: 'record', isPoison: false, isSecondThought: false });
  simulation.backend.isRevoked = true;
  const { fault } = await simulation.outbox.drain();
  expect(fault?.kind).toBe('unauthorized');
  expect(simulation.tables.outbox.counts()).toEqual({
    waiting: 8,
    sending: 0,
    parked: 0,
    settled: 0,
  });
  simulation.backend.isRevoked = false;
  await simulation.heal();
  simulation.checkEnd();
});
