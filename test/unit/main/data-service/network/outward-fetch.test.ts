import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import {
  fetchOutward,
  isInside,
  type OutwardRefusal,
} from '../../../../../main/data-service/network/outward-fetch.ts';
import { isPrivateAddress } from '../../../../../main/data-service/network/private-address.ts';

test.each([
  '127.0.0.1',
  '127.9.9.9',
  '10.0.0.1',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '169.254.169.254',
  '100.64.0.1',
  '0.0.0.0',
  '224.0.0.1',
  '255.255.255.255',
  '198.18.0.1',
  '::1',
  '::',
  '[::1]',
  'fc00::1',
  'fd12:3456::1',
  'fe80::1',
  'fe80::1%eth0',
  'ff02::1',
  '::ffff:10.0.0.1',
  '::ffff:7f00:1',
  '[::ffff:192.168.0.1]',
  '64:ff9b::a00:1',
  'fec0::1',
  '2002:a00:1::',
  '2001:db8::1',
  'localhost',
  'example.org',
  '',
  '1.2.3',
  '0x7f.1',
])('%s is not an address of the public internet', (address) => {
  expect(isPrivateAddress(address)).toBe(true);
});

test.each([
  '8.8.8.8',
  '172.15.0.1',
  '172.32.0.1',
  '192.167.1.1',
  '11.0.0.1',
  '100.128.0.1',
  '2606:4700::1111',
  '[2a00:1450:4001::1]',
  '::ffff:8.8.8.8',
  '64:ff9b::808:808',
])('%s is a public address', (address) => {
  expect(isPrivateAddress(address)).toBe(false);
});

/** A world whose one name leads where it is told, and that notes whom it asked. */
function worldOf(addresses: readonly string[], answer: () => Response = () => new Response('ok')) {
  const sent: { readonly url: string; readonly redirect: string | undefined }[] = [];
  const world = {
    resolve: async () => addresses,
    async fetch(input: string | URL | Request, init?: RequestInit) {
      sent.push({
        url: input instanceof Request ? input.url : String(input),
        redirect: init?.redirect,
      });
      return answer();
    },
  };
  return { world, sent };
}
const rules = { longestAnswerBytes: 10, mayBePrivate: false };
const why = (asked: Promise<unknown>) =>
  asked.then(
    () => 'sent',
    (error: unknown) => (error as OutwardRefusal).why,
  );

test.each([
  ['http://example.org/', ['8.8.8.8'], 'open-line'],
  ['ftp://example.org/', ['8.8.8.8'], 'open-line'],
  ['file:///etc/passwd', ['8.8.8.8'], 'open-line'],
  ['https://example.org/', ['8.8.8.8', '192.168.0.1'], 'private-address'],
  ['https://example.org/', ['::ffff:127.0.0.1'], 'private-address'],
  ['https://169.254.169.254/latest', [], 'private-address'],
  ['https://[::1]/', [], 'private-address'],
  ['https://2130706433/', [], 'private-address'],
  ['https://0x7f000001/', [], 'private-address'],
])('nothing is sent to %s at %j', async (url, addresses, reason) => {
  const { world, sent } = worldOf(addresses);
  expect(await why(fetchOutward(world, new URL(url), {}, rules))).toBe(reason);
  expect(sent).toEqual([]);
});

test('a public host is asked, and where it sends the client on to is not', async () => {
  const { world, sent } = worldOf(['8.8.8.8'], () => Response.redirect('https://b.example/', 307));
  const url = new URL('https://example.org/x');
  const asked = { redirect: 'follow' } as const;
  const answer = await fetchOutward(world, url, asked, rules);
  expect(answer.status).toBe(307);
  expect(sent).toEqual([{ url: 'https://example.org/x', redirect: 'manual' }]);
});

test('an answer is read as far as was agreed, also where it says that it is short', async () => {
  const { world } = worldOf(['8.8.8.8'], () => new Response('eleven byte'));
  expect(await why(fetchOutward(world, new URL('https://example.org'), {}, rules))).toBe(
    'too-long',
  );
  const fits = worldOf(['8.8.8.8'], () => new Response('ten bytes.'));
  const answer = await fetchOutward(fits.world, new URL('https://example.org'), {}, rules);
  expect(await answer.text()).toBe('ten bytes.');
});

test('a packed answer counts by what it unpacks to', async () => {
  const { gzipSync } = await import('node:zlib');
  const server = createServer((_, reply) => {
    reply.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(50_000_000)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const world = { fetch, resolve: async () => [] };
  const bounds = { longestAnswerBytes: 4_194_304, mayBePrivate: true };
  expect(await why(fetchOutward(world, url, {}, bounds))).toBe('too-long');
});

test('a host is inside by its own address or by any of its name', async () => {
  const named = (...addresses: string[]) => worldOf(addresses).world;
  expect(await isInside(named('8.8.8.8'), new URL('https://a.example'))).toBe(false);
  expect(await isInside(named('8.8.8.8', '10.0.0.1'), new URL('https://a.example'))).toBe(true);
  expect(await isInside(named(), new URL('http://localhost:9'))).toBe(true);
  expect(await isInside(named('8.8.8.8'), new URL('https://10.0.0.1'))).toBe(true);
});
