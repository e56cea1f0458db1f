import fastify from 'fastify';
import { expect, test } from 'vitest';
import {
  readSecurityContact,
  serveSecurityContact,
} from '../../../../backend/routes/security-contact.ts';

const nowMs = () => Date.UTC(2026, 10, 30);

async function askedOf(contact: string | null) {
  const app = fastify();
  serveSecurityContact(app, contact, nowMs);
  const reply = await app.inject('/.well-known/security.txt');
  await app.close();
  return reply;
}

test('the address that the operator set is served as RFC 9116 wants it', async () => {
  const reply = await askedOf(readSecurityContact(' mailto:security@example.org\n'));
  expect(reply.statusCode).toBe(200);
  expect(reply.headers['content-type']).toBe('text/plain; charset=utf-8');
  expect(reply.body.split('\n')).toEqual([
    'Contact: mailto:security@example.org',
    'Expires: 2026-12-30T00:00:00.000Z',
    'Preferred-Languages: en',
    '',
  ]);
});

test('without an address there is no file, and none is made up', async () => {
  expect(readSecurityContact(undefined)).toBeNull();
  expect(readSecurityContact('  ')).toBeNull();
  expect((await askedOf(null)).statusCode).toBe(404);
});

test.each([
  'security@example.org',
  'http://example.org',
  'https://a b',
  'mailto:a\nPolicy: x',
  'javascript:1',
])('what is no address is refused in words: %j', (value) => {
  expect(() => readSecurityContact(value)).toThrow('SECOND_LOOK_SECURITY_CONTACT is no address');
});
