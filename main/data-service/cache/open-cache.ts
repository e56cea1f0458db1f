import { chmodSync, existsSync } from 'node:fs';
import Sqlite, { type Database } from 'better-sqlite3';
import { err, ok, type Result } from '../../../shared/lifetime/result.ts';
import { deskApplicationId } from './migrations/0001-first-tables.ts';
import { migrations, type Migration } from './migrations/registry.ts';

/** An open, migrated, encrypted cache. */
export type Cache = { readonly db: Database; close(): void };

/**
 * Opens (or makes) the cache with a raw 32-byte key. A database of a newer desk, one of a trial version and one that
 * doesn't open with this key are faults, and the file is left untouched. `:memory:` makes a private one.
 */
export function openCache(
  file: string,
  key: Uint8Array,
  steps: readonly Migration[] = migrations,
): Result<Cache> {
  const isNew = file === ':memory:' || !existsSync(file);
  const db = new Sqlite(file);
  try {
    if (file !== ':memory:') makePrivate(file);
    unlock(db, file, key);
    const version = Number(db.pragma('user_version', { simple: true }));
    if (isOfTrialVersion(db)) {
      db.close();
      return err(
        'database-older',
        'The database of this desk was made by a trial version, before the first release. Nothing was changed.',
        'after-user',
      );
    }
    if (version > steps.length) {
      db.close();
      return err(
        'database-newer',
        'The saved cases and verdicts on this desk were written by a newer version of Second Look. Update the desk to open them; nothing was changed.',
        'after-user',
      );
    }
    configure(db);
    migrate(db, steps, version);
    return ok({ db, close: () => closeCache(db) });
  } catch (error) {
    db.close();
    if (isFull(error))
      return err(
        'disk-full',
        'The disk is full, so the desk cannot open its database. Make room and start again.',
        'after-user',
      );
    if (!isSqliteError(error) || isNew) throw error;
    return err(
      'database-unreadable',
      'The database of this desk cannot be read: the key does not fit or the file is damaged.',
      'after-user',
    );
  }
}

/** The files that SQLite keeps a database in. A folder brought from elsewhere may have them open to others. */
function makePrivate(file: string): void {
  for (const path of [file, `${file}-wal`, `${file}-shm`])
    if (existsSync(path)) chmodSync(path, 0o600);
}

function unlock(db: Database, file: string, key: Uint8Array): void {
  if (file !== ':memory:') setKey(db, key);
  db.prepare('SELECT count(*) FROM sqlite_master').get();
}

/** Gives a connection the raw key, before anything is read. */
export function setKey(db: Database, key: Uint8Array): void {
  db.pragma(`cipher='chacha20'`);
  db.pragma(`key="x'${Buffer.from(key).toString('hex')}'"`);
}

/** Trial versions went up to 4 and left the mark of released desks empty. */
const newestTrialVersion = 4;

/** Whether an open database was written by a desk of before the first release. */
export function isOfTrialVersion(db: Database): boolean {
  const version = Number(db.pragma('user_version', { simple: true }));
  return (
    db.pragma('application_id', { simple: true }) !== deskApplicationId &&
    version > 0 &&
    version <= newestTrialVersion
  );
}

function configure(db: Database): void {
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('temp_store = MEMORY');
  db.pragma('secure_delete = ON');
  db.pragma('trusted_schema = OFF');
  db.pragma('foreign_keys = ON');
  db.pragma('cache_size = -32000');
}

function migrate(db: Database, steps: readonly Migration[], from: number): void {
  for (const step of steps.filter((migration) => migration.number > from)) {
    db.transaction(() => {
      step.run(db);
      db.pragma(`user_version = ${step.number}`);
    }).immediate();
  }
}

function closeCache(db: Database): void {
  if (!db.open) return;
  try {
    db.pragma('optimize');
  } catch {
    // A full disk or a damaged page must not keep the database from being closed.
  }
  db.close();
}

function isSqliteError(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Sqlite.SqliteError;
}

/** Whether an error says that there is no room left, in SQLite's words or the system's. */
export function isFull(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error)) return false;
  return error.code === 'SQLITE_FULL' || error.code === 'ENOSPC' || error.code === 'EDQUOT';
}

/** Whether an error says that the database's own pages are damaged; every page carries its seal. */
export function isDamage(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error)) return false;
  return /^SQLITE_(CORRUPT|NOTADB|IOERR_DATA|IOERR_SHORT_READ)/.test(String(error.code));
}
