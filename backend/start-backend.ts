import { join } from 'node:path';
import { uuidv7 } from 'uuidv7';
import { Scope } from '../shared/lifetime/scope.ts';
import { storedKey } from './audit/stored-keys.ts';
import { rescuePublicKey } from './audit/open-rescue.ts';
import { logSigner, sequenceLog } from './audit/verdict-log.ts';
import { announce, lockFolder, operatorToken } from './store/data-folder.ts';
import { Intake } from './intake/take-in.ts';
import { missingConfinement } from './media/confinement.ts';
import { openMediaFolder } from './media/media-folder.ts';
import { findFfmpeg } from './media/review-proxy.ts';
import { openOwnFolder } from './runtime/own-folder.ts';
import { defaultLeaseTimes, returnExpired, type LeaseTimes } from './review/claims.ts';
import type { Backend } from './routes/backend.ts';
import { loopbackOnly, makeHttpServer, type HttpOptions } from './routes/http-server.ts';
import { WrongGuesses } from './routes/wrong-guesses.ts';
import { housePolicies } from './review/house-policies.ts';
import { pruneFeed } from './store/changes.ts';
import { pruneClaimKeys } from './store/claim-requests.ts';
import type { Database } from './store/database.ts';
import { migrate } from './store/migrate.ts';
import { publishPolicy } from './store/policies.ts';

export type BackendOptions = {
  readonly host: string;
  /** 0 for any free port. */
  readonly port: number;
  readonly dataFolder: string;
  /** A PostgreSQL URL; null embeds PGlite in the data folder. */
  readonly databaseUrl: string | null;
  /** An empty database to begin with, see `emptyDatabase`; only for PGlite. */
  readonly databaseTemplate?: Blob;
  readonly leaseTimes?: Partial<LeaseTimes>;
  readonly operatorToken?: string | undefined;
  /** See `readSecurityContact`. */
  readonly securityContact?: string | null;
  readonly now?: () => number;
  readonly uploadPatienceMs?: number;
  /** False pretends that the machine has no ffmpeg. */
  readonly mayUseFfmpeg?: boolean;
  /** How it meets the network; without it, plain HTTP for this machine. */
  readonly http?: Partial<HttpOptions>;
  readonly onBug: (where: string, error: unknown) => void;
};

/** A running backend; `parts` is for the seed, for tests and for benches in the same process. */
export type RunningServer = {
  readonly url: string;
  readonly parts: Backend;
  close(): Promise<void>;
};

const day = 86_400_000;
const feedKeptMs = 30 * day;
const claimKeysKeptMs = 7 * day;
/** Receipt first, proof later: a verdict waits so long for its place in the log. */
const sequenceEveryMs = 2000;

/** Opens everything, listens, and keeps house until it is closed. */
export async function startBackend(options: BackendOptions): Promise<RunningServer> {
  const closers: (() => Promise<unknown>)[] = [];
  const closeAll = async () => {
    for (const close of closers.splice(0).reverse()) await close();
  };
  try {
    return await open(options, closers, closeAll);
  } catch (error) {
    await closeAll();
    throw error;
  }
}

