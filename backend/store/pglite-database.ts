import { Mutex, PGlite, types } from '@electric-sql/pglite';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PrivateNodeFs } from './private-node-fs.ts';
import { retryPassing, type Database } from './database.ts';
import { createPreparedQueries } from './prepared-queries.ts';

/**
 * PostgreSQL compiled to WebAssembly, in this process. It has one connection, never calls fsync and takes no
 * lock on its folder: the caller does. `folder` null keeps everything in memory.
 * `template`, from `emptyDatabase`, spares a new folder the 4 s of processor time that making a database costs.
 */
export async function openPgliteDatabase(
  folder: string | null,
  template: Blob | null = null,
): Promise<Database> {
  const isNew = folder === null || !existsSync(join(folder, 'PG_VERSION'));
  const pglite = await PGlite.create({
    ...(folder === null ? {} : { fs: new PrivateNodeFs(folder) }),
    ...(template !== null && isNew ? { loadDataDir: template } : {}),
    parsers: { [types.INT8]: Number },
  });
  const queriesOver = createPreparedQueries(pglite);
  // PGlite's own lock of transactions does not know of queries that are prepared.
  const turn = new Mutex();
  const queries = queriesOver(pglite);
  const [server] = await queries.query<{ server_version: string }>('SHOW server_version');
  return {
    query: (sql, params) => turn.runExclusive(() => queries.query(sql, params)),
    transaction: (run) =>
      retryPassing(
        () => turn.runExclusive(() => pglite.transaction((tx) => run(queriesOver(tx)))),
        sleep,
      ),
    isDurable: false,
    description: `PGlite${server ? `, PostgreSQL ${server.server_version}` : ''} (embedded, not durable)`,
    close: () => pglite.close(),
  };
}

/** A new, empty database as one compressed file, for `template`. */
export async function emptyDatabase(): Promise<Blob> {
  const pglite = await PGlite.create();
  const file = await pglite.dumpDataDir('gzip');
  await pglite.close();
  return file;
}
