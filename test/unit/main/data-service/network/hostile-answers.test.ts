import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { expectValue } from '../../../../../shared/lifetime/result.ts';
import { intakeBench } from '../../../../helpers/intake-bench.ts';
import { sha256Of, type Interference } from '../../../../helpers/model-backend.ts';
import { deskWith } from '../../../../helpers/saved-verdicts.ts';

const html = () =>
  new Response('<html><h1>Welcome to the hotel</h1><form>Room number</form></html>', {
    headers: { 'content-type': 'text/html' },
  });
/** Seventy megabytes, made as they are read. */
const endless = () => {
  const sent = { megabytes: 0 };
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if ((sent.megabytes += 1) > 70) controller.close();
      else controller.enqueue(new Uint8Array(1 << 20).fill(32));
    },
  });
  return new Response(body, { headers: { 'content-type': 'application/json' } });
};
const statusOfTomorrow: Interference = ({ path }) => {
  const verdictId = path.split('/').at(-1);
  const receipt = { verdictId, receiptId: 'r', outcome: 'sent-to-a-jury', late: false };
  return new Response(JSON.stringify({ ...receipt, receivedAtMs: 1, detail: '' }), {
    status: 201,
    headers: { 'content-type': 'application/json' },
  });
};
const redirect = () =>
  new Response(null, { status: 307, headers: { location: 'http://stranger.example/v1/verdicts' } });
const deep = () =>
  new Response('['.repeat(200_000), { headers: { 'content-type': 'application/json' } });

const answers: Readonly<Record<string, readonly [Interference, RegExp]>> = {
  'a login page': [html, /not its protocol.*login page/],
  'seventy megabytes of blanks': [endless, /more than was asked for/],
  'a status that nobody knows yet': [statusOfTomorrow, /not its protocol/],
  'a redirect to a stranger': [redirect, /not its protocol \(307\).*login page/],
  'brackets without end': [deep, /not its protocol/],
};

test.each(Object.entries(answers))(
  'a verdict that is answered with %s waits, says why, and arrives once',
  async (_, [answer, sentence]) => {
    const bench = intakeBench();
    const { backend, tables, world } = bench;
    const asked: string[] = [];
    const carry = world.fetch;
    const noting: typeof fetch = (input, init) => {
      asked.push(new URL(input instanceof Request ? input.url : input).hostname);
      return carry(input, init);
    };
    Object.assign(world, { fetch: noting });
    const {
      saved: [verdictId = ''],
      outbox,
    } = deskWith(bench, 1);
    const text = tables.outbox.waiting(1)[0]?.body;
    backend.interfere = answer;
    await outbox.drain();
    expect(tables.journal.read(verdictId)?.lastFault?.message).toMatch(sentence);
    expect(tables.outbox.counts()).toMatchObject({ waiting: 1, settled: 0 });
    backend.interfere = () => null;
    world.turn(3_600_000);
    await outbox.drain();
    expect(tables.outbox.counts()).toMatchObject({ waiting: 0, rejected: 0, settled: 1 });
    expect(backend.verdicts.get(verdictId)?.body).toBe(text);
    expect(new Set(asked)).toEqual(new Set(['127.0.0.1']));
  },
);

test('a status that nobody knows yet holds up no other verdict, and is rejected in sight when it stays', async () => {
  const bench = intakeBench();
  const { backend, tables, world } = bench;
  const { saved, outbox } = deskWith(bench, 9);
  const strange = saved[0] ?? '';
  const text = tables.outbox.waiting(9).find((row) => row.verdictId === strange)?.body ?? '';
  backend.interfere = async (request) => {
    if (request.path === '/v1/verdicts/batch') return html();
    return request.path.endsWith(strange) ? statusOfTomorrow(request) : null;
  };
  for (let hours = 0; hours < 30; hours += 1) {
    await outbox.drain();
    world.turn(3_600_000);
  }
  expect(tables.outbox.counts()).toMatchObject({ waiting: 0, rejected: 1, settled: 8 });
  expect(tables.journal.read(strange)?.lastFault?.message).toMatch(/not its protocol/);
  // Nothing of it is lost: as soon as somebody tries again, the very same text arrives.
  expect(backend.verdicts.has(strange)).toBe(false);
  backend.interfere = () => null;
  expectValue(outbox.retryVerdict(strange));
  await outbox.drain();
  expect(backend.verdicts.get(strange)?.body).toBe(text);
  expect(text).toContain(strange);
  expect(tables.outbox.counts()).toMatchObject({ waiting: 0, rejected: 0, settled: 9 });
});

