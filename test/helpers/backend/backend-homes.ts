import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  startBackend,
  type BackendOptions,
  type RunningServer,
} from '../../../backend/start-backend.ts';
import { layMigratedDatabase } from './empty-database.ts';
import { findPostgres, startPostgres } from './postgres-cluster.ts';

/** A clock that tests move. */
export type TestClock = { now(): number; advance(ms: number): void };

/** A backend in this process, with what a test may touch besides HTTP. */
export type TestBackend = {
  readonly server: RunningServer;
  readonly clock: TestClock;
  readonly dataFolder: string;
  /** Bugs that the backend reported; a test that expects none says so. */
  readonly bugs: readonly string[];
  stop(): Promise<void>;
};

export type BackendHome = {
  readonly name: 'PGlite' | 'PostgreSQL';
  start(options?: Partial<BackendOptions>): Promise<TestBackend>;
};

/** Where the contract suite runs: PGlite always, PostgreSQL where it is installed. */
export function backendHomes(): readonly BackendHome[] {
  const embedded: BackendHome = {
    name: 'PGlite',
    start: (options) => start(null, () => {}, options),
  };
  const bin = findPostgres();
  if (bin === null) {
    console.warn('SKIPPED: PostgreSQL not found: the contract suite runs on PGlite only');
    return [embedded];
  }
  const record: BackendHome = {
    name: 'PostgreSQL',
    async start(options) {
      const cluster = await startPostgres(bin);
      return start(cluster.createDatabase(), () => cluster.stop(), options);
    },
  };
  return [embedded, record];
}

async function start(
  databaseUrl: string | null,
  after: () => void,
  options: Partial<BackendOptions> = {},
): Promise<TestBackend> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'second-look-backend-'));
  if (databaseUrl === null) await layMigratedDatabase(options.dataFolder ?? dataFolder);
  const bugs: string[] = [];
  let offsetMs = 0;
  const clock = {
    now: () => Date.now() + offsetMs,
    advance: (ms: number) => void (offsetMs += ms),
  };
  const server = await startBackend({
    host: '127.0.0.1',
    port: 0,
    dataFolder,
    databaseUrl,
    now: clock.now,
    onBug: (where, error) => void bugs.push(`${where}: ${String(error)}`),
    ...options,
  });
  return {
    server,
    clock,
    dataFolder,
    bugs,
    async stop() {
      await server.close();
      after();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}
