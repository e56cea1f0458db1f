import { closeSync, cpSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite, { type Database } from 'better-sqlite3';
import { isOfTrialVersion, setKey, type Cache } from './open-cache.ts';

const besides = ['', '-wal', '-shm'] as const;

/** Renames a database that can't be used, with its log; it is never deleted. Answers its new path. */
export function putAside(file: string, why: 'unreadable' | 'older', nowMs: number): string {
  const day = new Date(nowMs).toISOString().replaceAll(/[:.]/g, '-');
  const aside = `${file}.${why}-${day}`;
  for (const part of besides) if (existsSync(file + part)) renameSync(file + part, aside + part);
  syncFolder(dirname(file));
  return aside;
}

/** What cannot be had again from the backend, in the order in which it is put back. */
const irreplaceable = ['settings', 'verdicts', 'outbox', 'drafts', 'review_works'] as const;

/** What only a database of a trial version holds; null where that can't be read any more. */
export type TrialRemains = {
  /** Verdicts without a receipt. */
  readonly unsent: number | null;
  /** Names the file with their sealed copies. */
  readonly rescueFileId: string | null;
};

/** What is left in a database that was put aside, if a trial version made it; null when it did not, or does not open. */
export function trialRemains(aside: string, key: Uint8Array): TrialRemains | null {
  return inCopy(aside, key, (old) => {
    if (!isOfTrialVersion(old)) return null;
    const first = (sql: string) =>
      orNull(() => old.prepare<[], { it: unknown }>(sql).get()?.it ?? null);
    const unsent = first('SELECT count(*) AS it FROM verdicts WHERE receipt IS NULL');
    const id = first(`SELECT value ->> '$' AS it FROM settings WHERE key = 'rescueFileId'`);
    return {
      unsent: typeof unsent === 'number' ? unsent : null,
      rescueFileId: typeof id === 'string' ? id : null,
    };
  });
}

/**
 * Copies what can still be read of an unreadable database into a new one: who the desk is, every verdict,
 * what waits to be sent, drafts. Answers how many verdicts came along; null when the old one does not open at all.
 */
export function salvage(aside: string, key: Uint8Array, into: Cache): number | null {
  return inCopy(aside, key, (old) => {
    for (const table of irreplaceable) copyTable(old, into.db, table);
    // What has no receipt is still to be sent, also where its row of the outbox could not be read.
    into.db.exec(
      `INSERT INTO outbox (verdict_id, device_sequence, state, attempts)
       SELECT verdict_id, device_sequence, 'waiting', 0 FROM verdicts
       WHERE receipt IS NULL AND verdict_id NOT IN (SELECT verdict_id FROM outbox)`,
    );
    // The sealed copies of verdicts beside the old database stay as they are: the new one begins its own file.
    into.db.exec(`DELETE FROM settings WHERE key = 'rescueFileId'`);
    return into.db.prepare<[], { n: number }>('SELECT count(*) AS n FROM verdicts').get()?.n ?? 0;
  });
}

/** Reads in a copy of what was put aside, which itself stays as it is; null when it does not open or reading fails. */
function inCopy<T>(aside: string, key: Uint8Array, read: (old: Database) => T): T | null {
  const copy = `${aside}.copy`;
  for (const part of besides) if (existsSync(aside + part)) cpSync(aside + part, copy + part);
  let old: Database | undefined;
  try {
    old = new Sqlite(copy);
    setKey(old, key);
    old.prepare('SELECT count(*) FROM sqlite_master').get();
    return read(old);
  } catch {
    return null;
  } finally {
    old?.close();
    for (const part of besides) rmSync(copy + part, { force: true });
  }
}

function orNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}

/** From both ends, so that one bad page in the middle takes only its own rows. */
function copyTable(old: Database, into: Database, table: string): void {
  const columnsOf = (db: Database) =>
    db
      .prepare<[string], { name: string }>('SELECT name FROM pragma_table_info(?)')
      .all(table)
      .map((column) => column.name);
  const known = new Set(columnsOf(into));
  const columns = columnsOf(old).filter((name) => known.has(name));
  if (columns.length === 0) return;
  const list = columns.join(', ');
  const put = into.prepare<unknown[]>(
    `INSERT OR IGNORE INTO ${table} (${list}) VALUES (${columns.map(() => '?').join(', ')})`,
  );
  for (const direction of ['ASC', 'DESC']) {
    try {
      const rows = old
        .prepare<[], unknown[]>(`SELECT ${list} FROM ${table} ORDER BY 1 ${direction}`)
        .raw();
      for (const row of rows.iterate()) put.run(...row);
      return;
    } catch {
      // The other end may still be read.
    }
  }
}

function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
}
