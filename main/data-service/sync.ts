import type { TravelPack } from '../../shared/contract/travel-api.ts';
import type { Fault } from '../../shared/lifetime/fault.ts';
import type { Result } from '../../shared/lifetime/result.ts';
import { Scope } from '../../shared/lifetime/scope.ts';
import type { Announce } from './runtime/announcements.ts';
import type { Enrolment } from './cache/settings.ts';
import type { Tables } from './cache/tables.ts';
import type { ConnectionView } from './connection.ts';
import type { Inspector } from './evidence/inspector.ts';
import type { ClaimPlan } from './intake/claim-cases.ts';
import { handBack } from './care/stop-case.ts';
import { createPrefetch, refetch, type Inspect } from './intake/prefetch.ts';
import { syncOnce } from './intake/sync-once.ts';
import { wipeExpired } from './intake/wipe-expired.ts';
import type { Log } from './runtime/log.ts';
import type { MediaStore } from './media-store/media-store.ts';
import { createBackendClient } from './network/backend-client.ts';
import { createHostGate } from './network/host-gate.ts';
import type { ServerClock } from './network/server-clock.ts';
import { createLogPlaces } from './outbox/log-places.ts';
import { createOutbox } from './outbox/outbox.ts';
import type { Rescue } from './outbox/rescue.ts';
import { startLoop } from './runtime/loop.ts';
import { securityContact } from '../../shared/contract/backend-api.ts';
import { createTravel, type Travel, type TravelDeps } from './travel/travel.ts';
import type { World } from './runtime/world.ts';

/** The work that runs while this desk is enrolled: following the backend, fetching clips, sending verdicts. */
export type Sync = {
  /** Tries everything at once, whatever the back-off says; resolves when the round is over. */
  syncNow(): Promise<void>;
  /** Where the backend's operator takes security reports; empty: nowhere; null: it did not say. */
  askSecurityContact(): Promise<string | null>;
  nudgeOutbox(): void;
  /** A clip may be wanted: the fetching should look. */
  nudgeMedia(): void;
  /** Sends what waits, once, and resolves when that was tried. */
  handOver(): Promise<void>;
  retryVerdict(verdictId: string): Result<null>;
  /** A sealed chunk did not open while playing: the clip is fetched again. */
  sealBroken(sha256: string): void;
  readonly travel: Travel;
  /** A pack began or ended: the travel loop should look. */
  nudgeTravel(): void;
  /** Ends every loop after what it is doing. */
  end(): Promise<void>;
};

export type SyncDeps = {
  readonly tables: Tables;
  readonly store: MediaStore;
  readonly world: World;
  readonly announce: Announce;
  readonly log: Log;
  readonly connection: ConnectionView;
  /** Looks into a verified file. */
  readonly inspector: Pick<Inspector, 'inspectFile'>;
  readonly clock: ServerClock;
  /** The backend took this desk off, and what waited was sent once. */
  readonly revoked: () => Promise<void>;
  readonly rescue: Rescue;
  /** The open case, when its clip must not wait on this disk. */
  readonly openCaseId?: () => string | null;
} & Pick<TravelDeps, 'keyProtection' | 'freeBytes' | 'measuring'>;

const syncEveryMs = 5000;
/**
 * Media and travel look on their own only so often: each is nudged by what gives it work (a round of sync, a person's
 * call), and a desk that lies without network for a day should not wake its disk every few seconds.
 */
const idleMs = 5 * 60_000;
/** How often a pack is looked at. */
const travelWaitsMs: Readonly<Record<TravelPack['phase'], number>> = {
  none: idleMs,
  claiming: 500,
  fetching: 500,
  measuring: 2000,
  'giving-back': 500,
  packed: syncEveryMs,
};
/** A desk that is refused asks once a minute, and whenever a person says so. */
const refusedWaitMs = 60_000;
/** Live cases held at once, and the most that one claim may bring. */
const claimTarget = 40;
const claimMaxBytes = 20_000_000_000;

