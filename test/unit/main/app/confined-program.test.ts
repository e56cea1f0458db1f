import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { forkProgram } from '../../../../main/app/child-programs/forked-program.ts';

/** Whether this system gives a program a network of its own; elsewhere main's log says that it does not. */
const hasOwnNetwork = spawnSync('unshare', ['--map-root-user', '--net', '--', 'true']).status === 0;

/** Tries everything that a program taken over would try, and tells what came of it by its wire. */
const probe = (port: number) => `
import { connect } from 'node:net';
const told = {};
const attempt = async (name, run) => {
  try { told[name] = await run() ?? 'done'; } catch (error) { told[name] = error.code ?? String(error); }
};
const load = (name) => import(name);
await attempt('read', async () => (await load('node:fs')).readFileSync('/etc/hostname', 'utf8'));
await attempt('list', async () => (await load('node:fs')).readdirSync('/').length);
await attempt('write', async () => (await load('node:fs')).writeFileSync(${JSON.stringify(join(tmpdir(), 'second-look-confined'))}, ''));
await attempt('program', async () => (await load('node:child_process')).execSync('id').toString());
await attempt('worker', async () => new (await load('node:worker_threads')).Worker('1', { eval: true }).threadId);
await attempt('network', () => new Promise((resolve) => {
  const socket = connect(${port}, '127.0.0.1');
  socket.on('connect', () => resolve('connected'));
  socket.on('error', (error) => resolve(error.code));
}));
told.environment = Object.keys(process.env).filter((name) => !name.startsWith('NODE_CHANNEL'));
process.on('message', ({ p }) => process.send({ p, d: told }));
`;

test('a confined program has no files, no environment, no programs of its own and no network where the system grants that', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'second-look-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const server = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  const file = join(folder, 'probe.mjs');
  writeFileSync(file, probe(typeof address === 'object' && address ? address.port : 0));
  const program = forkProgram(
    { name: 'probe', file, args: [], confined: { heapMegabytes: 64 } },
    process.execPath,
  );
  onTestFinished(() => program.kill('SIGKILL'));
  const wire = program.wire('probe');
  const told = await new Promise((resolve) => {
    wire.onMessage(resolve);
    wire.send('tell');
  });
  const refused = 'ERR_ACCESS_DENIED';
  expect(told).toMatchObject({
    read: refused,
    list: refused,
    write: refused,
    program: refused,
    worker: refused,
    environment: [],
    ...(hasOwnNetwork ? { network: 'ENETUNREACH' } : {}),
  });
});
