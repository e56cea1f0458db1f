import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Judgement } from '../../shared/domain/verdict.ts';
import { conduct } from '../helpers/case-fixtures.ts';
import type { Mutant } from './mutants.ts';
import { Oracle } from './oracle.ts';
import { fastFolder } from './fast-folder.ts';
import { SimDesk, type SimGround } from './sim-desk.ts';
import { SimNetwork, type Weather } from './sim-network.ts';
import type { SimServer } from './sim-server.ts';
import { chanceOf, VirtualTime, type Chance } from './virtual-time.ts';

const hour = 3_600_000;
const day = 24 * hour;

/** How one run ended: `violation` names the invariant, null when all held. */
export type RunResult = {
  readonly seed: number;
  readonly violation: string | null;
  readonly trace: readonly string[];
  readonly figures: Figures;
};
export type Figures = {
  simulatedMs: number;
  verdicts: number;
  kills: number;
  requests: number;
};

type Act = (run: Run) => void | Promise<void>;
const fewestSteps = 6;
const mostSteps = 40;

/** Runs are strangers to each other: each has its own queue, desks and stretch of the backend's time. */
export async function runSeed(
  server: SimServer,
  seed: number,
  runNumber: number,
  mutant: Mutant,
): Promise<RunResult> {
  const run = new Run(server, seed, runNumber, mutant);
  try {
    await run.open();
    await run.play();
    return run.result(null);
  } catch (error) {
    return run.result(error instanceof Error ? error : new Error(String(error)));
  } finally {
    await run.close();
  }
}

class Run {
  readonly time = new VirtualTime();
  readonly chance: Chance;
  readonly server: SimServer;
  readonly network: SimNetwork;
  readonly desks: SimDesk[] = [];
  readonly oracle: Oracle;
  readonly queue: string;
  readonly #seed: number;
  readonly #number: number;
  readonly #ground: SimGround;
  readonly #trace: string[] = [];
  readonly #names = new Map<string, string>();
  readonly figures: Figures = { simulatedMs: 0, verdicts: 0, kills: 0, requests: 0 };
  policies = 0;

  constructor(server: SimServer, seed: number, runNumber: number, mutant: Mutant) {
    this.server = server;
    this.#seed = seed;
    this.#number = runNumber;
    this.chance = chanceOf(seed);
    this.queue = `run-${runNumber}`;
    const say = (line: string) => this.say(line);
    this.network = new SimNetwork(this.time, this.chance, server, say);
    this.#ground = {
      time: this.time,
      chance: this.chance,
      network: this.network,
      folder: mkdtempSync(join(fastFolder(), 'second-look-simulation-')),
      startMs: Date.UTC(2027, 0, 1) + runNumber * 30 * day,
      mutant,
      say,
    };
    this.oracle = new Oracle(server, this.queue, this.desks);
    server.clock = () => Math.floor(this.#ground.startMs + this.time.nowMs);
    const spoiled = mutant.spoilDatabase?.(server.raw) ?? server.raw;
    server.spoil = () => spoiled;
    server.bugs = [];
    this.network.watch = (request, deliver) =>
      request.path.startsWith('/v1/verdicts') ? this.oracle.aroundVerdicts(deliver) : deliver();
  }

  /** Ids are made by chance that no seed rules: the trace names them in the order of their coming. */
  say(line: string): void {
    // A policy is named after the run's number, which is not the seed's doing.
    const named = line

      .replace(/policies\/\S+/, 'policies/*')
      .replace(/[0-9a-f]{8}-[0-9a-f-]{27,}|[0-9a-f]{64}/g, (id) => {
        const name = this.#names.get(id) ?? `#${this.#names.size + 1}`;
        this.#names.set(id, name);
        return name;
      });
    this.#trace.push(`${(this.time.nowMs / 1000).toFixed(3).padStart(12)} s  ${named}`);
  }

