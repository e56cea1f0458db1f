import type { Database } from './database.ts';
import { firstTables } from './migrations/0001-first-tables.ts';
import { signedVerdicts } from './migrations/0002-signed-verdicts.ts';
import { verdictLog } from './migrations/0003-verdict-log.ts';
import { chainLookups } from './migrations/0004-chain-lookups.ts';
import { people } from './migrations/0005-people.ts';

/** Every migration ever released, oldest first; never edited afterwards. */
const migrations: readonly string[] = [
  firstTables,
  signedVerdicts,
  verdictLog,
  chainLookups,
  people,
];

/** Only one backend may migrate at a time; the number is arbitrary but ours. */
const migrationLock = 73_100_212;

/**
 * Brings the database to this version's tables.
 * @throws when the database was written by a newer version.
 */
export async function migrate(database: Database): Promise<void> {
  await database.transaction(async (tx) => {
    await tx.query('SELECT pg_advisory_xact_lock($1)', [migrationLock]);
    await tx.query('CREATE TABLE IF NOT EXISTS schema_migrations (number integer PRIMARY KEY)');
    const [done] = await tx.query<{ number: number | null }>(
      'SELECT max(number) AS number FROM schema_migrations',
    );
    const reached = done?.number ?? 0;
    if (reached > migrations.length) {
      throw new Error(
        `This database has version ${reached}, this backend knows ${migrations.length}: update it.`,
      );
    }
    for (const [index, sql] of migrations.entries()) {
      if (index < reached) continue;
      for (const statement of statementsOf(sql)) await tx.query(statement);
      await tx.query('INSERT INTO schema_migrations (number) VALUES ($1)', [index + 1]);
    }
  });
}

/** Migrations hold plain statements only: no function body, no semicolon inside a literal. */
function statementsOf(sql: string): readonly string[] {
  return sql
    .replace(/^--.*$/gm, '')
    .split(';')
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');
}
