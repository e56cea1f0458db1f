import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { servePage, withNonce } from '../../../../../main/app/protocols/page-files.ts';

let folder = '';
let serve: (request: Request) => Promise<Response>;
let loads = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'page-'));
  await mkdir(join(folder, 'renderer/assets'), { recursive: true });
  await writeFile(join(folder, 'secret.txt'), 'secret');
  await writeFile(join(folder, 'renderer/index.html'), '<html><head></head></html>');
  await writeFile(join(folder, 'renderer/assets/entry.js'), 'export {}');
  serve = await servePage(join(folder, 'renderer'), () => `nonce-${++loads}`);
});
afterAll(() => rm(folder, { recursive: true }));

test('the root of the desk is its page, with a nonce of this load in policy and page', async () => {
  const first = await serve(new Request('app://desk/'));
  const second = await serve(new Request('app://desk/index.html'));
  expect(first.headers.get('content-type')).toBe('text/html; charset=utf-8');
  const nonce = /nonce-\d+/.exec(await first.text())?.[0] ?? '';
  expect(first.headers.get('content-security-policy')).toContain(`'nonce-${nonce}'`);
  expect(await second.text()).not.toContain(`"${nonce}"`);
});

test('a script comes with the type that module loading asks for', async () => {
  const reply = await serve(new Request('app://desk/assets/entry.js'));
  expect(reply.status).toBe(200);
  expect(reply.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
});

test.each([
  'app://desk/../secret.txt',
  'app://desk/%2e%2e/secret.txt',
  'app://desk/%2e%2e%2fsecret.txt',
  'app://desk/assets/..%2f..%2fsecret.txt',
  'app://desk/..%5csecret.txt',
  'app://desk/%00',
  'app://desk/%',
  'app://desk//etc/passwd',
  'app://desk/assets',
  'app://elsewhere/',
])('%s is nothing', async (address) => {
  expect((await serve(new Request(address))).status).toBe(404);
});

test('the page is read only', async () => {
  expect((await serve(new Request('app://desk/', { method: 'POST' }))).status).toBe(405);
});

test('the trusted types policy runs before any other script', () => {
  const html = withNonce('<head><script type="module" src="/entry.js"></script></head>', 'n');
  expect(html.indexOf('/trusted-types.js')).toBeLessThan(html.indexOf('/entry.js'));
});
