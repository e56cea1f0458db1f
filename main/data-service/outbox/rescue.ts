import { randomUUID } from 'node:crypto';
import { isFull } from '../cache/open-cache.ts';
import type { Tables } from '../cache/tables.ts';
import type { Log } from '../runtime/log.ts';
import { openRescueFile, type Appended } from './rescue-file.ts';
import { sealForRescue } from './seal-for-rescue.ts';

/** Keeps a sealed copy of every verdict until the backend's receipt is here. */
export type Rescue = {
  /** On the disk when it returns, or null where this desk has no rescue key. @throws when the disk is full. */
  keep(verdictId: string, text: string): Appended | null;
  /** Drops what has its receipt. */
  tidy(): void;
};

/** The file may grow to so many lines before it is rewritten. */
const untidyLines = 64;

export function createRescue(dataDir: string, tables: Tables, log: Log): Rescue {
  const known = tables.settings.read('rescueFileId');
  const databaseId = known ?? randomUUID();
  // A full disk must not keep a desk from starting: written only once.
  if (known === null) tables.settings.write('rescueFileId', databaseId);
  const file = openRescueFile(dataDir, databaseId);
  const wanted = () => new Set(tables.outbox.ids());

  function tidy(): void {
    const ids = wanted();
    try {
      file.tidy((verdictId) => ids.has(verdictId));
    } catch (error) {
      log('rescue-trouble', { where: 'tidy', full: isFull(error) });
    }
  }
  /**
   * Copies that this database does not contain: it is an older state, restored from elsewhere, or a save was cut short.
   * Neither is ours to throw away.
   */
  function setStrangersAside(): void {
    try {
      file.setAside((verdictId) => !tables.verdicts.has(verdictId));
    } catch (error) {
      log('rescue-trouble', { where: 'set-aside', full: isFull(error) });
    }
  }
  setStrangersAside();
  tidy();

  return {
    keep(verdictId, text) {
      const key = tables.settings.read('enrolment')?.rescuePublicKey;
      if (key === undefined) return null;
      try {
        return file.append(sealForRescue(verdictId, text, key));
      } catch (error) {
        if (isFull(error)) throw error;
        // The database is the record; a copy that can't be written must not keep a verdict from being saved.
        log('rescue-trouble', { where: 'keep', full: false });
        return null;
      }
    },
    tidy() {
      const { waiting, sending, rejected } = tables.outbox.counts();
      const isEmpty = waiting + sending + rejected === 0;
      if (file.lines >= untidyLines || (isEmpty && file.lines > 0)) tidy();
    },
  };
}
