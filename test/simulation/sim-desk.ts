import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openCache, type Cache } from '../../main/data-service/cache/open-cache.ts';
import { createTables, type Tables } from '../../main/data-service/cache/tables.ts';
import { createConnectionView } from '../../main/data-service/connection.ts';
import { enrolDesk } from '../../main/data-service/intake/enrol.ts';
import { silentLog } from '../../main/data-service/runtime/log.ts';
import { startSync, type Sync } from '../../main/data-service/sync.ts';
import { createBackendClient } from '../../main/data-service/network/backend-client.ts';
import { createHostGate } from '../../main/data-service/network/host-gate.ts';
import {
  recordVerdict,
  type VerdictCommand,
} from '../../main/data-service/outbox/record-verdict.ts';
import { createServerClock } from '../../main/data-service/network/server-clock.ts';
import { createRescue, type Rescue } from '../../main/data-service/outbox/rescue.ts';
import type { World } from '../../main/data-service/runtime/world.ts';
import type { Verdict } from '../../shared/domain/verdict.ts';
import { expectValue, ok, type Result } from '../../shared/lifetime/result.ts';
import { ModelDisk } from './model-disk.ts';
import type { Mutant } from './mutants.ts';
import type { SimNetwork, Weather } from './sim-network.ts';
import type { Chance, VirtualTime } from './virtual-time.ts';

/** What all desks of one run share. */
export type SimGround = {
  readonly time: VirtualTime;
  readonly chance: Chance;
  readonly network: SimNetwork;
  readonly folder: string;
  /** Epoch milliseconds at the start of the run, on every clock that is right. */
  readonly startMs: number;
  readonly mutant: Mutant;
  say(line: string): void;
};

/** Thrown into a transaction to end the desk's process there. */
class Killed extends Error {}

const address = new URL('http://127.0.0.1:1/');
const key = new Uint8Array(32).fill(7);
const never = new Promise<never>(() => {});

/** One process of a desk: what it started and whether it is gone. */
type Life = {
  readonly rescue: Rescue;
  isOver: boolean;
  readonly bornMs: number;
  readonly cache: Cache;
  readonly tables: Tables;
};

/** A desk whose processes come and go; its disk stays. The code in it is the product's. */
export class SimDesk {
  readonly name: string;
  readonly disk = new ModelDisk();
  readonly #ground: SimGround;
  weather: Weather = 'fine';
  /** How wrong this machine's wall clock is. */
  skewMs = 0;
  /** Share of transactions that end in the process's death. */
  deathShare = 0;
  /** What the desk logged as a bug of its own, disk troubles left out. */
  readonly bugs: string[] = [];
  isOutOfRoom = false;
  #ballast = true;
  #generation = 0;
  #life: Life | null = null;
  #link: Sync | null = null;

