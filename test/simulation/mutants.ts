import { randomUUID } from 'node:crypto';
import { uuidv7 } from 'uuidv7';
import type { Database, Queries, Row } from '../../backend/store/database.ts';
import type { Cache } from '../../main/data-service/cache/open-cache.ts';
import type { Tables } from '../../main/data-service/cache/tables.ts';
import type { World } from '../../main/data-service/runtime/world.ts';
import type { ServerAnswer, ServerRequest } from './sim-server.ts';

type WallClock = { wallClockMs(): number };

/** A bug planted at the seams of desk or backend; the simulation must notice it. */
export type Mutant = {
  readonly name: string;
  readonly spoilTables?: (tables: Tables, cache: Cache, desk: WallClock) => Partial<Tables>;
  readonly spoilWorld?: (world: World) => Partial<World>;
  readonly spoilRequest?: (request: ServerRequest) => ServerRequest;
  readonly onAnswer?: (request: ServerRequest, answer: ServerAnswer, tables: Tables) => void;
  readonly spoilDatabase?: (database: Database) => Database;
};

export const soundDesk: Mutant = { name: 'no bug' };

/** A database whose queries go through one function; `query` runs the real one. */
function through(
  database: Database,
  change: <R extends Row>(
    query: Queries['query'],
    sql: string,
    params: readonly unknown[],
  ) => Promise<readonly R[]>,
): Database {
  const wrap = (queries: Queries): Queries => ({
    query: (sql, params = []) => change((s, p) => queries.query(s, p), sql, params),
  });
  return {
    ...database,
    ...wrap(database),
    transaction: (run) => database.transaction((tx) => run(wrap(tx))),
  };
}

const forgetOutboxRow = ({ db }: Cache, verdictId: string): void =>
  void db.prepare('DELETE FROM outbox WHERE verdict_id = ?').run(verdictId);

function wasSent(db: Cache['db'], verdictId: string): boolean {
  return db.prepare('SELECT 1 FROM sent_once WHERE verdict_id = ?').get(verdictId) !== undefined;
}

function rename(db: Cache['db'], from: string, to: string): void {
  db.transaction(() => {
    db.pragma('defer_foreign_keys = ON');
    db.prepare(
      'UPDATE verdicts SET verdict_id = ?, body = replace(body, ?, ?), envelope = NULL WHERE verdict_id = ?',
    ).run(to, from, to, from);
    db.prepare('UPDATE outbox SET verdict_id = ? WHERE verdict_id = ?').run(to, from);
  }).immediate();
}

/** The ten bugs that the simulation must find, each a way in which somebody's offline queue was wrong. */
export const mutants: readonly Mutant[] = [
  {
    name: "the desk's own clock decides when a case is wiped",
    spoilTables: (tables, _, desk) => ({
      cases: { ...tables.cases, toWipe: () => tables.cases.toWipe(desk.wallClockMs()) },
    }),
  },
  {
    name: 'no fencing: the backend takes a verdict whoever holds the case now',
    spoilDatabase: (database) =>
      through(database, async (query, sql, params) => {
        const rows = await query(sql, params);
        const isLease = sql.includes('FROM leases l WHERE l.case_id = $1 AND l.epoch = $2');
        return (isLease ? rows.map((row) => ({ ...row, expires_at_ms: 0 })) : rows) as never;
      }),
  },
  {
    name: 'the outbox row goes away before the receipt came',
    spoilTables: (tables, cache) => ({
      outbox: {
        ...tables.outbox,
        markSending: (ids) => ids.forEach((id) => forgetOutboxRow(cache, id)),
      },
    }),
  },
  {
    name: 'the cursor moves before what it brought is applied',
    onAnswer: (request, answer, tables) => {
      if (!request.path.startsWith('/v1/changes') || answer.status !== 200) return;
      const found = /"nextCursor":"([^"]+)"/.exec(answer.body.toString());
      if (found?.[1] !== undefined) tables.settings.write('cursor', found[1]);
    },
  },
  {
    name: 'a retry gets a new id',
    spoilTables: (tables, { db }) => ({
      outbox: {
        ...tables.outbox,
        waiting: (limit) => {
          for (const { verdictId } of tables.outbox.waiting(limit))
            if (wasSent(db, verdictId)) rename(db, verdictId, uuidv7());
          return tables.outbox.waiting(limit);
        },
        markSending: (ids) => {
          for (const id of ids)
            db.prepare('INSERT OR IGNORE INTO sent_once (verdict_id) VALUES (?)').run(id);
          tables.outbox.markSending(ids);
        },
      },
    }),
  },
  {
    name: 'a refused verdict holds up those behind it',
    spoilTables: (tables, { db }) => ({
      outbox: {
        ...tables.outbox,
        waiting: (limit) =>
          db.prepare(`SELECT 1 FROM outbox WHERE state = 'rejected'`).get() === undefined
            ? tables.outbox.waiting(limit)
            : [],
      },
    }),
  },
  {
    name: 'a refused verdict is dropped',
    spoilTables: (tables, cache) => ({
      outbox: { ...tables.outbox, reject: (id) => forgetOutboxRow(cache, id) },
    }),
  },
  {
    name: 'a claim is asked for again without its key',
    spoilRequest: (request) =>
      request.headers['idempotency-key'] === undefined
        ? request
        : { ...request, headers: { ...request.headers, 'idempotency-key': randomUUID() } },
  },
  {
    name: 'no back-off',
    spoilWorld: () => ({
      // Makes every back-off zero.
      random: () => -1,
    }),
  },
  // The last one: what it stores spoils the log of the runs after it.
  {
    name: 'the backend remembers verdict ids in memory only',
    spoilDatabase: forgetfulDatabase,
  },
];

/** A backend that has just restarted: a known id looks new, and its row is stored beside the first. */
function forgetfulDatabase(database: Database): Database {
  return through(database, async (query, sql, params) => {
    const [id] = params;
    if (sql.includes('FROM verdicts WHERE verdict_id = $1')) {
      return [];
    }
    if (sql.includes('INSERT INTO verdicts') && typeof id === 'string') {
      const [known] = await query('SELECT 1 FROM verdicts WHERE verdict_id = $1', [id]);
      return query(sql, known ? [randomUUID(), ...params.slice(1)] : params) as never;
    }
    return query(sql, params) as never;
  });
}
