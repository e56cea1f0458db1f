import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { serve, type Server } from '../../shared/contract/serve.ts';
import type { ParsedInput, Wire } from '../../shared/contract/contract.ts';
import { deskApi, type AssistSettings, type DeskApi } from '../../shared/contract/desk-api.ts';
import type { HostApi } from '../../shared/contract/host-api.ts';
import type { UserActivity } from '../../shared/contract/measuring-api.ts';
import { mediaApi } from '../../shared/contract/media-api.ts';
import { analyserCards } from '../../shared/domain/analyser-cards.ts';
import { err, ok, type Result } from '../../shared/lifetime/result.ts';
import type { Announce } from './runtime/announcements.ts';
import { saveAssistSettings } from './assist/assist-settings.ts';
import { keepBallast } from './runtime/ballast.ts';
import { isDamage, type Cache } from './cache/open-cache.ts';
import type { StoredMedia } from './cache/media-files.ts';
import { createTables } from './cache/tables.ts';
import { createConnectionView } from './connection.ts';
import type { DeskDeps } from './desk-api/desk-context.ts';
import { deskHandlers } from './desk-api/desk-handlers.ts';
import { mediaProtocolHandlers } from './desk-api/media-calls.ts';
import { createOpenedCases } from './desk-api/opened-cases.ts';
import { readDeskState } from './desk-state.ts';
import { keepEnrolmentCopy, sealedEnrolmentName } from './enrolment-copy.ts';
import { createEvidenceEngine } from './evidence/engine.ts';
import { createInspector } from './evidence/inspector.ts';
import type { CallInspector } from './evidence/inspector-client.ts';
import type { CallMeasuring } from './evidence/measuring-link.ts';
import { readOwnModels } from './evidence/own-models.ts';
import { readTrustAnchors } from './evidence/trust-anchors.ts';
import { enrolDesk } from './intake/enrol.ts';
import { createOnlineOnly } from './intake/online-only.ts';
import { forgetBackend, mayLeaveBackend, mayRetry, removeFiles } from './leave-backend.ts';
import { startSync, type Sync } from './sync.ts';
import type { Log } from './runtime/log.ts';
import { createMediaStore } from './media-store/media-store.ts';
import { parseBackendUrl, pinnedAddress } from './network/backend-address.ts';
import { createBackendClient } from './network/backend-client.ts';
import { createHostGate } from './network/host-gate.ts';
import { createServerClock } from './network/server-clock.ts';
import { noteDamage, openOrRebuild } from './open-or-rebuild.ts';
import { createRescue } from './outbox/rescue.ts';
import { freeBytesAt } from './travel/travel.ts';
import { destroyContent } from './revocation.ts';
import { keepWiping } from './wiping.ts';
import { withClockOffset, type World } from './runtime/world.ts';

export type StartInput = ParsedInput<HostApi, 'start'>;

/** What this process asks Electron main for: a process of its own for each, which answers by a wire. */
export type CallHost = {
  readonly measuring: CallMeasuring;
  readonly inspector: CallInspector;
};

/** The running desk behind one open cache. */
export type DataService = {
  readonly cases: number;
  attachPage(wire: Wire): void;
  attachMedia(wire: Wire): void;
  /** A measuring process came up. */
  attachMeasuring(wire: Wire): void;
  /** An inspector came up. */
  attachInspector(wire: Wire): void;
  /** The reviewer is active. */
  throttle(activity: UserActivity['activity']): void;
  /** The machine woke or the network changed. */
  wake(): void;
  protectionChanged(keyProtection: StartInput['keyProtection']): void;
  /** What the person confirmed in a window of main's. */
  enrol(backendUrl: string, invitation: string): Promise<Result<null>>;
  saveAssist(settings: AssistSettings, apiKey: string | null): Result<null>;
  /** Sends what waits, once, and says what is left. */
  handOver(): Promise<{ readonly unsent: number; readonly rejected: number }>;
  /** Ends in order: loops first, then the database. */
  stop(): Promise<void>;
};

/**
 * Opens the cache and starts the work; a cache that can't be read is put aside and rebuilt. `onDamaged`
 * is called when a damaged page is met later: the process should end and be started again.
 */
export function startDataService(
  input: StartInput,
  world: World,
  log: Log,
  callHost: CallHost,
  onDamaged: () => void = () => {},
): Result<DataService> {
  mkdirSync(input.dataDir, { recursive: true, mode: 0o700 });
  // It may exist already, made by an older desk or by an operator.
  chmodSync(input.dataDir, 0o700);
  const opening = { ...input, nowMs: () => world.nowMs(), log };
  const opened = openOrRebuild(opening);
  if (!opened.ok) return opened;
  const shifted = withClockOffset(world, input.clockOffsetMs ?? 0);
  const parts = [shifted, log, callHost, onDamaged] as const;
  try {
    return ok(runDesk(input, opened.value, ...parts));
  } catch (error) {
    if (!isDamage(error)) throw error;
    opened.value.close();
    noteDamage(input.dataDir);
    const rebuilt = openOrRebuild(opening);
    return rebuilt.ok ? ok(runDesk(input, rebuilt.value, ...parts)) : rebuilt;
  }
}

