import { PGlite, types } from '@electric-sql/pglite';
import { setTimeout as sleep } from 'node:timers/promises';
import { retryPassing, type Database, type Queries, type Row } from './database.ts';

type Answering = {
  query<R>(sql: string, params?: unknown[]): Promise<{ rows: R[] }>;
};

function queriesOf(connection: Answering): Queries {
  return {
    async query<R extends Row>(sql: string, params: readonly unknown[] = []) {
      return (await connection.query<R>(sql, [...params])).rows;
    },
  };
}

/**
 * PostgreSQL compiled to WebAssembly, in this process. It has one connection, never calls fsync and takes no
 * lock on its folder: the caller does. `folder` null keeps everything in memory.
 */
export async function openPgliteDatabase(folder: string | null): Promise<Database> {
  const pglite = await PGlite.create({
    ...(folder === null ? {} : { dataDir: folder }),
    parsers: { [types.INT8]: Number },
  });
  const queries = queriesOf(pglite);
  const [server] = await queries.query<{ server_version: string }>('SHOW server_version');
  return {
    ...queries,
    transaction: (run) => retryPassing(() => pglite.transaction((tx) => run(queriesOf(tx))), sleep),
    isDurable: false,
    description: `PGlite${server ? `, PostgreSQL ${server.server_version}` : ''} (embedded, not durable)`,
    close: () => pglite.close(),
  };
}
