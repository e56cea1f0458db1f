import { statfs } from 'node:fs/promises';
import type { DeskState } from '../../../shared/contract/desk-api.ts';
import type { TravelPack, TravelPlan, TravelWish } from '../../../shared/contract/travel-api.ts';
import type { Fault } from '../../../shared/lifetime/fault.ts';
import { ok, type Result } from '../../../shared/lifetime/result.ts';
import { claimPack, preferPacked } from './claim-pack.ts';
import { endPack, giveBack } from './give-back.ts';
import { planTravel } from './plan-travel.ts';
import type { PackDeps } from './travel-context.ts';
import { isOver, noPack, progressOf, type Pace } from './travel-progress.ts';

export type TravelDeps = PackDeps & {
  readonly keyProtection: () => DeskState['keyProtection'];
  /** Bytes that the disk under the desk's folder has left. */
  readonly freeBytes: () => Promise<number>;
  /** What keeps clips from coming, as the fetching last met it. */
  readonly mediaTrouble: () => Fault | null;
};

export type Travel = {
  plan(wish: TravelWish): Promise<TravelPlan>;
  /** Begins a pack; `round` continues it, also after a restart. */
  pack(wish: TravelWish): Promise<Result<TravelPack>>;
  read(): TravelPack;
  end(keep: 'ready' | 'none'): TravelPack;
  /** Takes the pack one step further: claims, gives back, announces what changed. */
  round(): Promise<Result<null>>;
};

/** The reviewer's own pace comes from the handle times of this stretch, in milliseconds. */
const paceOfMs = 30 * 86_400_000;

export function createTravel(parts: TravelDeps): Travel {
  const { tables, world, announce } = parts;
  const seen: { fault: Fault | null; told: string; start: { ms: number; bytes: number } | null } = {
    fault: null,
    told: '',
    start: null,
  };

  const pace: Pace = (readyBytes) => {
    seen.start ??= { ms: world.monotonicMs(), bytes: readyBytes };
    const passedMs = world.monotonicMs() - seen.start.ms;
    const gained = readyBytes - seen.start.bytes;
    return passedMs < 1000 || gained <= 0 ? null : gained / passedMs;
  };

  function read(): TravelPack {
    const pack = tables.settings.read('travelPack');
    if (pack === null) return noPack;
    return progressOf(parts, pack, pace, seen.fault ?? parts.mediaTrouble());
  }

  async function plan(wish: TravelWish): Promise<TravelPlan> {
    const nowMs = world.nowMs();
    const last = tables.verdicts.between(nowMs - paceOfMs, nowMs + 1);
    return planTravel(wish, {
      isEnrolled: tables.settings.read('enrolment') !== null,
      keyProtection: parts.keyProtection(),
      isPacking: tables.settings.read('travelPack') !== null,
      freeBytes: await parts.freeBytes(),
      handleMs: last.map((stored) => stored.verdict.conduct.handleMs).filter((ms) => ms > 0),
    });
  }

  /** Announces to the page only when something that it shows has changed. */
  function tell(): void {
    const now = JSON.stringify(read());
    if (now === seen.told) return;
    seen.told = now;
    announce('travelChanged', {});
  }

  async function step(): Promise<Result<null>> {
    for (const work of [claimPack, giveBack]) {
      const done = await work(parts);
      if (!done.ok) return done;
    }
    const pack = tables.settings.read('travelPack');
    if (pack !== null && isOver(parts, pack)) tables.settings.forget('travelPack');
    return ok(null);
  }

  // After a restart the pack's clips come first again.
  preferPacked(parts);
  return {
    plan,
    read,
    async pack(wish) {
      const made = await plan(wish);
      if (made.blocker !== null) return { ok: false, fault: made.blocker };
      seen.start = null;
      tables.settings.write('travelPack', {
        wish,
        startedAtMs: world.nowMs(),
        wanted: made.cases,
        budgetBytes: made.budgetBytes,
        isEnding: false,
        queuesLeft: tables.settings.read('enrolment')?.queues ?? [],
        asking: null,
        cases: [],
        giveBack: [],
        refused: 0,
      });
      tell();
      return ok(read());
    },
    end(keep) {
      endPack(parts, keep);
      tell();
      return read();
    },
    async round() {
      if (tables.settings.read('travelPack') === null) {
        tell();
        return ok(null);
      }
      const done = await step();
      seen.fault = done.ok || done.fault.kind === 'cancelled' ? null : done.fault;
      tell();
      return done;
    },
  };
}

/** Bytes that an unprivileged program may still write where `folder` is. */
export async function freeBytesAt(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