function runDesk(
  input: StartInput,
  cache: Cache,
  world: World,
  log: Log,
  callHost: CallHost,
  onDamaged: () => void,
): DataService {
  const tables = createTables(cache);
  const store = createMediaStore(join(input.dataDir, 'media'));
  const ballast = keepBallast(input.dataDir);
  const rescue = createRescue(input.dataDir, tables, log);
  const connection = createConnectionView();
  const pages = new Set<Server<DeskApi>>();
  const announce: Announce = (name, data) => {
    pages.forEach((page) => page.emit(name, data));
    // A clip may have been verified.
    if (name === 'queueChanged') evidence.nudge();
  };
  const stopping = new AbortController();
  let link: Sync | null = null;
  let { keyProtection } = input;
  const clock = createServerClock(world, {
    latestMs: tables.settings.read('serverTimeMs') ?? 0,
    offsetMs: tables.settings.read('serverOffsetMs') ?? 0,
  });

  /** The backend took this desk off: what waits was sent once, now everything goes. */
  async function revoked(): Promise<void> {
    const ended = link?.end();
    link = null;
    await ended;
    await destroyContent(tables, store, input.dataDir, announce, log);
  }

  function keepCopy(): void {
    const enrolment = tables.settings.read('enrolment');
    const deviceKey = tables.settings.read('deviceKey');
    if (enrolment === null || deviceKey === null) return;
    keepEnrolmentCopy(input.dataDir, input.databaseKey, { enrolment, deviceKey });
  }
  const models = readOwnModels(join(input.dataDir, '../own-models.json'));
  for (const _ of models.troubles) log('own-model-trouble', {});
  const inspector = createInspector({
    tables,
    store,
    world,
    log,
    callInspector: callHost.inspector,
  });
  const evidence = createEvidenceEngine({
    tables,
    world,
    log,
    announce,
    models,
    inspector,
    callMeasuring: callHost.measuring,
    cards: Object.values(analyserCards),
    trustAnchors: readTrustAnchors(join(input.dataDir, '../trust-anchors.pem')),
  });

  const openedCases = createOpenedCases({
    monotonicMs: () => world.monotonicMs(),
    log,
    fileOf: (caseId) => tables.cases.read(caseId)?.row.mediaSha256 ?? null,
  });
  const onlineOnly = createOnlineOnly({
    tables,
    store,
    world,
    announce,
    log,
    onRemoved: (sha256) => evidence.evict(sha256),
  });
  const parts = { tables, store, world, clock, announce, log, connection, rescue, inspector };
  const travelParts = {
    keyProtection: () => context.readDesk().keyProtection,
    freeBytes: () => freeBytesAt(input.dataDir),
    measuring: evidence,
  };

  function startIfEnrolled(): void {
    const enrolment = tables.settings.read('enrolment');
    if (enrolment === null || stopping.signal.aborted) return;
    const parsed = parseBackendUrl(enrolment.backendUrl, input.loopbackOnly);
    const url = parsed.ok ? pinnedAddress(input.pinnedHosts, parsed.value) : parsed;
    if (url.ok)
      link = startSync(
        { ...parts, ...travelParts, revoked, openCaseId: () => onlineOnly.wanted() },
        enrolment,
      );
    else connection.learned('sync', url.fault);
  }

  async function enrol(backendUrl: string, invitation: string): Promise<Result<null>> {
    const parsed = parseBackendUrl(backendUrl, input.loopbackOnly);
    const url = parsed.ok ? pinnedAddress(input.pinnedHosts, parsed.value) : parsed;
    if (!url.ok) return url;
    const known = tables.settings.read('enrolment');
    const isOther = known !== null && new URL(known.backendUrl).origin !== url.value.origin;
    if (isOther) {
      await link?.handOver();
      const may = mayLeaveBackend(tables);
      if (!may.ok) return may;
      // Nothing of the old backend may arrive any more.
      await link?.end();
      link = null;
    }
    const files: string[] = [];
    const leave = () => {
      const may = isOther ? mayLeaveBackend(tables) : ok(null);
      if (may.ok && isOther) files.push(...forgetBackend(tables));
      return may;
    };
    const client = createBackendClient({
      baseUrl: url.value,
      token: null,
      world,
      gate: createHostGate(world),
      signal: stopping.signal,
    });
    const version = input.appVersion;
    const enrolled = await enrolDesk(tables, client, url.value.href, invitation, version, leave);
    if (!enrolled.ok) {
      if (isOther) startIfEnrolled();
      if (known === null && connection.learned('enrolment', enrolled.fault))
        announce('deskChanged', {});
      return enrolled;
    }
    await link?.end();
    if (isOther) await removeFiles(tables, store, files);
    tables.settings.forget('revokedAtMs');
    keepCopy();
    connection.reset();
    startIfEnrolled();
    announce('queueChanged', {});
    announce('deskChanged', {});
    return enrolled;
  }

  const context: DeskDeps = {
    tables,
    store,
    world,
    announce,
    evidence,
    inspector,
    models,
    openedCases,
    pinnedAssistHosts: input.pinnedHosts?.assist ?? null,
    readDesk: () => readDeskState(tables, connection, world, keyProtection, clock.nowMs()),
    syncNow: async () => link?.syncNow(),
    askSecurityContact: async () => (await link?.askSecurityContact()) ?? null,
    nudgeOutbox: () => link?.nudgeOutbox(),
    // An answer goes out with the promises of its call, before the next turn.
    afterAnswer: (work) => void setImmediate(work),
    caseOpened(caseId) {
      onlineOnly.opened(caseId);
      link?.nudgeMedia();
      wiping.nudge();
    },
    decided: () => wiping.nudge(),
    retryVerdict(verdictId) {
      const may = mayRetry(tables, verdictId);
      if (!may.ok) return may;
      return (
        link?.retryVerdict(verdictId) ??
        err('not-enrolled', 'This desk is not enrolled.', 'after-user')
      );
    },
    sealBroken: (sha256) => link?.sealBroken(sha256),
    makeRoom: () => ballast.free(),
    rescue,
    travel: () => link?.travel ?? null,
    nudgeTravel: () => link?.nudgeTravel(),
  };
  const onBug = (name: string, error: unknown) => {
    log('bug', {
      where: name,
      error: error instanceof Error ? error.message.slice(0, 300) : 'unknown',
    });
    if (!isDamage(error)) return;
    noteDamage(input.dataDir);
    onDamaged();
  };

  followMovedBackend(tables, input.backendMoved);
  tables.outbox.resetSending();
  // A run that was killed between a deletion and this left the deleted keys in the log.
  tables.truncateLog();
  if (!existsSync(join(input.dataDir, sealedEnrolmentName))) keepCopy();
  // Its first look comes before any page can ask.
  const wiping = keepWiping(
    { tables, store, clock, world, announce, log, onlineOnly, ballast },
    stopping.signal,
  );
  store.sweep((sha256) => isHeld(tables.media.read(sha256)));
  startIfEnrolled();
  if (link === null && input.enrolAt !== null)
    void enrolUntilDone(enrol, input.enrolAt, world, stopping.signal, log);

  return {
    cases: tables.cases.counts().total,
    attachPage(wire) {
      const page = serve(deskApi, deskHandlers(context), wire, onBug);
      pages.add(page);
      wire.onClose(() => {
        pages.delete(page);
        // A page that is gone has no case open.
        if (pages.size === 0) onlineOnly.opened(null);
        if (pages.size === 0) openedCases.forget();
        page.close();
      });
    },
    attachMedia: (wire) => void serve(mediaApi, mediaProtocolHandlers(context), wire, onBug),
    attachMeasuring: (wire) => evidence.attach(wire),
    attachInspector: (wire) => inspector.attach(wire),
    throttle: (activity) => evidence.throttle(activity),
    wake() {
      clock.woke();
      wiping.nudge();
      void link?.syncNow();
    },
    protectionChanged(next) {
      keyProtection = next;
      announce('deskChanged', {});
    },
    enrol,
    saveAssist: (settings, apiKey) =>
      saveAssistSettings(tables, settings, apiKey, input.pinnedHosts?.assist ?? null),
    async handOver() {
      await link?.handOver();
      const { waiting, sending, rejected } = tables.outbox.counts();
      return { unsent: waiting + sending, rejected };
    },
    async stop() {
      stopping.abort();
      inspector.stop();
      await link?.end();
      await wiping.ended;
      await evidence.stop();
      for (const page of pages) page.close();
      cache.close();
    },
  };
}

