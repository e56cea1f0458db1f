import type { Database } from 'better-sqlite3';
import { firstTables } from './0001-first-tables.ts';
import { exposures } from './0002-exposures.ts';

/** One step of the cache's schema; never edited after release. `number` becomes `user_version`. */
export type Migration = { readonly number: number; readonly name: string; run(db: Database): void };

/** Every migration, in order, numbered from 1 without a gap. */
export const migrations: readonly Migration[] = [firstTables, exposures];
