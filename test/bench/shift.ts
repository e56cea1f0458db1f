import { startDataService } from '../../main/data-service/data-service.ts';
import { silentLog } from '../../main/data-service/runtime/log.ts';
import { realWorld } from '../../main/data-service/runtime/world.ts';
import type { CallInput } from '../../shared/contract/contract.ts';
import { createClient } from '../../shared/contract/create-client.ts';
import { deskApi, type DeskApi } from '../../shared/contract/desk-api.ts';
import { portWire } from '../../shared/contract/port-wire.ts';
import { breakDue, severeFrom } from '../../shared/domain/care.ts';
import type { Claim } from '../../shared/domain/claim.ts';
import { distressing, type ExposureLine } from '../../shared/domain/exposure.ts';
import type { Policy } from '../../shared/domain/policy.ts';
import { expectValue } from '../../shared/lifetime/result.ts';
import { approval, conduct, madeClaim, madePolicy } from '../helpers/case-fixtures.ts';
import { inspectorHere } from '../helpers/inspectors.ts';
import { createModelBackend, modelInvitation } from '../helpers/model-backend.ts';

type Wish = {
  readonly folder: string;
  readonly cases: number;
  /** How long the shift is meant to be without its breaks. */
  readonly minutes: number;
  readonly seed: number;
};

export type Shift = {
  readonly handleMs: readonly number[];
  readonly passedMs: number;
  readonly severeCases: number;
  readonly longestSevereRow: number;
  readonly breaksOffered: number;
  readonly breaksTaken: number;
  readonly lines: readonly ExposureLine[];
  readonly areCapsKept: boolean;
  /** From the question for the next case until it is open. */
  readonly nextMs: readonly number[];
  /** Resident memory of this process before and after. */
  readonly memoryBytes: readonly [number, number];
};

type NeighbourQuery = CallInput<DeskApi, 'neighbourCase'>;

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** Three of ten clips are expected to hurt: more than a queue has, so that the order has something to do. */
const severeShare = 0.3;
const everyFewCases = 10;
const next: NeighbourQuery = {
  filter: { text: '', states: [], reasons: [] },
  sort: { by: 'due', direction: 'asc' },
  caseId: null,
  direction: 'next',
  openOnly: true,
};