  constructor(name: string, ground: SimGround) {
    this.name = name;
    this.#ground = ground;
    mkdirSync(this.#dir(), { recursive: true });
  }

  get isOn(): boolean {
    return this.#life !== null;
  }
  get tables(): Tables {
    if (this.#life === null) throw new Error(`${this.name} is off`);
    return this.#life.tables;
  }
  get cache(): Cache {
    if (this.#life === null) throw new Error(`${this.name} is off`);
    return this.#life.cache;
  }

  #dir(): string {
    return join(this.#ground.folder, this.name, String(this.#generation));
  }

  async enrol(invitation: string): Promise<void> {
    const life = this.#boot();
    const client = createBackendClient({
      baseUrl: address,
      token: null,
      world: this.#world(life),
      gate: createHostGate(this.#world(life)),
      signal: new AbortController().signal,
    });
    const enrolling = enrolDesk(life.tables, client, address.href, invitation, 'simulated');
    await this.#ground.time.pass(2000);
    expectValue(await enrolling);
    this.#startSync(life);
  }

  /** Starts the process anew on what the disk holds, as the data service does. */
  start(): void {
    if (this.isOn) return;
    const life = this.#boot();
    life.tables.outbox.resetSending();
    this.disk.store().sweep((sha256) => life.tables.media.read(sha256) !== null);
    this.#startSync(life);
    this.#ground.say(`${this.name} starts`);
  }

  /** Power off: nothing of the process runs on, the disk keeps what it had at this very moment. */
  kill(): void {
    const life = this.#life;
    if (life === null) return;
    this.#ground.say(`${this.name} is killed`);
    life.isOver = true;
    const before = this.#dir();
    this.#generation += 1;
    mkdirSync(this.#dir(), { recursive: true });
    for (const name of readdirSync(before))
      if (!name.endsWith('-shm')) copyFileSync(join(before, name), join(this.#dir(), name));
    this.#life = null;
    this.#link = null;
    this.#ground.time.activity += 1;
    // Closed after whatever transaction is still on the stack.
    setImmediate(() => {
      life.cache.close();
      rmSync(before, { recursive: true, force: true });
    });
  }

  /** Bytes on this desk's disk, for whoever looks for plain text in them. */
  *filesOnDisk(): Iterable<Buffer> {
    for (const name of readdirSync(this.#dir())) yield readFileSync(join(this.#dir(), name));
    for (const chunks of this.disk.files.values()) yield* chunks.values();
  }

  /** What this machine's wall clock shows, right or wrong. */
  wallClockMs(): number {
    const { startMs, time } = this.#ground;
    return Math.floor(startMs + time.nowMs + this.skewMs);
  }

  syncNow(): void {
    void this.#link?.syncNow();
  }
  retryVerdict(verdictId: string): void {
    this.#link?.retryVerdict(verdictId);
  }

  /** The reviewer saves; null when the process died meanwhile. */
  record(command: VerdictCommand): Result<Verdict> | null {
    try {
      const saved = recordVerdict(
        {
          tables: this.tables,
          nowMs: () => this.wallClockMs(),
          makeId: () => this.#makeId(),
          makeRoom: () => this.#makeRoom(),
          ...(this.#life ? { rescue: this.#life.rescue } : {}),
        },
        command,
      );
      this.#link?.nudgeOutbox();
      return saved;
    } catch (error) {
      if (error instanceof Killed) return null;
      throw error;
    }
  }

  fillDisk(isFull: boolean): void {
    this.disk.isFull = isFull;
    this.isOutOfRoom = isFull;
    if (!isFull) this.#ballast = true;
    this.#limitPages();
  }

  end(): void {
    if (this.#life === null) return;
    this.#life.isOver = true;
    this.#life.cache.close();
    this.#life = null;
  }

  #limitPages(extra = 0): void {
    const db = this.#life?.cache.db;
    if (!db) return;
    const now = Number(db.pragma('page_count', { simple: true }));
    db.pragma(`max_page_count = ${this.isOutOfRoom ? now + extra : 1_000_000}`);
  }

  #makeRoom(): boolean {
    if (!this.#ballast) return false;
    this.#ballast = false;
    this.#limitPages(512);
    return true;
  }

  #boot(): Life {
    const cache = expectValue(openCache(join(this.#dir(), 'desk.db'), key));
    const box: { life?: Life } = {};
    // A notebook of a planted bug; the product has no such table.
    cache.db.exec('CREATE TABLE IF NOT EXISTS sent_once (verdict_id TEXT PRIMARY KEY) STRICT');
    const plain = createTables(cache);
    const deadly: Tables = { ...plain, transaction: (work) => this.#transaction(plain, box, work) };
    const tables = { ...deadly, ...this.#ground.mutant.spoilTables?.(deadly, cache, this) };
    const bornMs = this.#ground.time.nowMs;
    const rescue = createRescue(this.#dir(), tables, silentLog);
    const life: Life = { isOver: false, bornMs, cache, tables, rescue };
    box.life = life;
    this.#life = life;
    this.#limitPages();
    return life;
  }

  /** A transaction that now and then is the last thing the process did: rolled back, or committed and never told. */
  #transaction<T>(plain: Tables, box: { readonly life?: Life }, work: () => T): T {
    const { chance } = this.#ground;
    if (box.life?.isOver) throw new Killed();
    if (this.deathShare === 0 || !chance.isLucky(this.deathShare)) return plain.transaction(work);
    const isAfter = chance.isLucky(0.5);
    const done = isAfter ? plain.transaction(work) : null;
    try {
      if (!isAfter)
        plain.transaction(() => {
          work();
          this.kill();
          throw new Killed();
        });
      else this.kill();
    } catch (error) {
      if (!(error instanceof Killed) && done === null) throw error;
    }
    throw new Killed();
  }

  #startSync(life: Life): void {
    const enrolment = life.tables.settings.read('enrolment');
    if (enrolment === null) return;
    this.#link = startSync(
      {
        tables: life.tables,
        store: this.disk.store(),
        world: this.#world(life),
        announce: () => {},
        log: (event, facts) => this.#hear(life, event, facts),
        connection: createConnectionView(),
        rescue: life.rescue,
        clock: createServerClock(this.#world(life), {
          latestMs: life.tables.settings.read('serverTimeMs') ?? 0,
          offsetMs: life.tables.settings.read('serverOffsetMs') ?? 0,
        }),
        revoked: async () => {},
        keyProtection: () => 'keychain',
        freeBytes: async () => 1e12,
        measuring: { isDone: () => true, prefer: () => undefined },
        inspector: { inspectFile: async () => ok(null) },
      },
      enrolment,
    );
  }

  #hear(life: Life, event: string, facts: unknown): void {
    if (life.isOver || event !== 'bug') return;
    const text = JSON.stringify(facts);
    if (!/disk (image )?is full/.test(text)) this.bugs.push(text);
  }

  #world(life: Life): World {
    const { time, chance, mutant } = this.#ground;
    const world: World = {
      nowMs: () => this.wallClockMs(),
      monotonicMs: () => time.nowMs - life.bornMs,
      random: () => chance.next(),
      fetch: (input, init) => this.#fetch(life, new Request(input).url, init),
      resolve: async () => [],
      sleep: (ms, signal) =>
        new Promise((resolve) => {
          if (signal.aborted) return resolve();
          const done = () => {
            unplan();
            signal.removeEventListener('abort', done);
            time.activity += 1;
            if (!life.isOver) resolve();
          };
          const unplan = time.after(ms, done);
          signal.addEventListener('abort', done);
        }),
    };
    return { ...world, ...mutant.spoilWorld?.(world) };
  }

  #fetch(life: Life, url: string, init: RequestInit | undefined): Promise<Response> {
    if (life.isOver) return never;
    const { network, mutant } = this.#ground;
    const { pathname, search } = new URL(url);
    const headers = Object.fromEntries(new Headers(init?.headers));
    const body = typeof init?.body === 'string' ? init.body : undefined;
    const request = { method: init?.method ?? 'GET', path: pathname + search, headers, body };
    return network.send({
      desk: this.name,
      request: mutant.spoilRequest?.(request) ?? request,
      signal: init?.signal ?? null,
      weather: () => this.weather,
      isDeaf: () => life.isOver,
      kill: () => this.kill(),
      onAnswer: (answer) => mutant.onAnswer?.(request, answer, life.tables),
    });
  }

  /** UUIDv7 from the run's clock and dice. */
  #makeId(): string {
    const { time, chance, startMs } = this.#ground;
    const ms = Math.floor(startMs + time.nowMs)
      .toString(16)
      .padStart(12, '0');
    const dice = Array.from({ length: 20 }, () => chance.below(16).toString(16)).join('');
    return `${ms.slice(0, 8)}-${ms.slice(8)}-7${dice.slice(0, 3)}-8${dice.slice(3, 6)}-${dice.slice(6, 18)}`;
  }
}
