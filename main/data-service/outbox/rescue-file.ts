import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { rescueRecord, type RescueRecord } from '../../../shared/domain/rescue-record.ts';

/**
 * Sealed copies of the verdicts that the backend has not received yet, beside the database: what is in here survives
 * a lost keychain and a destroyed database. Append-only between clean-ups; a torn last line counts for nothing.
 */
export type RescueFile = {
  /** On the disk when it returns. @throws as the file system does; then nothing was added. */
  append(record: RescueRecord): Appended;
  /** Keeps only these verdicts, by writing a new file and renaming it into place. */
  tidy(isKept: (verdictId: string) => boolean): void;
  /** Moves these verdicts into a file of their own that is never tidied. */
  setAside(isStrange: (verdictId: string) => boolean): void;
  readonly lines: number;
};

/**
 * An entry that can be taken back until the verdict is reported as saved. Never throws: what can't be
 * taken back now is dropped at the next start, since the database does not know it.
 */
export type Appended = { undo(): void };

/** A database's own file: a desk with a new database writes another one and never touches this. */
export function rescueFileName(databaseId: string): string {
  return `rescue-${databaseId}.log`;
}

export function openRescueFile(dataDir: string, databaseId: string): RescueFile {
  const path = join(dataDir, rescueFileName(databaseId));
  let lines = readRecords(path).length;

  function append(record: RescueRecord): Appended {
    const isNew = !existsSync(path);
    const file = openSync(path, 'a+', 0o600);
    const before = fstatSync(file).size;
    try {
      const gap = before > 0 && lastByte(file, before) !== '\n' ? '\n' : '';
      writeWhole(file, `${gap}${JSON.stringify(record)}\n`);
      fsyncSync(file);
      if (isNew) syncFolder(path);
    } catch (error) {
      ftruncateSync(file, before);
      throw error;
    } finally {
      closeSync(file);
    }
    lines += 1;
    return {
      undo() {
        try {
          const again = openSync(path, 'r+');
          ftruncateSync(again, before);
          fsyncSync(again);
          closeSync(again);
          lines -= 1;
        } catch {
          // The file system has an error, which the save itself has reported already.
        }
      },
    };
  }

  function tidy(isKept: (verdictId: string) => boolean): void {
    const all = readRecords(path);
    const kept = all.filter((record) => isKept(record.verdictId));
    if (kept.length === all.length) return;
    if (kept.length === 0) {
      rmSync(path, { force: true });
    } else {
      const fresh = openSync(`${path}.new`, 'w', 0o600);
      writeWhole(fresh, kept.map((record) => `${JSON.stringify(record)}\n`).join(''));
      fsyncSync(fresh);
      closeSync(fresh);
      renameSync(`${path}.new`, path);
    }
    syncFolder(path);
    lines = kept.length;
  }

  function setAside(isStrange: (verdictId: string) => boolean): void {
    const strange = readRecords(path).filter((record) => isStrange(record.verdictId));
    if (strange.length === 0) return;
    const aside = openRescueFile(dataDir, `${databaseId}-${Date.now().toString(36)}`);
    for (const record of strange) aside.append(record);
    tidy((verdictId) => !isStrange(verdictId));
  }

  return {
    append,
    tidy,
    setAside,
    get lines() {
      return lines;
    },
  };
}

function readRecords(path: string): readonly RescueRecord[] {
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line) => {
      const parsed = rescueRecord.safeParse(jsonOrNull(line));
      return parsed.success ? [parsed.data] : [];
    });
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function lastByte(file: number, size: number): string {
  const byte = Buffer.alloc(1);
  readSync(file, byte, 0, 1, size - 1);
  return byte.toString('latin1');
}

function writeWhole(file: number, text: string): void {
  const bytes = Buffer.from(text, 'utf8');
  for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
}

/** Makes a new or renamed file's name durable; Windows has no such thing and needs none. */
function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(dirname(path), 'r');
  fsyncSync(folder);
  closeSync(folder);
}