  async open(): Promise<void> {
    const cases = 6 + this.chance.below(7);
    for (let n = 0; n < cases; n += 1) {
      const size = this.chance.isLucky(0.15) ? 300_000 : 200 + this.chance.below(2000);
      const bytes = Buffer.alloc(size, `${this.queue} ${n} `);
      await this.server.openCase(this.queue, n, this.chance.isLucky(0.3) ? null : bytes);
    }
    for (let n = 1; n <= 2 + this.chance.below(2); n += 1) {
      const desk = new SimDesk(`desk-${n}`, this.#ground);
      this.desks.push(desk);
      await desk.enrol(await this.server.invite(this.queue));
      // Some meet a bad line at their very first claim, when there is most to lend.
      if (this.chance.isLucky(0.4)) desk.weather = 'flaky';
    }
    await this.time.pass(6000);
  }

  async play(): Promise<void> {
    const steps = fewestSteps + this.chance.below(mostSteps - fewestSteps);
    for (let step = 0; step < steps; step += 1) {
      const act = this.chance.pick(story);
      await act(this);
      await this.time.pass(500 + this.chance.below(6000));
      await this.oracle.always();
      if (this.network.isFlooded()) this.oracle.outage(this.network);
    }
    await this.#heal();
    await this.oracle.always();
    await this.oracle.atRest();
    this.oracle.outage(this.network);
    const bugs = this.server.bugs.filter((bug) => !bug.includes('simulated end'));
    if (bugs.length > 0) throw new Error(`the backend met a bug of its own: ${bugs[0]}`);
  }

  /** The line is whole again, disks have room, every desk is on; clocks stay as wrong as they are. */
  async #heal(): Promise<void> {
    this.say('everything is whole again');
    for (const desk of this.desks) {
      desk.weather = 'fine';
      desk.deathShare = 0;
      desk.fillDisk(false);
      desk.start();
      desk.syncNow();
    }
    for (let round = 0; round < 240; round += 1) {
      await this.time.pass(15_000);
      if (round % 4 === 0) await this.server.keepHouse(false);
      const isDone = this.desks.filter((desk) => !this.#isAtRest(desk)).length === 0;
      if (isDone && round > 0) break;
    }
  }

  #isAtRest(desk: SimDesk): boolean {
    if (!desk.isOn) {
      // A kill that was on its way when everything was mended still came.
      desk.deathShare = 0;
      desk.start();
      return false;
    }
    const { tables } = desk;
    for (const { verdict, state } of tables.journal.list([], 0, 500).entries)
      if (state === 'rejected' && verdict.generationId !== 'poison')
        desk.retryVerdict(verdict.verdictId);
    const { waiting, sending } = tables.outbox.counts();
    return waiting + sending === 0 && tables.cases.counts().fetching === 0;
  }

  /** One of the desks that are on, or null. */
  deskAtWork(): SimDesk | null {
    const on = this.desks.filter((desk) => desk.isOn);
    return on.length === 0 ? null : this.chance.pick(on);
  }

  /** A person decides a case, or changes the newest verdict on it. */
  async judge(isPoison: boolean, isChange: boolean): Promise<void> {
    const desk = this.deskAtWork();
    if (desk === null) return;
    const states = isChange ? `('saved', 'settled')` : `('ready', 'blocked')`;
    const { db } = desk.cache;
    const found = db
      .prepare<[], { id: string; state: string }>(
        `SELECT case_id AS id, state FROM cases WHERE state IN ${states} ORDER BY due_at_ms, case_id`,
      )
      .all();
    if (found.length === 0) return;
    const { id: caseId, state } = this.chance.pick(found);
    const known = desk.tables.cases.read(caseId);
    const policy = known && desk.tables.policies.read(known.policyVersion);
    if (!policy) return;
    if (isPoison)
      db.prepare(
        `UPDATE generations SET body = json_set(body, '$.generationId', 'poison') WHERE case_id = ?`,
      ).run(caseId);
    const newest = desk.tables.verdicts.newestOf(caseId);
    const branch = this.chance.pick(policy.branches);
    const judgement: Judgement = {
      decision: this.chance.pick(branch.decisions),
      branchId: branch.branchId,
      severity: branch.severity.min,
      confidence: 'sure',
      reasonIds: branch.reasons.slice(0, 1).map((reason) => reason.reasonId),
      note: 'a note 🎬 שלום',
      findings: [],
    };
    const before = desk.tables.journal.list([], 0, 1).total;
    const supersedesVerdictId = newest?.verdictId ?? null;
    const saved = desk.record({ caseId, judgement, conduct, supersedesVerdictId });
    this.say(
      `${desk.name} judges ${caseId}: ${saved === null ? 'killed' : saved.ok ? saved.value.verdictId : saved.fault.kind}`,
    );
    if (saved === null) return;
    if (!saved.ok) {
      const after = desk.tables.journal.list([], 0, 1).total;
      if (after !== before) throw new Error('12: a verdict that was refused is stored');
      return;
    }
    this.figures.verdicts += 1;
    this.oracle.saved.set(saved.value.verdictId, { desk, verdict: saved.value, isPoison });
    await this.oracle.onSaved(desk, saved.value, newest === null, state === 'ready');
  }

