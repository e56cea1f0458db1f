import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Announce } from './runtime/announcements.ts';
import type { Tables } from './cache/tables.ts';
import { sealedEnrolmentName } from './enrolment-copy.ts';
import { forgetCases, removeFiles } from './leave-backend.ts';
import type { Log } from './runtime/log.ts';
import type { MediaStore } from './media-store/media-store.ts';

/**
 * This desk was taken off: everything that it holds of cases goes, and with it its token and its signing
 * key. Verdicts stay, with their ids and hashes, and so does what could not be sent.
 */
export async function destroyContent(
  tables: Tables,
  store: MediaStore,
  dataDir: string,
  announce: Announce,
  log: Log,
): Promise<void> {
  const files = tables.transaction(() => {
    const orphans = forgetCases(tables);
    for (const key of ['enrolment', 'deviceKey', 'cursor', 'pendingClaim', 'assistKey'] as const)
      tables.settings.forget(key);
    return orphans;
  });
  rmSync(join(dataDir, sealedEnrolmentName), { force: true });
  await removeFiles(tables, store, files);
  log('revoked', { files: files.length });
  announce('queueChanged', {});
  announce('deskChanged', {});
}