test('bodies are packed only for a backend that says it unpacks', async () => {
  const bench = intakeBench();
  const { backend, tables, world } = bench;
  const { saved, outbox } = deskWith(bench, 60);
  const seen: string[] = [];
  const saying: typeof fetch = async (input, init) => {
    const headers = new Headers(init?.headers);
    const isPacked = headers.get('content-encoding') === 'gzip';
    seen.push(isPacked ? 'packed' : 'plain');
    const body = isPacked ? gunzipSync(init?.body as Uint8Array).toString() : init?.body;
    const reply = await backend.fetch(input, { ...init, body: body ?? null });
    reply.headers.set('accept-encoding', 'gzip');
    return reply;
  };
  Object.assign(world, { fetch: saying });
  await outbox.drain();
  // The first batch went before anything was heard of the backend.
  expect(seen).toEqual(['plain', 'packed']);
  expect(tables.outbox.counts()).toMatchObject({ waiting: 0, settled: 60 });
  expect([...backend.verdicts.keys()].toSorted()).toEqual(saved.toSorted());
});

test('a way that spoils packed bodies costs one request, never a verdict', async () => {
  const bench = intakeBench();
  const { backend, tables, world } = bench;
  const { outbox } = deskWith(bench, 130);
  const seen: string[] = [];
  const spoiling: typeof fetch = async (input, init) => {
    const isPacked = new Headers(init?.headers).get('content-encoding') === 'gzip';
    seen.push(isPacked ? 'packed' : 'plain');
    if (isPacked) return new Response('bad request', { status: 400 });
    const reply = await backend.fetch(input, init);
    reply.headers.set('accept-encoding', 'gzip');
    return reply;
  };
  Object.assign(world, { fetch: spoiling });
  await outbox.drain();
  expect(seen).toEqual(['plain', 'packed', 'plain', 'plain']);
  expect(tables.outbox.counts()).toMatchObject({ waiting: 0, rejected: 0, settled: 130 });
});

/** A real server that notes what it was asked. */
async function server(
  answer: (path: string) => { status: number; location?: string; body?: Buffer },
) {
  const asked: { path: string; token: string; range: string }[] = [];
  const listening = createServer((request, reply) => {
    const { authorization = '', range = '' } = request.headers;
    asked.push({ path: request.url ?? '', token: authorization, range });
    const { status, location, body } = answer(request.url ?? '');
    reply.writeHead(status, location === undefined ? {} : { location }).end(body);
  });
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void listening.close());
  return { url: `http://127.0.0.1:${(listening.address() as AddressInfo).port}`, asked };
}

test('media may lie elsewhere: it is fetched there without the token, and never over an open line', async () => {
  const bytes = Buffer.from('sixteen bytes ok');
  const storage = await server(() => ({ status: 206, body: bytes }));
  const lead = { to: `${storage.url}/bucket/clip` };
  const backend = await server(() => ({ status: 302, location: lead.to }));
  const bench = intakeBench();
  const direct: typeof fetch = (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (url.port !== '1') return fetch(url, init);
    return fetch(new URL(url.pathname, backend.url), init);
  };
  Object.assign(bench.world, { fetch: direct });
  const sha256 = sha256Of(bytes);
  expect(await bench.context.client.readRange(sha256, 0, 16)).toMatchObject({ ok: true });
  expect(storage.asked).toEqual([{ path: '/bucket/clip', token: '', range: 'bytes=0-15' }]);
  for (lead.to of [
    'http://stranger.example/clip',
    'https://stranger.example/clip',
    'file:///etc/passwd',
    '::',
  ]) {
    const refused = await bench.context.client.readRange(sha256, 0, 16);
    expect(refused).toMatchObject({ ok: false, fault: { kind: 'bad-answer' } });
    bench.world.turn(3_600_000);
  }
  expect(storage.asked).toHaveLength(1);
  // Nothing else follows: no verdict goes to whom the desk was not enrolled at.
  lead.to = `${storage.url}/v1/verdicts`;
  const { saved } = deskWith(bench, 1);
  const text = bench.tables.outbox.waiting(1)[0]?.body ?? '';
  const put = { params: { verdictId: saved[0] ?? '' }, rawBody: text };
  expect(await bench.context.client.call('putVerdict', put)).toMatchObject({ ok: false });
  expect(backend.asked.at(-1)?.path).toBe(`/v1/verdicts/${saved[0]}`);
  expect(storage.asked).toHaveLength(1);
});
