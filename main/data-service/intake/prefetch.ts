import { err, ok, type Result } from '../../../shared/lifetime/result.ts';
import type { Fault } from '../../../shared/lifetime/fault.ts';
import type { StoredMedia } from '../cache/media-files.ts';
import { backOffMs } from '../network/host-gate.ts';
import { fetchMedia, isSameSeal, type FetchDeps } from './fetch-media.ts';
import { changeCase } from './intake-context.ts';
import { restateCases } from './restate-cases.ts';

/** Looks into a verified file (frame index and the like); a fault says why it can't be shown. */
export type Inspect = (file: StoredMedia) => Promise<Result<null>>;

export type Prefetch = {
  /** Fetches what is wanted, the most urgent first, two at a time; answers the last trouble of the disk or the line. */
  run(): Promise<Result<null>>;
};

const atOnce = 2;

export function createPrefetch(
  context: FetchDeps,
  inspect: Inspect,
  openCaseId: () => string | null = () => null,
): Prefetch {
  const { tables, world, log } = context;
  const underWay = new Set<string>();

  async function worker(): Promise<Result<null>> {
    for (;;) {
      const next = tables.media.nextWanted(
        context.clock.nowMs(),
        1,
        [...underWay],
        openCaseId(),
      )[0];
      if (next === undefined) return ok(null);
      underWay.add(next);
      const done = await fetchOne(next).finally(() => underWay.delete(next));
      if (!done.ok && stopsAll(done.fault)) return done;
    }
  }

  async function fetchOne(sha256: string): Promise<Result<null>> {
    const startedMs = world.monotonicMs();
    const before = tables.media.read(sha256);
    const fetched = await fetchMedia(context, sha256);
    const file = tables.media.read(sha256);
    const isGone = !isSameSeal(before, file) && (fetched.ok || fetched.fault.kind === 'cancelled');
    if (file === null || isGone) {
      // It was wiped meanwhile: what was written since has no key.
      await context.store.remove(sha256);
      return ok(null);
    }
    if (!fetched.ok) {
      if (!stopsAll(fetched.fault)) waitWith(file, fetched.fault);
      log('media-trouble', { sha256, kind: fetched.fault.kind });
      return fetched;
    }
    const inspected = await inspect(file);
    if (!isSameSeal(file, tables.media.read(sha256))) return ok(null);
    if (!inspected.ok && inspected.fault.retry === 'later') {
      if (!stopsAll(inspected.fault)) waitWith(file, inspected.fault);
      return inspected;
    }
    tables.transaction(() => {
      tables.media.markVerified(sha256);
      if (!inspected.ok) tables.media.saveFault(sha256, inspected.fault, 0);
      // In the same transaction: a kill in between would leave its cases fetching for ever.
      restateCases(context, sha256);
    });
    log('media-verified', {
      sha256,
      bytes: file.sizeBytes,
      ms: Math.round(world.monotonicMs() - startedMs),
    });
    return ok(null);
  }

  /** Keeps the trouble of a file, which is tried again after a while. */
  function waitWith({ sha256, attempts }: StoredMedia, trouble: Fault): void {
    // By the backend's clock: setting this machine's back must not keep a clip waiting.
    const tryAfterMs = context.clock.nowMs() + backOffMs(attempts, world.random());
    tables.transaction(() => {
      tables.media.saveFault(sha256, trouble, tryAfterMs);
      restateCases(context, sha256);
    });
  }

  return {
    async run() {
      const ends = await Promise.all(Array.from({ length: atOnce }, worker));
      return ends.find((end) => !end.ok) ?? ok(null);
    },
  };
}

/** Troubles of the line or the disk, not of one file: everything waits. */
function stopsAll(fault: Fault): boolean {
  return [
    'offline',
    'timed-out',
    'unauthorized',
    'upgrade-required',
    'disk-full',
    'cancelled',
  ].includes(fault.kind);
}

/** The fault that a playing clip meets when its seal breaks; the file is wanted again. */
export function refetch(context: FetchDeps, sha256: string): void {
  const { fault } = err(
    'integrity-failed',
    'A piece of this clip on the disk is damaged. It is fetched again as soon as the backend can be reached; until then this case can’t be decided.',
    'later',
  );
  context.tables.transaction(() => {
    context.tables.media.startOver(sha256);
    context.tables.media.saveFault(sha256, fault, 0);
  });
  for (const caseId of context.tables.cases.usingMedia(sha256)) {
    const state = context.tables.cases.read(caseId)?.row.state;
    changeCase(context, caseId, {
      fetched: 0,
      offlineReady: false,
      ...(state === 'ready' ? { state: 'fetching' as const, mediaFault: fault } : {}),
    });
  }
  context.announce('integrityFailed', { sha256 });
  context.announce('queueChanged', {});
}
