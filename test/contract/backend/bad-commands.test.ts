import { execFile } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../helpers/desk.ts';

const projectDir = join(import.meta.dirname, '../../..');

type Ended = { readonly code: number; readonly stdout: string; readonly stderr: string };

function run(command: string, args: readonly string[], env: Record<string, string> = {}) {
  return new Promise<Ended>((resolve) => {
    const [home, token] = [temporaryFolder(), 'operator-token-'.repeat(4)];
    const own = { XDG_DATA_HOME: home, SECOND_LOOK_OPERATOR_TOKEN: token, DATABASE_URL: '' };
    execFile(
      process.execPath,
      [join(projectDir, 'backend', `${command}.ts`), ...args],
      { env: { ...process.env, ...own, ...env }, timeout: 60_000 },
      (error, stdout, stderr) =>
        resolve({ code: error === null ? 0 : Number(error.code ?? -1), stdout, stderr }),
    );
  });
}

/** What is wrong with a refusal: it is one line of standard error that holds these words, and nothing on standard output. */
function wrongIn({ code, stdout, stderr }: Ended, words: string): readonly string[] {
  const wrong: string[] = [];
  if (!stderr.includes(words)) wrong.push(`"${stderr}" does not say "${words}"`);
  if (stderr.trim().split('\n').length !== 1) wrong.push(`"${stderr}" is more than a line`);
  if (/\n\s+at |ERR_|Error:|undefined/.test(stderr)) wrong.push(`"${stderr}" is no sentence`);
  if (code <= 0 || stdout !== '') wrong.push(`code ${code}, "${stdout}"`);
  return wrong;
}

/** A folder with one of everything that a name can wrongly mean, and a port where nobody listens. */
async function oddPlaces() {
  const folder = temporaryFolder();
  const path = (name: string) => join(folder, name);
  writeFileSync(path('empty.log'), '');
  writeFileSync(path('binary — Zoë.bin'), Buffer.from([0, 255, 10, 254, 10, 200]));
  mkdirSync(path('folder'));
  const data = temporaryFolder();
  const { privateKey } = generateKeyPairSync('x25519');
  writeFileSync(join(data, 'rescue.key'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
  return { folder, path, data, closed: `http://127.0.0.1:${await closedPort()}` };
}

async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => void server.close(() => resolve()));
  return port;
}

test('verify names what is no bundle', async () => {
  const { path } = await oddPlaces();
  const binary = path('binary — Zoë.bin');
  expect(wrongIn(await run('verify', [path('missing.json')]), 'There is no file')).toEqual([]);
  expect(wrongIn(await run('verify', [path('folder')]), 'folder is not a file')).toEqual([]);
  expect(wrongIn(await run('verify', [binary]), 'no audit bundle: it is not JSON')).toEqual([]);
  expect(
    wrongIn(await run('verify', [binary, path('empty.log')]), 'Name one bundle, not 2'),
  ).toEqual([]);
});

test('audit:bundle leaves nothing where it can’t write all, and asks no backend in vain', async () => {
  const { folder, path, closed } = await oddPlaces();
  const before = readdirSync(folder);
  const bundle = (out: string) => run('audit-bundle', ['--out', path(out), '--backend', closed]);
  expect(wrongIn(await bundle('folder'), 'is there already, and is not a file')).toEqual([]);
  expect(wrongIn(await bundle('missing/bundle.json'), 'there is no folder')).toEqual([]);
  expect(wrongIn(await bundle('bundle.json'), 'does not answer')).toEqual([]);
  expect(readdirSync(folder)).toEqual(before);
});

test('ingest, invite and rescue say when nobody listens, and which file is none', async () => {
  const { path, closed, data } = await oddPlaces();
  const clip = path('binary — Zoë.bin');
  expect(wrongIn(await run('ingest', [clip, '--backend', closed]), 'does not answer')).toEqual([]);
  expect(wrongIn(await run('ingest', [clip, path('folder')]), 'folder is not a file')).toEqual([]);
  expect(wrongIn(await run('invite', ['--list', '--backend', closed]), 'does not answer')).toEqual(
    [],
  );
  const rescue = (name: string, folder = data) =>
    run('rescue', ['--file', path(name), '--backend-data', folder, '--backend', closed]);
  expect(wrongIn(await rescue('empty.log'), 'is empty')).toEqual([]);
  expect(wrongIn(await rescue('binary — Zoë.bin'), 'is no rescue file')).toEqual([]);
  expect(wrongIn(await rescue('empty.log', path('folder')), 'There is no rescue.key')).toEqual([]);
  writeFileSync(join(data, 'rescue.key'), 'no key');
  expect(wrongIn(await rescue('empty.log'), 'rescue.key holds no private key')).toEqual([]);
});

test('a backend that can’t start says why in one line', async () => {
  const { folder, path, closed } = await oddPlaces();
  const before = readdirSync(folder);
  expect(
    wrongIn(
      await run('entry', ['--port', '0', '--data', path('empty.log')]),
      'empty.log is there already, and is not what it should be',
    ),
  ).toEqual([]);
  const database = closed.replace('http:', 'postgres:');
  expect(
    wrongIn(
      await run('entry', ['--port', '0', '--data', path('folder')], { DATABASE_URL: database }),
      'answers nobody',
    ),
  ).toEqual([]);
  expect(
    wrongIn(
      await run('entry', ['--port', '0', '--data', path('folder')], { DATABASE_URL: 'mysql://x' }),
      'could not start',
    ),
  ).toEqual([]);
  expect(
    wrongIn(
      await run('entry', ['--data', path('folder'), '--tls-cert', clipOf(path), '--tls-key', '/']),
      'is no PEM file',
    ),
  ).toEqual([]);
  expect(readdirSync(folder)).toEqual(before);
});

const clipOf = (path: (name: string) => string) => path('binary — Zoë.bin');
