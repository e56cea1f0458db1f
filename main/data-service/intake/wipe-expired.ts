import { crashPoint } from '../runtime/crash-points.ts';
import type { FetchDeps } from './fetch-media.ts';

/**
 * Destroys what this desk may no longer hold: cases past their wipe time (by the backend's clock) and clips that no
 * case needs. The key goes first; verdicts and receipts stay.
 */
export async function wipeExpired({
  tables,
  store,
  clock,
  announce,
  log,
}: Omit<FetchDeps, 'client' | 'world'>): Promise<void> {
  const expired = tables.cases.toWipe(clock.nowMs());
  const orphans = tables.transaction(() => {
    for (const caseId of expired) {
      tables.cases.forget(caseId);
      tables.drafts.forget(caseId);
      tables.reviewWorks.forget(caseId);
      tables.proposals.forget(caseId);
    }
    const files = tables.media.orphans();
    for (const sha256 of files) {
      tables.media.forget(sha256);
      tables.measurements.forget(sha256);
      tables.evidenceShares.forget(sha256);
    }
    return files;
  });
  if (expired.length === 0 && orphans.length === 0) return;
  crashPoint('wipe.forgotten');
  // Without this the keys would live on in the write-ahead log.
  tables.truncateLog();
  crashPoint('wipe.log-emptied');
  for (const sha256 of orphans) await store.remove(sha256);
  crashPoint('wipe.done');
  if (expired.length > 0) announce('queueChanged', {});
  log('wiped', { cases: expired.length, files: orphans.length });
}
