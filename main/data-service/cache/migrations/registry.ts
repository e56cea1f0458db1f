import type { Database } from 'better-sqlite3';
import { firstTables } from './0001-first-tables.ts';
import { signedVerdicts } from './0002-signed-verdicts.ts';
import { evidenceShares } from './0003-evidence-shares.ts';
import { verdictWorth } from './0004-verdict-worth.ts';

/** One step of the cache's schema; never edited after release. `number` becomes `user_version`. */
export type Migration = { readonly number: number; readonly name: string; run(db: Database): void };

/** Every migration, in order, numbered from 1 without a gap. */
export const migrations: readonly Migration[] = [
  firstTables,
  signedVerdicts,
  evidenceShares,
  verdictWorth,
];

/** The schema version that this desk writes. */
export const newestVersion = migrations.length;
