import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { uuidv7 } from 'uuidv7';
import { openCache, type Cache } from '../../main/data-service/cache/open-cache.ts';
import type { OutboxRows } from '../../main/data-service/cache/outbox-rows.ts';
import { createTables, type Tables } from '../../main/data-service/cache/tables.ts';
import { applyClaims } from '../../main/data-service/intake/apply-claims.ts';
import { silentLog } from '../../main/data-service/runtime/log.ts';
import { createBackendClient } from '../../main/data-service/network/backend-client.ts';
import { createHostGate } from '../../main/data-service/network/host-gate.ts';
import { createOutbox, type Outbox } from '../../main/data-service/outbox/outbox.ts';
import { recordVerdict } from '../../main/data-service/outbox/record-verdict.ts';
import { expectValue } from '../../shared/lifetime/result.ts';
import { approval, conduct, madeClaim, madeEnrolment, madePolicy } from './case-fixtures.ts';
import { createModelBackend, type ModelBackend } from './model-backend.ts';
import { fakeWorld, type FakeWorld } from './fake-world.ts';

/** What may happen to one request on its way. */
const statuses = [
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
type Fate = (typeof statuses)[number];
export type Step =
  | { readonly do: 'record'; readonly isPoison: boolean; readonly isSecondThought: boolean }
  | { readonly do: 'send'; readonly statuses: readonly Fate[] }
  | { readonly do: 'restart' }
  | { readonly do: 'wait'; readonly ms: number };

export const step: fc.Arbitrary<Step> = fc.oneof(
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
      statuses: fc.array(fc.constantFrom(...statuses), { maxLength: 6 }),
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
export const mutants: Readonly<Record<string, Mutant>> = {
  'the outbox row goes away before the receipt came': (_, { db }) => ({
    markSending: (ids) =>
      ids.forEach((id) => db.prepare('DELETE FROM outbox WHERE verdict_id = ?').run(id)),
  }),
  'a refused verdict is dropped': (_, { db }) => ({
    reject: (id) => void db.prepare('DELETE FROM outbox WHERE verdict_id = ?').run(id),
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
        return item.attempts === 0 ? item : { ...item, verdictId: id };
      }),
  }),
};

/** One desk and one backend, driven step by step; nothing in it waits for a real clock. */
export class Simulation {
  readonly backend: ModelBackend = createModelBackend(madePolicy);
  readonly recorded = new Map<string, { readonly isPoison: boolean; readonly body: string }>();
  readonly world: FakeWorld = fakeWorld((input, init) => this.carry(input, init));
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
    const { privateKey } = generateKeyPairSync('ed25519');
    this.tables.settings.write(
      'deviceKey',
      privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
    );
    this.tables.settings.write('enrolment', { ...madeEnrolment, quotaPerDay: 9999 });
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
        ? this.tables.journal
            .list([], 0, 500)
            .entries.find((entry) => entry.verdict.verdictId === newest)?.verdict
        : undefined;
    const id = `n${this.recorded.size}`;
    if (before === undefined)
      this.tables.transaction(() =>
        applyClaims(this.tables, [madeClaim(id, [], {}, { mediaState: 'broken' })], Date.now()),
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
    const item = this.tables.outbox
      .waiting(10_000)
      .find((waiting) => waiting.verdictId === saved.verdictId);
    this.recorded.set(saved.verdictId, { isPoison, body: item?.body ?? '' });
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
      else if (step.do === 'send') await this.send(step.statuses);
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
    for (const entry of this.tables.journal.list([], 0, 500).entries) {
      // Outbox xor receipt.
      assert.equal(entry.state === 'settled', entry.receipt !== null);
    }
    for (const verdictId of this.backend.verdicts.keys())
      assert.equal(this.recorded.has(verdictId), true);
  }

  checkEnd(): void {
    const journal = this.tables.journal.list([], 0, 500).entries;
    assert.deepEqual(
      journal.map((entry) => entry.verdict.verdictId).sort(),
      [...this.recorded.keys()].sort(),
    );
    for (const { verdict, state, receipt, lastFault } of journal) {
      const arrived = this.backend.verdicts.get(verdict.verdictId);
      if (this.recorded.get(verdict.verdictId)?.isPoison) {
        assert.equal(state, 'rejected');
        assert.equal(arrived, undefined);
        assert.equal(lastFault?.message, 'This label is not known here.');
      } else {
        assert.equal(state, 'settled');
        assert.equal(arrived?.body, this.recorded.get(verdict.verdictId)?.body);
        assert.equal(receipt?.receiptId, arrived?.receipt.receiptId);
      }
    }
    assert.deepEqual(
      journal.map((entry) => entry.verdict.deviceSequence).sort((a, b) => a - b),
      journal.map((_, at) => at + 1),
    );
  }
}

export async function checkRun(steps: readonly Step[], spoil: Mutant = sound): Promise<void> {
  const simulation = new Simulation(spoil);
  try {
    await simulation.play(steps);
    await simulation.heal();
    simulation.checkEnd();
  } finally {
    simulation.cache.close();
  }
}
