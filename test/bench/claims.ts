import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { claimCases, defaultLeaseTimes } from '../../backend/review/claims.ts';
import { startBackend } from '../../backend/start-backend.ts';
import type { Database, Queries } from '../../backend/store/database.ts';
import type { TestBackend } from '../helpers/backend/backend-homes.ts';
import { findPostgres, startPostgres } from '../helpers/backend/postgres-cluster.ts';
import { SmallWorld } from '../helpers/backend/backend-fixtures.ts';
import { rateRow, type BenchRow } from './rows.ts';

const claimers = 8;
const batch = 20;
const rounds = 6;

type Home = {
  readonly id: string;
  readonly databaseUrl: string | null;
  readonly cases: number;
  /** Claims that each claimer makes in one round. */
  readonly claimsEach: number;
};
type Claimer = { readonly deviceId: string; readonly reviewerId: string };

/** The embedded database: one connection, in this process. */
export function runPglite(): Promise<readonly BenchRow[]> {
  return measure({
    id: 'claims.pglite.store',
    databaseUrl: null,
    cases: 20_000,
    claimsEach: 5,
  });
}

/** A real server that makes every commit durable, as an installation would have it. */
export async function runPostgres(): Promise<readonly BenchRow[]> {
  const cluster = await startPostgres(findPostgres() ?? '', 'durable');
  try {
    const databaseUrl = cluster.createDatabase();
    return await measure({
      id: 'claims.postgresql.store',
      databaseUrl,
      cases: 100_000,
      claimsEach: 20,
    });
  } finally {
    cluster.stop();
  }
}

/** Cases per second that eight claimers get by the backend's own claim, HTTP left out; none twice. */
async function measure(home: Home): Promise<readonly BenchRow[]> {
  const backend = await startFor(home.databaseUrl);
  try {
    const { database } = backend.server.parts;
    const world = new SmallWorld(backend);
    const desks: Claimer[] = [];
    for (let n = 0; n < claimers; n += 1) {
      const { deviceId } = await world.desk();
      desks.push({ deviceId, reviewerId: deviceId });
    }
    const [first = ''] = await world.openCases(1);
    await multiply(database, first, home.cases);

    const taken: string[] = [];
    const ours: number[] = [];
    const theirs: number[] = [];
    const waiting = withoutSkipLocked(database);
    for (let round = 0; round < rounds; round += 1) {
      ours.push(await claimRound(database, desks, world.queue, home.claimsEach, taken));
      theirs.push(await claimRound(waiting, desks, world.queue, home.claimsEach, taken));
    }
    const row = rateRow(home.id, 'cases/s', ours, {
      name: 'FOR UPDATE without SKIP LOCKED',
      values: theirs,
    });
    return [{ ...row, exactShare: new Set(taken).size / taken.length }];
  } finally {
    await backend.stop();
  }
}

async function startFor(databaseUrl: string | null): Promise<TestBackend> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'claims-'));
  const server = await startBackend({
    host: '127.0.0.1',
    port: 0,
    dataFolder,
    databaseUrl,
    onBug: (where, error) => {
      throw new Error(`the backend failed at ${where}`, { cause: error });
    },
  });
  return {
    server,
    clock: { now: Date.now, advance: () => {} },
    dataFolder,
    bugs: [],
    async stop() {
      await server.close();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}

/** Cases per second of one round. A claimer that went away empty-handed asks again. */
async function claimRound(
  database: Database,
  desks: readonly Claimer[],
  queue: string,
  claimsEach: number,
  taken: string[],
): Promise<number> {
  const before = taken.length;
  const startedMs = performance.now();
  await Promise.all(
    desks.map(async (desk) => {
      for (let left = claimsEach * batch; left > 0;) {
        const claims = await claimCases(
          database,
          defaultLeaseTimes,
          {
            ...desk,
            queue,
            idempotencyKey: randomUUID(),
            max: batch,
            maxBytes: 1e12,
            kind: 'live',
          },
          Date.now(),
        );
        taken.push(...claims.map((claim) => claim.caseId));
        left -= claims.length;
      }
    }),
  );
  return (taken.length - before) / ((performance.now() - startedMs) / 1000);
}

/** The same database, whose claimers wait for each other's rows. */
function withoutSkipLocked(database: Database): Database {
  const waiting = (queries: Queries): Queries => ({
    query: (sql, params) => queries.query(sql.replace(' SKIP LOCKED', ''), params),
  });
  return {
    ...database,
    ...waiting(database),
    transaction: (run) => database.transaction((tx) => run(waiting(tx))),
  };
}

/** Copies one case with its generation, `count` times, inside the database. */
async function multiply(database: Database, caseId: string, count: number): Promise<void> {
  const series = `generate_series(1, ${count}) AS n`;
  const copies = [
    `INSERT INTO generations SELECT generation_id || '-' || n, created_at_ms, due_at_ms, record, first_case_id || '-' || n, intake, media_state, media_note
     FROM generations, ${series} WHERE first_case_id = $1`,
    `INSERT INTO generation_media SELECT m.generation_id || '-' || n, role, sha256, mime_type, proxy
     FROM generation_media m JOIN generations g USING (generation_id), ${series} WHERE g.first_case_id = $1`,
    `INSERT INTO cases SELECT case_id || '-' || n, generation_id || '-' || n, queue, status, epoch, reason, reason_detail, created_at_ms, due_at_ms + n, offline_eligible, is_held, second_opinion_of
     FROM cases, ${series} WHERE case_id = $1`,
    `INSERT INTO pending_cases SELECT case_id || '-' || n, queue, due_at_ms + n, review_bytes, offline_eligible, not_for, is_claimed, lease_expires_at_ms
     FROM pending_cases, ${series} WHERE case_id = $1`,
  ];
  for (const copy of copies) await database.query(copy, [caseId]);
  await database.query('ANALYZE');
}
