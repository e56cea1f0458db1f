import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { usualLimits } from '../../../backend/routes/connection-limits.ts';
import type { HttpOptions } from '../../../backend/routes/http-server.ts';
import { backendHomes, type TestBackend } from '../../helpers/backend/backend-homes.ts';
import { HttpDesk, somePublicKey } from '../../helpers/backend/http-desk.ts';
import { invite, operatorToken } from '../../helpers/backend/invite.ts';

async function backendWith(http: Partial<HttpOptions> = {}): Promise<TestBackend> {
  const [home] = backendHomes();
  if (!home) throw new Error('there is always the embedded home');
  const backend = await home.start({ operatorToken, mayUseFfmpeg: false, http });
  onTestFinished(() => backend.stop());
  return backend;
}

type Reply = { readonly status: number; readonly type: string; readonly retryAfter: number };

/** A request as a client may put it; `fetch` would not lie about its host. */
function ask(
  backend: TestBackend,
  method: string,
  path: string,
  headers: Readonly<Record<string, string>>,
  body?: Uint8Array | string,
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const asked = request(new URL(path, backend.server.url), { method, headers }, (reply) => {
      let text = '';
      reply.on('data', (piece: Buffer) => (text += piece.toString()));
      reply.on('end', () => {
        const { type = '' } = JSON.parse(text) as { type?: string };
        const retryAfter = Number(reply.headers['retry-after'] ?? 0);
        resolve({ status: reply.statusCode ?? 0, type, retryAfter });
      });
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

const enrolment = (invitation: string) =>
  JSON.stringify({ invitation, devicePublicKey: somePublicKey(), deskVersion: '1' });
const json = { 'content-type': 'application/json' };

test('the backend answers under its own names only, whatever page asks', async () => {
  const backend = await backendWith({ publicNames: ['desk.example'] });
  const at = (host: string, more = {}) => ask(backend, 'GET', '/v1/health', { host, ...more });
  const ours = [
    'localhost',
    'LOCALHOST:4555',
    '127.0.0.1:1',
    '127.9.9.9',
    '[::1]:80',
    'localhost.',
  ];
  for (const host of [...ours, 'desk.example', 'Desk.Example:443'])
    expect([host, (await at(host)).status]).toEqual([host, 200]);
  const strange = ['evil.example', 'evil.example:4555', '127.0.0.1.evil.example', '10.0.0.1'];
  const odd = ['localhost.evil', 'a@localhost', 'desk.example.evil', '[::2]', '0.0.0.0', 'x y'];
  for (const host of [...strange, ...odd])
    expect([host, await at(host)]).toMatchObject([
      host,
      { status: 421, type: 'urn:second-look:misdirected' },
    ]);
  const host = '127.0.0.1:4555';
  const foreign = [
    'http://evil.example',
    'null',
    'http://127.0.0.1:9999',
    'https://localhost:4555',
  ];
  for (const origin of foreign)
    expect([origin, (await at(host, { origin })).status]).toEqual([origin, 403]);
  expect((await at(host, { origin: `http://${host}` })).status).toBe(200);
});

test('wrong codes are soon answered with a wait that grows, a right one among them as well', async () => {
  const backend = await backendWith();
  const code = await invite(backend.server.parts);
  const tryCode = (invitation: string) =>
    ask(backend, 'POST', '/v1/devices', json, enrolment(invitation));
  const answers: Reply[] = [];
  for (let n = 0; n < 12; n++) answers.push(await tryCode(randomUUID()));
  expect(answers[0]).toMatchObject({ status: 403, type: 'urn:second-look:invitation-unknown' });
  expect(answers.at(-1)).toMatchObject({
    status: 429,
    type: 'urn:second-look:too-many-requests',
  });
  expect(answers.at(-1)?.retryAfter).toBeGreaterThanOrEqual(1);
  // Else one could guess on while the wait lasts.
  expect((await tryCode(code)).status).toBe(429);
});

test('wrong tokens wait, and nobody whose token is right waits for them', async () => {
  const backend = await backendWith();
  const desk = await HttpDesk.enrol(backend.server.url, await invite(backend.server.parts));
  const withToken = (token: string) =>
    ask(backend, 'GET', '/v1/snapshot', { authorization: `Bearer ${token}` });
  const statuses: number[] = [];
  for (let n = 0; n < 12; n++) statuses.push((await withToken(randomUUID())).status);
  expect(statuses.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 401));
  expect(statuses.at(-1)).toBe(429);
  expect((await withToken(desk.token)).status).toBe(200);
  const operator = { authorization: `Bearer ${operatorToken}` };
  expect((await ask(backend, 'GET', '/v1/reviewers', operator)).status).toBe(200);
  // Nor is anybody new kept out by a desk that was taken off and tries on.
  await HttpDesk.enrol(backend.server.url, await invite(backend.server.parts));
});

test('what nobody has signed in for is small, and is not unpacked', async () => {
  const backend = await backendWith();
  const post = (headers: Readonly<Record<string, string>>, body: Uint8Array | string) =>
    ask(backend, 'POST', '/v1/devices', { ...json, ...headers }, body);
  const large = JSON.stringify({
    invitation: 'x'.repeat(5000),
    devicePublicKey: '',
    deskVersion: '',
  });
  expect((await post({}, large)).status).toBe(413);
  const bomb = gzipSync(Buffer.alloc(62_000_000, ' '));
  const before = process.memoryUsage().rss;
  for (let n = 0; n < 6; n++)
    expect((await post({ 'content-encoding': 'gzip' }, bomb)).status).toBe(415);
  expect(process.memoryUsage().rss - before).toBeLessThan(200_000_000);
  // A call with a token: refused before a byte of its body is looked at.
  const claim = await ask(backend, 'POST', '/v1/verdicts/batch', json, 'x'.repeat(100_000));
  expect(claim.status).toBe(401);
  const desk = await HttpDesk.enrol(backend.server.url, await invite(backend.server.parts));
  const authorization = `Bearer ${desk.token}`;
  const tooLarge = JSON.stringify({ items: [], more: 'x'.repeat(300_000) });
  const renewed = await ask(
    backend,
    'POST',
    '/v1/leases/renew',
    { ...json, authorization },
    tooLarge,
  );
  expect(renewed.status).toBe(413);
});

/** Sends a beginning and nothing after it; what came back when the other side ended the line. */
async function beginAndWait(backend: TestBackend, beginning: string): Promise<string> {
  const { port } = new URL(backend.server.url);
  const socket = connect(Number(port), '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  let heard = '';
  socket.on('data', (piece: Buffer) => (heard += piece.toString()));
  socket.on('error', () => undefined);
  socket.write(beginning);
  await once(socket, 'close');
  return heard;
}

test('half a head and half a body are not waited for, byte by byte or not at all', async () => {
  const limits = { ...usualLimits, headMs: 300, bodyMs: 300, idleMs: 60_000 };
  const backend = await backendWith({ limits });
  const head = 'POST /v1/devices HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n';
  expect(await beginAndWait(backend, head)).toContain(' 408 ');
  const body = `${head}content-length: 500\r\n\r\n{"invit`;
  expect(await beginAndWait(backend, body)).toContain(' 408 ');
  const trickling = await new Promise<string>((resolve) => {
    const socket: Socket = connect(Number(new URL(backend.server.url).port), '127.0.0.1');
    let heard = '';
    socket.write(body);
    const drip = setInterval(() => socket.write(' '), 50);
    onTestFinished(() => clearInterval(drip));
    socket.on('data', (piece: Buffer) => (heard += piece.toString()));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearInterval(drip);
      resolve(heard);
    });
  });
  expect(trickling).toContain(' 408 ');
  expect(backend.bugs).toEqual([]);
  expect((await ask(backend, 'GET', '/v1/health', {})).status).toBe(200);
});

test('a connection on which nothing moves ends', async () => {
  const backend = await backendWith({ limits: { ...usualLimits, idleMs: 300 } });
  expect(await beginAndWait(backend, '')).toBe('');
});

test('one address holds so many connections and no more', async () => {
  const limits = { ...usualLimits, connectionsPerAddress: 5 };
  const backend = await backendWith({ limits });
  const { port } = new URL(backend.server.url);
  const sockets = Array.from({ length: 8 }, () => connect(Number(port), '127.0.0.1'));
  onTestFinished(() => sockets.forEach((socket) => void socket.destroy()));
  const closed = new Set<Socket>();
  for (const socket of sockets) {
    socket.on('error', () => undefined);
    socket.on('close', () => closed.add(socket));
  }
  await Promise.all(sockets.slice(5).map((socket) => once(socket, 'close')));
  expect(closed.size).toBe(3);
  for (const socket of sockets) socket.destroy();
  await expect
    .poll(() => ask(backend, 'GET', '/v1/health', {}).then(({ status }) => status))
    .toBe(200);
});

test('the limits of a backend as it is started are such that nobody waits for minutes', () => {
  expect(usualLimits.headMs).toBeLessThanOrEqual(30_000);
  expect(usualLimits.bodyMs).toBeLessThanOrEqual(60_000);
  expect(usualLimits.idleMs).toBeLessThanOrEqual(120_000);
});

test('what a page of somebody else fetches without asking to read it is refused as well, a visit is not', async () => {
  const backend = await backendWith();
  const fetched = (headers: Readonly<Record<string, string>>) =>
    ask(backend, 'GET', '/v1/health', { host: 'localhost', ...headers });
  for (const site of ['cross-site', 'same-site', 'Cross-Site', 'something-new'])
    for (const dest of ['image', 'script', 'iframe', 'empty', 'object', ''])
      expect([
        site,
        dest,
        (await fetched({ 'sec-fetch-site': site, 'sec-fetch-dest': dest })).status,
      ]).toEqual([site, dest, 403]);
  for (const site of ['same-origin', 'none'])
    expect((await fetched({ 'sec-fetch-site': site, 'sec-fetch-dest': 'empty' })).status).toBe(200);
  const visit = { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'document' };
  expect((await fetched(visit)).status).toBe(200);
  const form = { host: 'localhost', ...json, ...visit };
  expect((await ask(backend, 'POST', '/v1/devices', form, enrolment('x'))).status).toBe(403);
});

test('a body that nests without end is refused as one that does not fit, and is no bug of the backend', async () => {
  const bugs: string[] = [];
  const [home] = backendHomes();
  if (!home) throw new Error('there is always the embedded home');
  const onBug = (where: string) => void bugs.push(where);
  const backend = await home.start({ operatorToken, mayUseFfmpeg: false, onBug });
  onTestFinished(() => backend.stop());
  const desk = await HttpDesk.enrol(backend.server.url, await invite(backend.server.parts));
  const signedIn = { ...json, authorization: `Bearer ${desk.token}`, 'idempotency-key': 'k' };
  const arrays = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
  const objects = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
  for (const body of [arrays(120_000), objects(40_000), `{"queue":${arrays(100_000)}}`])
    expect((await ask(backend, 'POST', '/v1/leases', signedIn, body)).status).toBe(400);
  const batch = `{"verdicts":[${objects(200_000)},${arrays(200_000)}]}`;
  const answered = await fetch(new URL('/v1/verdicts/batch', backend.server.url), {
    method: 'POST',
    headers: signedIn,
    body: batch,
  });
  expect(answered.status).toBe(200);
  expect(await answered.json()).toMatchObject({ items: [{ status: 422 }, { status: 422 }] });
  expect(bugs).toEqual([]);
});
