import type { Database, Queries } from './database.ts';
import { firstTables } from './migrations/0001-first-tables.ts';

/** Every migration ever released, oldest first; never edited afterwards. */
export const migrations: readonly string[] = [firstTables];

/** Only one backend may migrate at a time; the number is arbitrary but ours. */
const migrationLock = 73_100_212;

/**
 * Brings the database to this version's tables. `dataFolder` is where it is; null for a PostgreSQL server.
 * @throws with a sentence when it was written by a newer version, by a trial version or by another program: then
 * nothing in it was changed.
 */
export async function migrate(
  database: Database,
  dataFolder: string | null,
  steps: readonly string[] = migrations,
): Promise<void> {
  await database.transaction(async (tx) => {
    await tx.query('SELECT pg_advisory_xact_lock($1)', [migrationLock]);
    const isNew = !(await hasTable(tx, 'schema_migrations'));
    if (!isNew && !(await isOurs(tx)))
      throw new Error(`${await placeOf(tx, dataFolder)} ${ofBefore(dataFolder)}`);
    if (isNew) await tx.query('CREATE TABLE schema_migrations (number integer PRIMARY KEY)');
    const [done] = await tx.query<{ number: number | null }>(
      'SELECT max(number) AS number FROM schema_migrations',
    );
    const reached = done?.number ?? 0;
    if (reached > steps.length)
      throw new Error(
        `${await placeOf(tx, dataFolder)} was written by a newer version (${reached}; this backend knows ${steps.length}). Nothing in it was changed. Update the backend.`,
      );
    for (const [index, sql] of steps.entries()) {
      if (index < reached) continue;
      for (const statement of statementsOf(sql)) await tx.query(statement);
      await tx.query('INSERT INTO schema_migrations (number) VALUES ($1)', [index + 1]);
    }
  });
}

async function hasTable(tx: Queries, name: string): Promise<boolean> {
  const [found] = await tx.query<{ is: boolean }>(
    'SELECT to_regclass(quote_ident($1::text)) IS NOT NULL AS is',
    [name],
  );
  return found?.is ?? false;
}

/** Trial versions left no mark; other programs have no such table. */
async function isOurs(tx: Queries): Promise<boolean> {
  if (!(await hasTable(tx, 'backend_facts'))) return false;
  const marks = await tx.query(
    `SELECT 1 FROM backend_facts WHERE name = 'application' AND value = 'second-look-backend'`,
  );
  return marks.length > 0;
}

async function placeOf(tx: Queries, dataFolder: string | null): Promise<string> {
  if (dataFolder !== null) return `The data folder ${dataFolder}`;
  const [named] = await tx.query<{ name: string }>('SELECT current_database() AS name');
  return `The PostgreSQL database "${named?.name ?? ''}"`;
}

function ofBefore(dataFolder: string | null): string {
  return dataFolder === null
    ? 'was made by a trial version of this backend, or by another program. Nothing in it was changed. Name another, empty one in DATABASE_URL.'
    : 'was made by a trial version of this backend, from before the first release. Nothing in it was changed, its verdicts are safe. Move it away, or name another one with --data; then start again.';
}

/** Migrations hold plain statements only: no function body, no semicolon inside a literal. */
function statementsOf(sql: string): readonly string[] {
  return sql
    .replace(/^\s*--.*$/gm, '')
    .split(';')
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');
}
