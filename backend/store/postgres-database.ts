import pg from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';
import { retryPassing, type Database, type Queries, type Row } from './database.ts';
import { unsafePostgres } from './safe-postgres.ts';

/** OID of `int8`: counts and milliseconds, all far below 2^53. */
const int8 = 20;

/** All types as pg reads them, but `int8` as a number. */
function typesWithNumbers(): pg.TypeOverrides {
  const types = new pg.TypeOverrides();
  types.setTypeParser(int8, Number);
  return types;
}

function queriesOf(connection: pg.Pool | pg.PoolClient): Queries {
  return {
    async query<R extends Row>(sql: string, params: readonly unknown[] = []) {
      return (await connection.query<R>(sql, [...params])).rows;
    },
  };
}

/**
 * A PostgreSQL server (13 or newer) by its URL: the record of a real installation.
 * @throws with a sentence when it is elsewhere and the line to it is not safe.
 */
export async function openPostgresDatabase(
  url: string,
  onLost: (error: Error) => void,
): Promise<Database> {
  // Asked of the driver itself: it mixes the URL with variables of the environment.
  const { host, ssl } = new pg.Client({ connectionString: url });
  const trouble = unsafePostgres(host, ssl);
  if (trouble !== null) throw new Error(trouble);
  const pool = new pg.Pool({
    connectionString: url,
    max: 16,
    types: typesWithNumbers(),
    connectionTimeoutMillis: 10_000,
  });
  pool.on('error', onLost);
  const queries = queriesOf(pool);
  const [server] = await queries.query<{ server_version: string }>('SHOW server_version');

  async function once<T>(run: (tx: Queries) => Promise<T>): Promise<T> {
    const client = await pool.connect();
    try {
      await client.query('BEGIN');
      const value = await run(queriesOf(client));
      await client.query('COMMIT');
      return value;
    } catch (error) {
      // A connection that can't even roll back is gone; the pool replaces it.
      await client.query('ROLLBACK').catch(() => undefined);
      throw error;
    } finally {
      client.release();
    }
  }

  return {
    ...queries,
    transaction: (run) => retryPassing(() => once(run), sleep),
    isDurable: true,
    description: `PostgreSQL ${server?.server_version ?? ''}`.trim(),
    close: () => pool.end(),
  };
}