export function startSync(parts: SyncDeps, enrolment: Enrolment): Sync {
  const { tables, store, world, clock, announce, log, connection } = parts;
  const scope = new Scope();
  const signal = abortSignalOf(scope);
  const gate = createHostGate(world);
  const client = createBackendClient({
    baseUrl: new URL(enrolment.backendUrl),
    token: enrolment.token,
    world,
    gate,
    signal,
  });
  const context = { tables, client, clock, world, announce, log, store };
  const inspect: Inspect = (file) => parts.inspector.inspectFile(file);
  const prefetch = createPrefetch(context, inspect, parts.openCaseId);
  const logPlaces = createLogPlaces(context);
  const outbox = createOutbox({
    tables,
    client,
    world,
    announce,
    log,
    tidyRescue: () => parts.rescue.tidy(),
    isOver: () => scope.isDisposed,
  });

  const lastMedia: { fault: Fault | null } = { fault: null };
  const travel = createTravel({
    ...context,
    keyProtection: parts.keyProtection,
    freeBytes: parts.freeBytes,
    mediaTrouble: () => lastMedia.fault,
    measuring: parts.measuring,
  });

  function learn(from: 'sync' | 'outbox' | 'media', fault: Fault | null): void {
    if (scope.isDisposed || fault?.kind === 'cancelled') return;
    if (connection.learned(from, fault)) announce('deskChanged', {});
  }

  function claimPlan(): ClaimPlan {
    const midnight = new Date(world.nowMs()).setHours(0, 0, 0, 0);
    return {
      target: claimTarget,
      maxBytes: claimMaxBytes,
      decidedToday: tables.verdicts.countSince(midnight),
    };
  }

  async function syncRound(): Promise<number> {
    const done = await syncOnce(context, claimPlan, () => handBack(context));
    if (done.ok) await wipeExpired(context);
    if (done.ok) await logPlaces.learn();
    learn('sync', done.ok ? null : done.fault);
    if (tables.settings.read('revokedAtMs') !== null) {
      await sending.nudgeAndWait();
      // Not awaited: it waits for the end of this very loop.
      void parts.revoked();
      return refusedWaitMs;
    }
    if (!done.ok && done.fault.retry === 'after-user') return refusedWaitMs;
    if (!done.ok) return Math.max(1000, done.fault.retryAfterMs ?? syncEveryMs);
    media.nudge();
    sending.nudge();
    return syncEveryMs;
  }

  async function mediaRound(): Promise<number> {
    const done = await prefetch.run();
    lastMedia.fault = done.ok ? null : done.fault;
    learn('media', lastMedia.fault);
    return done.ok ? idleMs : Math.max(1000, done.fault.retryAfterMs ?? syncEveryMs);
  }

  async function sendingRound(): Promise<number> {
    const { waitMs, fault } = await outbox.drain();
    learn('outbox', fault);
    return waitMs;
  }

  async function travelRound(): Promise<number> {
    const before = travel.read();
    const done = await travel.round();
    if (!done.ok) return Math.max(1000, done.fault.retryAfterMs ?? syncEveryMs);
    const { phase, cases } = travel.read();
    if (cases.total !== before.cases.total) media.nudge();
    return travelWaitsMs[phase];
  }

  const media = startLoop('media', mediaRound, world, log, signal);
  const sending = startLoop('outbox', sendingRound, world, log, signal);
  const sync = startLoop('sync', syncRound, world, log, signal);

  const travelling = startLoop('travel', travelRound, world, log, signal);

  return {
    travel,
    nudgeTravel: () => travelling.nudge(),
    async askSecurityContact() {
      const asked = await client.call('readHealth', {});
      const told = asked.ok ? asked.value.securityContact : undefined;
      // What is no address is not shown as one.
      return told === undefined ? null : (securityContact.safeParse(told).data ?? '');
    },
    async syncNow() {
      gate.openNow();
      tables.media.retryAll();
      await sync.nudgeAndWait();
      sending.nudge();
      media.nudge();
      travelling.nudge();
    },
    nudgeOutbox: () => sending.nudge(),
    nudgeMedia: () => media.nudge(),
    async handOver() {
      gate.openNow();
      await sending.nudgeAndWait();
    },
    retryVerdict(verdictId) {
      const back = outbox.retryVerdict(verdictId);
      if (back.ok) sending.nudge();
      return back;
    },
    sealBroken(sha256) {
      refetch(context, sha256);
      media.nudge();
    },
    async end() {
      scope.dispose();
      await Promise.all([sync.ended, media.ended, sending.ended, travelling.ended]);
    },
  };
}

/** The scope's signal as Node's own type, which `fetch` and `AbortSignal.any` want. */
function abortSignalOf(scope: Scope): AbortSignal {
  const controller = new AbortController();
  scope.add(() => controller.abort());
  return controller.signal;
}
