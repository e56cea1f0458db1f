import { fileToReview } from '../../../shared/domain/generation.ts';
import { blockedMediaFault } from '../cache/blocked-media.ts';
import { mediaStatusOf } from './media-status.ts';
import type { FetchDeps } from './fetch-media.ts';
import { changeCase } from './intake-context.ts';

/**
 * Clips that must not wait on this disk (`offlineEligible: false`): each is fetched when its case is opened and goes
 * again with the verdict, or some minutes after the case was left. What is on the disk at the start of the desk goes too.
 */
export type OnlineOnly = {
  /** The reviewer has this case open; null: none. */
  opened(caseId: string | null): void;
  /** The case whose clip may be fetched now; null: none. */
  wanted(): string | null;
  /** Destroys what may not stay; answers in how many milliseconds to look again, null when nothing waits. */
  tidy(): Promise<number | null>;
};

type OnlineOnlyDeps = Omit<FetchDeps, 'client' | 'clock'> & {
  /** A clip is gone: a running measurement of it should stop. */
  readonly onRemoved: (sha256: string) => void;
};

/** How long a clip stays after its undecided case was left: a look at the neighbour costs no second download. */
export const keptAfterLeavingMs = 5 * 60_000;

export function createOnlineOnly(parts: OnlineOnlyDeps): OnlineOnly {
  const { tables, store, world, announce, log, onRemoved: gone } = parts;
  const leftAtMs = new Map<string, number>();
  let open: string | null = null;

  /** How long a clip may stay yet; null for as long as its case is open. */
  function staysMs(caseId: string, isUndecided: boolean): number | null {
    if (!isUndecided) return 0;
    if (caseId === open) return null;
    const left = leftAtMs.get(caseId);
    return left === undefined ? 0 : Math.max(0, left + keptAfterLeavingMs - world.monotonicMs());
  }

  function forget(sha256: string): void {
    const cases = tables.cases.usingMedia(sha256);
    const touched = tables.transaction(() => {
      tables.media.forget(sha256);
      tables.measurements.forget(sha256);
      tables.evidenceShares.forget(sha256);
      return cases.flatMap((caseId) => {
        const known = tables.cases.read(caseId);
        const generation = tables.cases.readGeneration(caseId);
        const file = generation && fileToReview(generation);
        if (known === null || !generation || !file) return [];
        // Wanted again under a new key; the old one opens nothing any more.
        tables.media.want(file);
        if (tables.blockedMedia.has(sha256)) tables.media.saveFault(sha256, blockedMediaFault, 0);
        const { state, mediaFault } = mediaStatusOf(generation, tables.media.read(sha256));
        const isUndecided = isOpenState(known.row.state);
        const change = isUndecided ? { state, mediaFault } : { mediaFault };
        return [{ caseId, patch: { ...change, fetched: 0, offlineReady: false } }];
      });
    });
    for (const { caseId, patch } of touched) changeCase({ tables, announce }, caseId, patch);
  }

  return {
    opened(caseId) {
      if (open !== null && open !== caseId) leftAtMs.set(open, world.monotonicMs());
      open = caseId;
    },
    wanted() {
      const sha256 = open === null ? null : tables.cases.read(open)?.row.mediaSha256;
      return sha256 && !tables.blockedMedia.has(sha256) ? open : null;
    },
    async tidy() {
      const here = tables.media
        .onlineOnlyHere()
        .map((one) => ({ ...one, ms: staysMs(one.caseId, isOpenState(one.state)) }));
      const staying = here.filter((one) => one.ms === null || one.ms > 0);
      const going = new Set(here.map((one) => one.sha256));
      for (const { sha256 } of staying) if (!tables.blockedMedia.has(sha256)) going.delete(sha256);
      for (const sha256 of going) forget(sha256);
      if (going.size > 0) {
        // Without this the keys would live on in the write-ahead log.
        tables.truncateLog();
        for (const sha256 of going) {
          gone(sha256);
          await store.remove(sha256);
        }
        announce('queueChanged', {});
        log('online-only-purged', { files: going.size });
      }
      const waits = staying.flatMap((one) => (one.ms === null ? [] : [one.ms]));
      return waits.length === 0 ? null : Math.min(...waits);
    },
  };
}

function isOpenState(state: string): boolean {
  return state === 'fetching' || state === 'ready' || state === 'blocked';
}
