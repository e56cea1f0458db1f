import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import type { CrashPoint } from '../../../shared/lifetime/crash-point.ts';
import { shredFile, syncFolder, writeWholeFile } from '../settings/whole-file.ts';
import { keyFileNames } from './key-store.ts';

/** Lies in the desk's folder from the first to the last step of a wipe. */
const markName = 'wipe.begun';

/** What is in clear beside the desk's own data: the embedded backend, and a picture of the screen for trials. */
const besides = ['backend', 'desk.png', 'desk.png.part'];

/** What stays: verdicts that are sealed to the backend's own key, which this desk can't read. */
function stays(name: string): boolean {
  return name.startsWith('rescue-');
}

/**
 * Destroys this desk: its key first, so that all the rest is noise at once, then the database, the clips
 * and the drafts, and the backend that comes with it, which is not encrypted: its database, its log and the person's
 * own clips. A wipe that was cut short is ended at the next start.
 */
export async function wipeDesk(folder: string, crash: CrashPoint): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeWholeFile(join(folder, markName), 'begun\n', 0o600);
  crash('keys.wipe-begun');
  for (const name of Object.values(keyFileNames)) {
    await shredFile(join(folder, name));
    await shredFile(join(folder, `${name}.part`));
  }
  await syncFolder(folder);
  crash('keys.wipe-key-gone');
  const data = join(folder, 'desk');
  if (existsSync(data)) {
    for (const name of await readdir(data)) {
      if (!stays(name)) await rm(join(data, name), { recursive: true, force: true });
      crash('keys.wipe-data-going');
    }
    await syncFolder(data);
  }
  for (const name of besides) await rm(join(folder, name), { recursive: true, force: true });
  // The launcher still writes into its log: the file is emptied, not removed while it is open.
  await truncate(join(folder, 'desk.log')).catch(ignoreMissing);
  await syncFolder(folder);
  crash('keys.wipe-data-gone');
  await rm(join(folder, markName), { force: true });
  await syncFolder(folder);
  crash('keys.wipe-done');
}

/** Ends a wipe that a kill or a power cut interrupted; nothing else may have been opened before. */
export async function endWipe(folder: string, crash: CrashPoint): Promise<boolean> {
  await rm(join(folder, `${markName}.part`), { force: true });
  if (!existsSync(join(folder, markName))) return false;
  await wipeDesk(folder, crash);
  return true;
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
}