/** Park and Miller's generator: repeatable chance, 0 to 1. */
function chanceOf(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

const policy: Policy = {
  ...madePolicy,
  branches: [
    ...madePolicy.branches,
    ...distressing.map((category) => ({
      branchId: category,
      category,
      title: category,
      question: category,
      decisions: ['remove' as const],
      severity: { min: 3, max: 4 },
      reasons: [],
    })),
  ],
};

function claimsOf(wish: Wish, chance: () => number, nowMs: number): Claim[] {
  return Array.from({ length: wish.cases }, (_, at) => {
    const harm = distressing[Math.floor(chance() * distressing.length)] ?? 'violence';
    const score = chance() < severeShare ? 0.9 : 0.1;
    const by = { modality: 'picture', classifier: 'guard', version: '1' } as const;
    return madeClaim(
      String(at),
      [],
      {
        dueAtMs: nowMs + at * 1000,
        expiresAtMs: nowMs + 12 * hourMs,
        wipeAtMs: nowMs + 24 * hourMs,
      },
      { scores: [{ ...by, category: harm, score }] },
    );
  });
}

/** One shift on the real data service against a backend in memory, on a clock that runs ahead with the reviewer. */
export async function simulateShift(wish: Wish): Promise<Shift> {
  const chance = chanceOf(wish.seed);
  const clock = { aheadMs: 0 };
  const real = realWorld();
  const world = {
    ...real,
    nowMs: () => real.nowMs() + clock.aheadMs,
    monotonicMs: () => real.monotonicMs() + clock.aheadMs,
  };
  const backend = createModelBackend(policy);
  backend.waiting = claimsOf(wish, chance, Date.now());
  const harms = new Map(backend.waiting.map((claim) => [claim.caseId, claim.generation.scores[0]]));
  const service = expectValue(
    startDataService(
      {
        dataDir: wish.folder,
        databaseKey: new Uint8Array(32).fill(7),
        keyProtection: 'key-file',
        enrolAt: { backendUrl: await backend.listen(), invitation: modelInvitation },
        loopbackOnly: true,
        appVersion: 'bench',
      },
      world,
      silentLog,
      {
        measuring: () => {},
        inspector: inspectorHere((wire) => service.attachInspector(wire)),
      },
    ),
  );
  const ports = new MessageChannel();
  service.attachPage(portWire(ports.port1));
  const { call } = createClient(deskApi, portWire(ports.port2));

  const beganMs = world.nowMs();
  const dayStartMs = new Date(beganMs).setHours(0, 0, 0, 0);
  const memoryBefore = process.memoryUsage.rss();
  const handleMs: number[] = [];
  const nextMs: number[] = [];
  const count = { severe: 0, row: 0, longest: 0, offered: 0, taken: 0 };
  let workSinceMs = beganMs;

  async function rest(kind: 'break' | 'pause'): Promise<void> {
    const { untilMs } = expectValue(await call.beginBreak({ kind }));
    clock.aheadMs += Math.max(0, untilMs - world.nowMs());
    count.taken += 1;
    count.row = 0;
    workSinceMs = world.nowMs();
  }

  /** Shows and judges one case, as a person would; the clock runs on by what it took. */
  async function review(caseId: string): Promise<void> {
    const scored = harms.get(caseId);
    const isSevere = (scored?.score ?? 0) >= 0.5;
    // Handle times are skewed to the right: most are short, some take minutes.
    const meanMs = (wish.minutes * minuteMs) / wish.cases;
    const tookMs = Math.round(-Math.log(1 - chance() * 0.99) * meanMs * 0.9 + meanMs * 0.1);
    for (let left = tookMs; left > 0; left -= minuteMs) {
      const shownMs = Math.min(left, minuteMs);
      const unfilteredMs = Math.round(shownMs * (isSevere ? 0.2 : 0.6));
      expectValue(
        await call.addExposure({ caseId, unfilteredMs, filteredMs: shownMs - unfilteredMs }),
      );
      clock.aheadMs += shownMs;
    }
    const judgement = isSevere
      ? {
          ...approval,
          branchId: scored?.category ?? '',
          decision: 'remove' as const,
          severity: severeFrom,
        }
      : approval;
    expectValue(
      await call.recordVerdict({ caseId, judgement, conduct, supersedesVerdictId: null }),
    );
    handleMs.push(tookMs);
    count.severe += isSevere ? 1 : 0;
    count.row = isSevere ? count.row + 1 : 0;
    count.longest = Math.max(count.longest, count.row);
  }

  while (handleMs.length < wish.cases) {
    if (handleMs.length % everyFewCases === 0) expectValue(await call.syncNow({}));
    const care = expectValue(await call.readCare({}));
    const due = breakDue(care.rules, {
      workedMinutes: (world.nowMs() - workSinceMs) / minuteMs,
      remindAfterMinutes: 90,
      severeInARow: care.severeInARow,
      hasOnlySevere: care.hasOnlySevere,
    });
    if (due !== null) {
      count.offered += 1;
      await rest(due === 'pause' ? 'pause' : 'break');
      continue;
    }
    const asked = performance.now();
    const { caseId } = expectValue(await call.neighbourCase(next));
    if (caseId === null) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      expectValue(await call.syncNow({}));
      continue;
    }
    expectValue(await call.openCase({ caseId }));
    nextMs.push(performance.now() - asked);
    await review(caseId);
  }
  const day = expectValue(await call.readOwnDay({ dayStartMs }));
  const passedMs = world.nowMs() - beganMs;
  const memoryAfter = process.memoryUsage.rss();
  await service.stop();
  for (const port of [ports.port1, ports.port2]) port.close();
  await backend.close();
  return {
    handleMs,
    passedMs,
    severeCases: count.severe,
    longestSevereRow: count.longest,
    breaksOffered: count.offered,
    breaksTaken: count.taken,
    lines: day.lines,
    areCapsKept: day.areCapsKept,
    nextMs,
    memoryBytes: [memoryBefore, memoryAfter],
  };
}
