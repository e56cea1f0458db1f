import { err, ok, type Result } from '../../shared/lifetime/result.ts';
import type { Tables } from './cache/tables.ts';
import type { MediaStore } from './media-store/media-store.ts';

/** Whether this desk may be enrolled elsewhere: nothing waits for the backend that it leaves. */
export function mayLeaveBackend(tables: Tables): Result<null> {
  const { waiting, sending } = tables.outbox.counts();
  if (waiting + sending === 0) return ok(null);
  return err(
    'refused',
    'Verdicts still wait for the present backend. Let them be sent before you enrol at another.',
    'after-user',
  );
}

/**
 * Forgets what a backend gave, in the caller's transaction: cases, prompts, drafts, clips and their keys, policies, place
 * in its feed, and the assistance that a lead of it set up. Verdicts stay. Answers the files to be removed afterwards.
 */
export function forgetBackend(tables: Tables): readonly string[] {
  const files = forgetCases(tables);
  tables.policies.forgetAll();
  for (const key of [
    'handBack',
    'stoppedCases',
    'travelPack',
    'quota',
    'securityContact',
    'assist',
    'assistKey',
  ] as const)
    tables.settings.forget(key);
  const left = tables.settings.read('enrolment')?.deviceId;
  const earlier = tables.settings.read('earlierDevices') ?? [];
  if (left !== undefined) tables.settings.write('earlierDevices', [...earlier, left].slice(-100));
  return files;
}

/** Forgets every case and every clip with its key, in the caller's transaction. */
export function forgetCases(tables: Tables): readonly string[] {
  tables.cases.forgetAll();
  const orphans = tables.media.orphans();
  for (const sha256 of orphans) {
    tables.media.forget(sha256);
    tables.measurements.forget(sha256);
    tables.evidenceShares.forget(sha256);
  }
  return orphans;
}

/** Removes what has no key any more. */
export async function removeFiles(
  tables: Tables,
  store: MediaStore,
  files: readonly string[],
): Promise<void> {
  // Without this the keys would live on in the write-ahead log.
  tables.truncateLog();
  for (const sha256 of files) await store.remove(sha256);
}

/** Whether a rejected verdict may be tried again: one that was made for another backend goes to no other. */
export function mayRetry(tables: Tables, verdictId: string): Result<null> {
  const madeBy = tables.journal.read(verdictId)?.verdict.deviceId;
  const earlier = tables.settings.read('earlierDevices') ?? [];
  if (madeBy === undefined || !earlier.includes(madeBy)) return ok(null);
  return err(
    'refused',
    'This verdict was made for a backend at which this desk is not enrolled any more, so it is not sent. It stays here: write it to a file and give that to your operator.',
    'after-user',
  );
}
