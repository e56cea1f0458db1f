import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Result } from '../../shared/lifetime/result.ts';
import { openCache, type Cache } from './cache/open-cache.ts';
import { putAside, salvage, trialRemains, type TrialRemains } from './cache/put-aside.ts';
import { createTables, type Tables } from './cache/tables.ts';
import { readEnrolmentCopy, sealedEnrolmentName } from './enrolment-copy.ts';
import type { Log } from './runtime/log.ts';
import { rescueFileName } from './outbox/rescue-file.ts';

type Opening = {
  readonly dataDir: string;
  readonly databaseKey: Uint8Array;
  readonly nowMs: () => number;
  readonly log: Log;
};

const damageMark = 'desk.damaged';

/** Notes that a damaged page was met while working: the next start checks the whole database. */
export function noteDamage(dataDir: string): void {
  writeFileSync(join(dataDir, damageMark), '');
}

/**
 * Opens the cache. One that can't be read is put aside, never deleted, and a new one takes its place:
 * what is still readable of it comes along, the rest comes from the backend. One of a trial version is put aside whole.
 * A newer one is left alone.
 */
export function openOrRebuild(opening: Opening): Result<Cache> {
  const { dataDir, databaseKey } = opening;
  const file = join(dataDir, 'desk.db');
  const mark = join(dataDir, damageMark);
  const opened = openCache(file, databaseKey);
  if (opened.ok && (!existsSync(mark) || isWhole(opened.value))) {
    rmSync(mark, { force: true });
    return opened;
  }
  const isOlder = !opened.ok && opened.fault.kind === 'database-older';
  if (!opened.ok && !isOlder && opened.fault.kind !== 'database-unreadable') return opened;
  if (opened.ok) opened.value.close();
  const aside = putAside(file, isOlder ? 'older' : 'unreadable', opening.nowMs());
  // It may be both: of a trial version, and damaged.
  const remains = trialRemains(aside, databaseKey);
  const made = remains === null ? rebuild(opening, aside) : beginAnew(opening, aside, remains);
  rmSync(mark, { force: true });
  return made;
}

/**
 * A new database after one of a trial version. Nothing comes along: its verdicts are none that a backend of today takes,
 * and no backend of today knows the device.
 */
function beginAnew(
  { dataDir, databaseKey, nowMs, log }: Opening,
  aside: string,
  { unsent, rescueFileId }: TrialRemains,
): Result<Cache> {
  const enrolmentCopy = join(dataDir, sealedEnrolmentName);
  // Else a later rebuild would take the new desk for the old device.
  if (existsSync(enrolmentCopy)) renameSync(enrolmentCopy, `${aside}.enrolment`);
  const made = openCache(join(dataDir, 'desk.db'), databaseKey);
  if (!made.ok) return made;
  const rescueFile = rescueFileId === null ? null : rescueFileName(rescueFileId);
  createTables(made.value).settings.write('begunAnew', {
    atMs: nowMs(),
    aside: basename(aside),
    unsent,
    rescueFile: rescueFile !== null && existsSync(join(dataDir, rescueFile)) ? rescueFile : null,
  });
  log('database-begun-anew', { unsent });
  return made;
}

function rebuild(opening: Opening, aside: string): Result<Cache> {
  const { dataDir, databaseKey, nowMs, log } = opening;
  const made = openCache(join(dataDir, 'desk.db'), databaseKey);
  if (!made.ok) return made;
  const verdicts = salvage(aside, databaseKey, made.value);
  const tables = createTables(made.value);
  tables.transaction(() => {
    restoreIdentity(opening, tables);
    // The cases come from the backend again: the cursor in its feed belongs to what was lost.
    tables.settings.forget('cursor');
    tables.settings.forget('pendingClaim');
    tables.settings.write('rebuilt', { atMs: nowMs(), verdicts });
  });
  log('database-rebuilt', { verdicts });
  return made;
}

/** Who this desk is, and a number that none of its verdicts has: as much as came along stays. */
function restoreIdentity({ dataDir, databaseKey, nowMs }: Opening, tables: Tables): void {
  const { settings, verdicts } = tables;
  const copy = readEnrolmentCopy(dataDir, databaseKey);
  const known = settings.read('enrolment');
  if (known === null && copy === null) return;
  if (known === null && copy !== null) settings.write('enrolment', copy.enrolment);
  const isSame = known === null || known.deviceId === copy?.enrolment.deviceId;
  if (settings.read('deviceKey') === null && copy !== null && isSame)
    settings.write('deviceKey', copy.deviceKey);
  const last = settings.read('deviceSequence');
  const newest = verdicts.newestSequence();
  if (last !== null && last >= newest) return;
  // How many verdicts this device has made is lost, and with it what the next one has to follow: its chain starts again.
  // Seconds since 1970 are more than any desk makes, so no number is used twice.
  settings.write('deviceSequence', Math.max(newest, Math.floor(nowMs() / 1000)));
  settings.forget('previousVerdictHash');
}

function isWhole({ db }: Cache): boolean {
  try {
    return db.pragma('integrity_check', { simple: true }) === 'ok';
  } catch {
    return false;
  }
}
