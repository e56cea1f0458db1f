import type { FastifyInstance, InjectOptions } from 'fastify';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Intake } from '../../backend/intake/take-in.ts';
import { storedKey } from '../../backend/audit/stored-keys.ts';
import { rescuePublicKey } from '../../backend/audit/open-rescue.ts';
import { logSigner, sequenceLog } from '../../backend/audit/verdict-log.ts';
import { openMediaFolder } from '../../backend/media/media-folder.ts';
import { returnExpired } from '../../backend/review/claims.ts';
import type { Backend } from '../../backend/routes/backend.ts';
import { makeHttpServer } from '../../backend/routes/http-server.ts';
import { WrongGuesses } from '../../backend/routes/wrong-guesses.ts';
import { housePolicies } from '../../backend/review/house-policies.ts';
import { pruneFeed } from '../../backend/store/changes.ts';
import type { Database } from '../../backend/store/database.ts';
import { migrate } from '../../backend/store/migrate.ts';
import { openPgliteDatabase } from '../../backend/store/pglite-database.ts';
import { currentPolicy, publishPolicy } from '../../backend/store/policies.ts';
import { cachedTemplate } from '../helpers/backend/empty-database.ts';
import { invite } from '../helpers/backend/invite.ts';
import { openCaseWithMedia } from '../helpers/backend/case-with-media.ts';
import { fastFolder } from './fast-folder.ts';

const hour = 3_600_000;
/** Short enough that a run sees leases end and desks wipe. */
export const simLeaseTimes = { liveMs: hour / 2, travelMs: 24 * hour, wipeAfterMs: 6 * hour };

export type ServerAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
};
export type ServerRequest = {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
};

/** Cases that a person is given on a day, at most. */
export const quotaPerDay = 5;

/** What the next transaction meets: the server dies before its commit, or right after it. */
type Fuse = 'none' | 'before-commit' | 'after-commit';

/** Names this database in its cursors and its log. */
const feedId = 'simulation';

/** The real backend, HTTP routes and SQL included, on PGlite in memory; its clock is the simulation's. */
export class SimServer {
  readonly parts: Backend;
  readonly raw: Database;
  /** Set per run: spoils the database of a planted bug. */
  spoil: (database: Database) => Database = (database) => database;
  clock: () => number = () => 0;
  fuse: Fuse = 'none';
  bugs: string[] = [];
  readonly #app: FastifyInstance;
  readonly #folder: string;

  private constructor(parts: Backend, raw: Database, app: FastifyInstance, folder: string) {
    this.parts = parts;
    this.raw = raw;
    this.#app = app;
    this.#folder = folder;
  }

  static async open(): Promise<SimServer> {
    const folderPath = mkdtempSync(join(fastFolder(), 'second-look-simulation-'));
    const raw = await openPgliteDatabase(null, await cachedTemplate());
    await migrate(raw, folderPath);
    await raw.transaction(async (tx) => {
      for (const policy of housePolicies) await publishPolicy(tx, policy, 0);
    });
    const box: { server?: SimServer } = {};
    const server = () => {
      if (!box.server) throw new Error('the server is not open yet');
      return box.server;
    };
    const database = fusedDatabase(raw, server);
    const folder = await openMediaFolder(join(folderPath, 'media'));
    const now = () => server().clock();
    const onBug = (where: string, error: unknown) =>
      void server().bugs.push(`${where}: ${String(error)}`);
    const signal = new AbortController().signal;
    const rescueKey = await storedKey(folderPath, 'rescue.key', 'x25519');
    const parts: Backend = {
      database,
      folder,
      intake: new Intake({ database: raw, folder, ffmpeg: null, now, signal, onBug }),
      now,
      onBug,
      leaseTimes: simLeaseTimes,
      feedId,
      logSigner: logSigner(await storedKey(folderPath, 'log.key', 'ed25519'), feedId),
      rescuePublicKey: rescuePublicKey(rescueKey.publicKey),
      operatorToken: 'operator',
      securityContact: null,
      guesses: { codes: new WrongGuesses(now), tokens: new WrongGuesses(now) },
      canTranscode: false,
      uploadPatienceMs: 1000,
    };
    box.server = new SimServer(parts, raw, await makeHttpServer(parts), folderPath);
    return box.server;
  }