async function open(
  options: BackendOptions,
  closers: (() => Promise<unknown>)[],
  closeAll: () => Promise<void>,
): Promise<RunningServer> {
  const { dataFolder, onBug, now = Date.now } = options;
  await openOwnFolder(dataFolder);
  const searching = options.mayUseFfmpeg === false ? null : findFfmpeg();
  if (options.databaseUrl === null) closers.push(await lockFolder(dataFolder));
  const database = await openDatabase(options);
  closers.push(() => database.close());
  await migrate(database, options.databaseUrl === null ? dataFolder : null);
  await database.transaction(async (tx) => {
    for (const policy of housePolicies) await publishPolicy(tx, policy, now());
  });

  const scope = new Scope();
  const signal = scope.abortSignal();
  const folder = await openMediaFolder(join(dataFolder, 'media'));
  const ffmpeg = await searching;
  if (ffmpeg !== null && missingConfinement().length > 0)
    process.stderr.write(`ffmpeg runs without ${missingConfinement().join(' and ')}\n`);
  const intake = new Intake({ database, folder, ffmpeg, now, signal, onBug });
  closers.push(() => intake.idle());
  const chores = new Set<Promise<void>>();
  closers.push(() => Promise.allSettled(chores));
  closers.push(() => Promise.resolve(scope.dispose()));
  const feedId = await feedIdOf(database);
  const signer = logSigner(await storedKey(dataFolder, 'log.key', 'ed25519'), feedId);
  await sequenceLog(database, signer, now);
  const rescueKey = await storedKey(dataFolder, 'rescue.key', 'x25519');
  const parts: Backend = {
    database,
    folder,
    intake,
    now,
    onBug,
    leaseTimes: { ...defaultLeaseTimes, ...options.leaseTimes },
    feedId,
    logSigner: signer,
    rescuePublicKey: rescuePublicKey(rescueKey.publicKey),
    operatorToken: await operatorToken(dataFolder, options.operatorToken),
    securityContact: options.securityContact ?? null,
    guesses: { codes: new WrongGuesses(monotonicMs), tokens: new WrongGuesses(monotonicMs) },
    canTranscode: ffmpeg !== null,
    uploadPatienceMs: options.uploadPatienceMs ?? 60_000,
  };
  const { publicNames = [], ...http } = options.http ?? {};
  const names = [...publicNames, ...(isWildcard(options.host) ? [] : [options.host])];
  const app = await makeHttpServer(parts, { ...loopbackOnly, ...http, publicNames: names });
  closers.push(() => app.close());
  const url = await app.listen({ host: options.host, port: options.port });
  closers.push(await announce(dataFolder, url));
  await intake.resume();
  keepHouse(parts, scope, chores);
  return { url, parts, close: closeAll };
}

const monotonicMs = () => performance.now();

/** Listening on every address is a name for none. */
function isWildcard(host: string): boolean {
  return host === '' || host === '0.0.0.0' || host === '::';
}

async function openDatabase(options: BackendOptions): Promise<Database> {
  // Only the one that is wanted is loaded: PGlite alone is 12 MB of WebAssembly.
  if (options.databaseUrl !== null) {
    const { openPostgresDatabase } = await import('./store/postgres-database.ts');
    return openPostgresDatabase(options.databaseUrl, (error) =>
      options.onBug('database connection', error),
    );
  }
  const { openPgliteDatabase } = await import('./store/pglite-database.ts');
  return openPgliteDatabase(join(options.dataFolder, 'database'), options.databaseTemplate ?? null);
}

/** A feed belongs to one database: a cursor from another one must not be read as a place in this. */
async function feedIdOf(database: Database): Promise<string> {
  await database.query(
    `INSERT INTO backend_facts (name, value) VALUES ('feed-id', $1) ON CONFLICT (name) DO NOTHING`,
    [uuidv7()],
  );
  const [row] = await database.query<{ value: string }>(
    `SELECT value FROM backend_facts WHERE name = 'feed-id'`,
  );
  return row?.value ?? '';
}

/** `chores` holds what is under way, so that the database is not closed while it runs. */
function keepHouse(parts: Backend, scope: Scope, chores: Set<Promise<void>>): void {
  const { database, now, onBug } = parts;
  const chore = (name: string, run: () => Promise<void>) => () => {
    if (scope.isDisposed) return;
    const chore = run()
      .catch((error: unknown) => onBug(name, error))
      .finally(() => chores.delete(chore));
    chores.add(chore);
  };
  scope.interval(
    chore('verdict log', async () => void (await sequenceLog(database, parts.logSigner, now))),
    sequenceEveryMs,
  );
  scope.interval(
    chore('expired leases', () => returnExpired(database, now())),
    15_000,
  );
  scope.interval(
    chore('old changes', () =>
      database.transaction(async (tx) => {
        await pruneFeed(tx, now() - feedKeptMs);
        await pruneClaimKeys(tx, now() - claimKeysKeptMs);
      }),
    ),
    3_600_000,
  );
}