/** Whether anything of a file may be on the disk under its present key. */
function isHeld(file: StoredMedia | null): boolean {
  return file !== null && (file.isVerified || file.manifest !== null);
}

/** A desk that is enrolled at the embedded backend stays so when that had to take another port. */
function followMovedBackend(
  tables: ReturnType<typeof createTables>,
  moved: StartInput['backendMoved'],
): void {
  const enrolment = tables.settings.read('enrolment');
  if (!moved || !enrolment) return;
  if (new URL(enrolment.backendUrl).origin !== new URL(moved.fromUrl).origin) return;
  tables.settings.write('enrolment', { ...enrolment, backendUrl: new URL(moved.toUrl).href });
}

/** Enrols a new desk as the start input says; a backend that is not up yet is asked again. */
async function enrolUntilDone(
  enrol: (backendUrl: string, invitation: string) => Promise<Result<null>>,
  at: NonNullable<StartInput['enrolAt']>,
  world: World,
  signal: AbortSignal,
  log: Log,
): Promise<void> {
  for (let tries = 0; tries < 20 && !signal.aborted; tries += 1) {
    const enrolled = await enrol(at.backendUrl, at.invitation);
    if (enrolled.ok) return;
    log('enrol-trouble', { kind: enrolled.fault.kind });
    if (enrolled.fault.retry === 'never') return;
    await world.sleep(Math.min(500 * 2 ** tries, 15_000), signal);
  }
}