  async close(): Promise<void> {
    await this.#app.close();
    await this.raw.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async handle(request: ServerRequest): Promise<ServerAnswer> {
    const answer = await this.#app.inject({
      method: request.method as NonNullable<InjectOptions['method']>,
      url: request.path,
      headers: { ...request.headers },
      ...(request.body === undefined ? {} : { payload: request.body }),
    });
    this.fuse = 'none';
    const headers = Object.entries(answer.headers).flatMap(([name, value]) =>
      // Unpacking runs on other threads, whose turns no seed repeats: here bodies travel as they are.
      value === undefined || name === 'accept-encoding' ? [] : [[name, String(value)] as const],
    );
    return {
      status: answer.statusCode,
      headers: Object.fromEntries(headers),
      body: answer.rawPayload,
    };
  }

  openCase(queue: string, n: number, bytes: Buffer | null): Promise<string> {
    return openCaseWithMedia({ ...this.parts, database: this.raw }, queue, n, bytes);
  }

  async invite(queue: string): Promise<string> {
    return invite({ database: this.raw, now: this.clock }, { quotaPerDay, queues: [queue] });
  }

  /** A new policy is in force from now on: the present one with another name. */
  async bumpPolicy(version: string, isCompatible: boolean): Promise<void> {
    const nowMs = this.clock();
    await this.raw.transaction(async (tx) => {
      const before = await currentPolicy(tx, nowMs);
      const compatibleWith = isCompatible ? [...before.compatibleWith, before.version] : [];
      const policy = { ...before, version, effectiveAtMs: nowMs, compatibleWith };
      await publishPolicy(tx, policy, nowMs);
    });
  }

  async withdraw(caseId: string): Promise<void> {
    const path = `/v1/cases/${caseId}/withdraw`;
    await this.#app.inject({
      method: 'POST',
      url: path,
      headers: { authorization: 'Bearer operator' },
    });
  }

  /** What the backend does every 15 s, and once an hour to its feed. */
  async keepHouse(forgetsFeed: boolean): Promise<void> {
    await returnExpired(this.raw, this.clock());
    await sequenceLog(this.raw, this.parts.logSigner, () => this.clock());
    if (forgetsFeed) await this.raw.transaction((tx) => pruneFeed(tx, this.clock()));
  }

  /**
   * Ends a run: only the tables, the mark of the application and the house's policies stay. What earlier runs left would
   * make every question to the database slower, and a run depend on those before it.
   */
  async forgetRun(): Promise<void> {
    const tables = await this.raw.query<{ name: string }>(
      `SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public'
       AND tablename NOT IN ('schema_migrations', 'backend_facts', 'policies')`,
    );
    await this.raw.query(`TRUNCATE ${tables.map(({ name }) => name).join(', ')}`);
    await this.raw.query('DELETE FROM policies WHERE NOT version = ANY($1)', [
      housePolicies.map(({ version }) => version),
    ]);
  }
}

/** The database as the routes see it: with the run's planted bug, and a fuse that kills a transaction. */
function fusedDatabase(raw: Database, server: () => SimServer): Database {
  const now = () => server().spoil(raw);
  return {
    ...raw,
    query: (sql, params) => now().query(sql, params),
    async transaction(run) {
      const { fuse } = server();
      server().fuse = 'none';
      const done = await now().transaction(async (tx) => {
        const value = await run(tx);
        if (fuse === 'before-commit') throw new Error('simulated end of the server');
        return value;
      });
      if (fuse === 'after-commit') throw new Error('simulated end of the server');
      return done;
    },
  };
}
