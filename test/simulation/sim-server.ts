import type { FastifyInstance, InjectOptions } from 'fastify';
import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Intake } from '../../backend/intake/take-in.ts';
import { openMediaFolder } from '../../backend/media/media-folder.ts';
import { returnExpired } from '../../backend/review/claims.ts';
import type { Backend } from '../../backend/routes/backend.ts';
import { makeHttpServer } from '../../backend/routes/http-server.ts';
import { housePolicies } from '../../backend/seed/policies.ts';
import { openCase } from '../../backend/store/cases.ts';
import { pruneFeed } from '../../backend/store/changes.ts';
import type { Database, Queries } from '../../backend/store/database.ts';
import { addInvitation } from '../../backend/store/devices.ts';
import { addGeneration, loadGeneration, setMediaState } from '../../backend/store/generations.ts';
import { addMediaFile, chunkBytes, linkMedia } from '../../backend/store/media-files.ts';
import { migrate } from '../../backend/store/migrate.ts';
import { openPgliteDatabase } from '../../backend/store/pglite-database.ts';
import { currentPolicy, publishPolicy } from '../../backend/store/policies.ts';
import { cachedTemplate } from '../helpers/backend/empty-database.ts';
import { someGeneration } from '../helpers/backend/small-world.ts';

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

/** What the next transaction meets: the server dies before its commit, or right after it. */
type Fuse = 'none' | 'before-commit' | 'after-commit';

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
    const folderPath = mkdtempSync(join(tmpdir(), 'second-look-simulation-'));
    const raw = await openPgliteDatabase(null, await cachedTemplate());
    await migrate(raw);
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
    const parts: Backend = {
      database,
      folder,
      intake: new Intake({ database: raw, folder, ffmpeg: null, now, signal, onBug }),
      now,
      onBug,
      leaseTimes: simLeaseTimes,
      feedId: 'simulation',
      operatorToken: 'operator',
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
      value === undefined ? [] : [[name, String(value)] as const],
    );
    return {
      status: answer.statusCode,
      headers: Object.fromEntries(headers),
      body: answer.rawPayload,
    };
  }

  /** A generation with real bytes on the disk (or a broken one without), waiting in a queue. */
  async openCase(queue: string, n: number, bytes: Buffer | null): Promise<string> {
    const generationId = randomUUID();
    const nowMs = this.clock();
    const told = someGeneration({ generationId, title: `Clip ${n}`, dueInMs: hour * (n + 1) });
    return this.raw.transaction(async (tx) => {
      await addGeneration(tx, generationId, told, nowMs);
      if (bytes !== null) await this.#addMedia(tx, generationId, bytes);
      const state = bytes === null ? 'broken' : 'ready';
      await setMediaState(tx, generationId, 'done', state, '');
      const stored = await loadGeneration(tx, generationId);
      if (!stored) throw new Error('the generation is not there');
      const { generation, dueAtMs, firstCaseId: caseId } = stored;
      const rest = { reason: told.reason, reasonDetail: '', offlineEligible: true };
      const place = { queue, notFor: [], secondOpinionOf: null };
      await openCase(tx, { caseId, generation, dueAtMs, ...rest, ...place }, nowMs);
      return caseId;
    });
  }

  async #addMedia(tx: Queries, generationId: string, bytes: Buffer): Promise<void> {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const hashes: Buffer[] = [];
    for (let at = 0; at < bytes.length; at += chunkBytes)
      hashes.push(
        createHash('sha256')
          .update(bytes.subarray(at, at + chunkBytes))
          .digest(),
      );
    const file = { sha256, sizeBytes: bytes.length, chunkBytes };
    await addMediaFile(tx, { ...file, chunkHashes: Buffer.concat(hashes) });
    const role = 'original' as const;
    await linkMedia(tx, generationId, { ...file, mimeType: 'video/mp4', role, proxy: null });
    const path = this.parts.folder.pathOf(sha256);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
  }

  async invite(queue: string): Promise<string> {
    const code = randomUUID();
    const person = { reviewerName: 'R', role: 'reviewer', quotaPerDay: 5, usesLeft: 1 } as const;
    await addInvitation(this.raw, { code, ...person, queues: [queue] });
    return code;
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
    if (forgetsFeed) await this.raw.transaction((tx) => pruneFeed(tx, this.clock()));
  }

  /** Ends a run: nothing of it can be claimed any more. */
  async clearQueue(queue: string): Promise<void> {
    await this.raw.query('DELETE FROM pending_cases WHERE queue = $1', [queue]);
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
