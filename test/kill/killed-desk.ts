import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient, type Client } from '../../shared/contract/create-client.ts';
import { deskApi, type DeskApi } from '../../shared/contract/desk-api.ts';
import { hostApi } from '../../shared/contract/host-api.ts';
import type { Judgement } from '../../shared/domain/verdict.ts';
import { expectValue } from '../../shared/lifetime/result.ts';
import { forkedWire, startInput } from '../helpers/desk.ts';
import { serveInspectors } from '../helpers/inspectors.ts';
import { conduct } from '../helpers/case-fixtures.ts';
import type { Chance } from '../simulation/virtual-time.ts';

const program = fileURLToPath(new URL('../../main/data-service/entry.ts', import.meta.url));

/** What the reviewer at a desk was told is saved: id and judgement. */
export type SavedVerdict = {
  readonly verdictId: string;
  readonly caseId: string;
  readonly judgement: Judgement;
};
/** When a process is to die: at a named point of the code, or after so many milliseconds of work. */
export type Death = { readonly at: string } | { readonly afterMs: number };

/** A process that does not come by its point is killed after so long; a wipe needs a lease to end first. */
const pointPatienceMs = (point: string) => (point.startsWith('wipe') ? 14_000 : 5000);

/** One data service after the other on one folder, each in its own process and each killed. */
export class KilledDesk {
  readonly saved: SavedVerdict[] = [];
  /** Start of a process to its first answer to a page, after a kill. */
  readonly recoveryMs: number[] = [];
  readonly reached = new Map<string, number>();
  kills = 0;
  readonly #dataDir: string;
  readonly #backendUrl: string;
  readonly #codes: string[];
  readonly #chance: Chance;

  constructor(folder: string, backendUrl: string, codes: readonly string[], chance: Chance) {
    this.#dataDir = join(folder, 'desk');
    this.#backendUrl = backendUrl;
    this.#codes = [...codes];
    this.#chance = chance;
  }

  get dataDir(): string {
    return this.#dataDir;
  }

  /** A process lives, works, and is killed; answers whether it died where it should. */
  async liveAndDie(death: Death): Promise<boolean> {
    const { child, page, gone } = await this.#start('at' in death ? death.at : null);
    const isGone = { yes: false };
    void gone.then(() => (isGone.yes = true));
    const patienceMs = 'at' in death ? pointPatienceMs(death.at) : death.afterMs;
    const end = sleep(patienceMs).then(() => void child.kill('SIGKILL'));
    await Promise.race([gone, this.#work(page, () => isGone.yes)]);
    await ('at' in death ? Promise.race([gone, end]) : end);
    await gone;
    this.kills += 1;
    const isThere = 'at' in death && child.signalCode === 'SIGKILL' && !child.killed;
    if ('at' in death && isThere) {
      const name = death.at.split(':')[0] ?? '';
      this.reached.set(name, (this.reached.get(name) ?? 0) + 1);
    }
    return isThere;
  }

  /** The last process: it lives until everything is sent. Answers the journal's ids with their states. */
  async finish(patienceMs: number): Promise<ReadonlyMap<string, string>> {
    const { child, page, gone } = await this.#start(null);
    const untilMs = performance.now() + patienceMs;
    for (;;) {
      await page.call.syncNow({});
      const { outbox } = expectValue(await page.call.readDesk({}));
      if (outbox.waiting + outbox.sending === 0 || performance.now() > untilMs) break;
      await sleep(300);
    }
    const states = new Map<string, string>();
    for (let offset = 0; ; offset += 200) {
      const { entries } = expectValue(await page.call.listJournal({ offset, limit: 200 }));
      for (const { verdict, state } of entries) states.set(verdict.verdictId, state);
      if (entries.length < 200) break;
    }
    child.disconnect();
    await gone;
    return states;
  }

  async #start(crashAt: string | null): Promise<{
    readonly child: ChildProcess;
    readonly page: Client<DeskApi>;
    /** Heard from the first moment on: a process may die while it starts. */
    readonly gone: Promise<null>;
  }> {
    const startedMs = performance.now();
    const child = fork(program, [], {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      env: { ...process.env, ...(crashAt === null ? {} : { SECOND_LOOK_CRASH_AT: crashAt }) },
    });
    const died = once(child, 'exit').then(() => null);
    const enrolAt = {
      backendUrl: this.#backendUrl,
      invitation: this.#codes.pop() ?? 'none is left',
    };
    serveInspectors(child);
    const control = createClient(hostApi, forkedWire(child, 'control'));
    const started = await Promise.race([
      control.call.start(startInput(this.#dataDir, { enrolAt })),
      died,
    ]);
    // Killed while it started: the next process finds what this one left.
    if (started?.ok === false && started.fault.kind !== 'closed') expectValue(started);
    child.send({ p: 'page-1', open: true }, () => {});
    const page = createClient(deskApi, forkedWire(child, 'page-1'));
    const state = await Promise.race([page.call.readDesk({}), died]);
    if (state?.ok && this.kills > 0) this.recoveryMs.push(performance.now() - startedMs);
    return { child, page, gone: died };
  }

  /** What a reviewer does: the next case, a verdict, now and then another one on the same case. */
  async #work(page: Client<DeskApi>, isGone: () => boolean): Promise<void> {
    while (!isGone()) {
      const listed = await page.call.listCases({
        filter: { text: '', states: ['ready', 'blocked'], reasons: [] },
        sort: { by: 'due', direction: 'asc' },
        offset: 0,
        limit: 5,
      });
      if (!listed.ok || isGone()) return;
      for (const { caseId } of listed.value.rows.slice(0, 1 + this.#chance.below(2))) {
        const first = await this.#judge(page, caseId, null);
        if (first !== null && this.#chance.isLucky(0.2)) await this.#judge(page, caseId, first);
      }
      if (this.#chance.isLucky(0.2)) void page.call.syncNow({});
      await sleep(30 + this.#chance.below(200));
    }
  }

  async #judge(
    page: Client<DeskApi>,
    caseId: string,
    supersedesVerdictId: string | null,
  ): Promise<string | null> {
    const opened = await page.call.openCase({ caseId });
    if (!opened.ok) return null;
    const branch = opened.value.policy.branches.at(supersedesVerdictId === null ? 0 : -1);
    const decision = branch?.decisions[0];
    if (!branch || !decision) return null;
    const judgement: Judgement = {
      decision,
      branchId: branch.branchId,
      severity: branch.severity.min,
      confidence: 'sure',
      reasonIds: branch.reasons.slice(0, 1).map((reason) => reason.reasonId),
      note: `note ${this.saved.length} 🎬`,
      findings: [],
    };
    const saved = await page.call.recordVerdict({
      caseId,
      judgement,
      conduct,
      supersedesVerdictId,
    });
    if (!saved.ok) return null;
    this.saved.push({ verdictId: saved.value.verdictId, caseId, judgement });
    return saved.value.verdictId;
  }
}
