import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A throw-away PostgreSQL server on a loopback port. */
export type PostgresCluster = {
  readonly version: string;
  /** URL of a fresh, empty database. */
  createDatabase(): string;
  stop(): void;
};

/** Folder with `pg_ctl`, newest version first; null when PostgreSQL is not installed. */
export function findPostgres(): string | null {
  const root = '/usr/lib/postgresql';
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : [];
  const bin = versions
    .map((version) => join(root, version, 'bin'))
    .find((dir) => existsSync(join(dir, 'pg_ctl')));
  return bin ?? null;
}

/** Makes and starts a cluster, by default without fsync: tests need speed, not safety. */
export async function startPostgres(
  bin: string,
  commits: 'fast' | 'durable' = 'fast',
): Promise<PostgresCluster> {
  const folder = mkdtempSync(join(tmpdir(), 'second-look-postgres-'));
  const run = runnerFor(folder);
  const data = join(folder, 'data');
  const port = await freePort();
  run(join(bin, 'initdb'), [
    '-D',
    data,
    '-U',
    'postgres',
    '-A',
    'trust',
    '--no-sync',
    '-E',
    'UTF8',
    '--locale=C.UTF-8',
  ]);
  const safety = commits === 'fast' ? '-c fsync=off -c synchronous_commit=off' : '';
  const settings = `-p ${port} -k ${folder} -h 127.0.0.1 ${safety} -c max_connections=60 -c deadlock_timeout=100ms`;
  run(join(bin, 'pg_ctl'), ['-D', data, '-w', '-l', join(folder, 'log'), '-o', settings, 'start']);
  const at = ['-h', '127.0.0.1', '-p', String(port), '-U', 'postgres'];
  const version = run(join(bin, 'psql'), [...at, '-Atc', 'SHOW server_version']).trim();
  let databases = 0;
  return {
    version,
    createDatabase() {
      const name = `test_${++databases}`;
      run(join(bin, 'createdb'), [...at, name]);
      return `postgres://postgres@127.0.0.1:${port}/${name}`;
    },
    stop() {
      run(join(bin, 'pg_ctl'), ['-D', data, '-m', 'immediate', '-w', 'stop']);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL refuses to run as root: then its programs run as the user `postgres`. */
function runnerFor(folder: string): (command: string, args: readonly string[]) => string {
  const isRoot = process.getuid?.() === 0;
  if (isRoot) {
    const ids = ['-u', '-g'].map((flag) =>
      Number(spawnSync('id', [flag, 'postgres']).stdout.toString()),
    );
    chownSync(folder, ids[0] ?? 0, ids[1] ?? 0);
  }
  return (command, args) => {
    const asPostgres = ['--reuid=postgres', '--regid=postgres', '--clear-groups', command, ...args];
    const [program, list] = isRoot ? ['setpriv', asPostgres] : [command, args];
    // The server keeps what it inherits: with pipes, waiting for the end would never end.
    const isStart = args.includes('start');
    const done = spawnSync(program, [...list], { cwd: folder, stdio: isStart ? 'ignore' : 'pipe' });
    if (done.status !== 0)
      throw new Error(`${command} failed: ${done.stderr?.toString() ?? done.error?.message ?? ''}`);
    return done.stdout?.toString() ?? '';
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