  result(error: Error | null): RunResult {
    this.figures.simulatedMs = this.time.nowMs;
    this.figures.requests = this.network.outage.length;
    this.figures.kills = this.#trace.filter((line) => line.endsWith('is killed')).length;
    const stack = (error?.stack ?? '')
      .split('\n')
      .filter((line) => line.includes('at '))
      .slice(0, 6);
    if (error) this.#trace.push(`VIOLATED: ${error.message}`, ...stack);
    const violation = error?.message.split('\n')[0] ?? null;
    return { seed: this.#seed, violation, trace: this.#trace, figures: this.figures };
  }

  async close(): Promise<void> {
    for (const desk of this.desks) desk.end();
    this.server.spoil = (database) => database;
    await this.server.forgetRun();
    rmSync(this.#ground.folder, { recursive: true, force: true });
  }

  async night(): Promise<void> {
    this.say('night');
    for (const desk of this.desks) {
      if (this.chance.isLucky(0.5)) desk.kill();
      else desk.weather = this.chance.pick(['cut', 'cut', 'down', 'login-page']);
    }
    const longMs = hour * (0.2 + this.chance.next() * 9);
    await this.time.pass(longMs, () => this.network.isFlooded());
  }

  async withdrawOne(): Promise<void> {
    const [found] = await this.server.raw.query<{ id: string }>(
      `SELECT case_id AS id FROM cases WHERE queue = $1 AND status = 'open' ORDER BY due_at_ms LIMIT 1`,
      [this.queue],
    );
    if (found) await this.server.withdraw(found.id);
    this.say('a case is withdrawn');
  }

  async bumpPolicy(): Promise<void> {
    if (this.policies >= 2) return;
    this.policies += 1;
    const isCompatible = this.chance.isLucky(0.4);
    await this.server.bumpPolicy(`sim-${this.#number}-${this.policies}`, isCompatible);
    this.say(`a new policy, ${isCompatible ? '' : 'not '}compatible`);
  }
}

const weathers: readonly Weather[] = [
  'fine',
  'fine',
  'fine',
  'flaky',
  'flaky',
  'flaky',
  'flaky',
  'cut',
  'cut',
  'down',
  'login-page',
  'upgrade',
];
const changeWeather: Act = (run) => {
  const desk = run.chance.pick(run.desks);
  desk.weather = run.chance.pick(weathers);
  run.say(`${desk.name} has ${desk.weather}`);
};
const judge: Act = (run) => run.judge(false, false);
const startOne: Act = (run) => run.chance.pick(run.desks).start();
const killOne: Act = (run) => run.deskAtWork()?.kill();
const jumpClock: Act = (run) => {
  const desk = run.chance.pick(run.desks);
  desk.skewMs = Math.round((run.chance.next() * 2 - 1) * 15 * hour);
  run.say(`${desk.name}: clock ${(desk.skewMs / hour).toFixed(1)} h off`);
};
const fillDisk: Act = (run) => {
  const desk = run.chance.pick(run.desks);
  desk.fillDisk(!desk.isOutOfRoom);
  run.say(`${desk.name}: disk ${desk.isOutOfRoom ? 'full' : 'has room'}`);
};
const endanger: Act = (run) => {
  const desk = run.chance.pick(run.desks);
  desk.deathShare = desk.deathShare === 0 ? 0.05 : 0;
};
const times = (n: number, act: Act): readonly Act[] => Array.from({ length: n }, () => act);

/** What may happen, as often as it is listed. */
const story: readonly Act[] = [
  ...times(26, judge),
  ...times(6, (run) => run.judge(false, true)),
  ...times(3, (run) => run.judge(true, false)),
  ...times(14, changeWeather),
  ...times(9, startOne),
  ...times(4, killOne),
  ...times(4, jumpClock),
  ...times(3, fillDisk),
  ...times(2, endanger),
  ...times(4, (run) => run.night()),
  ...times(2, (run) => run.bumpPolicy()),
  ...times(2, (run) => run.withdrawOne()),
  ...times(2, (run) => run.server.keepHouse(true)),
  ...times(2, (run) => run.server.keepHouse(false)),
  ...times(2, (run) => run.deskAtWork()?.syncNow()),
];

/** A short name for a run's every event: two runs of one seed must have the same. */
export function traceHash(trace: readonly string[]): string {
  return createHash('sha256').update(trace.join('\n')).digest('hex').slice(0, 16);
}
