import type * as NodeCrypto from 'node:crypto';
import { randomBytes } from 'node:crypto';
import { expect, test, vi } from 'vitest';

const cipherUses = vi.hoisted((): { readonly key: string; readonly nonce: string }[] => []);
vi.mock('node:crypto', async (importOriginal) => {
  const crypto = await importOriginal<typeof NodeCrypto>();
  const createCipheriv = (...given: Parameters<typeof crypto.createCipheriv>) => {
    const [, key, nonce] = given as unknown as [string, Uint8Array, Uint8Array];
    cipherUses.push({
      key: Buffer.from(key).toString('hex'),
      nonce: Buffer.from(nonce).toString('hex'),
    });
    return crypto.createCipheriv(...given);
  };
  return { ...crypto, createCipheriv };
});

const { sealChunk } = await import('../../../../../main/data-service/media-store/seal.ts');

const key = { sha256: 'ab'.repeat(32), fileKey: randomBytes(32), noncePrefix: randomBytes(7) };
const plain = Buffer.from('a frame of somebody');

test('no key and nonce ever seal two pieces: not of one clip, not of its last piece, not of two clips', () => {
  cipherUses.length = 0;
  const other = { ...key, sha256: 'cd'.repeat(32), fileKey: randomBytes(32) };
  const anew = { ...key, noncePrefix: randomBytes(7) };
  for (const one of [key, other, anew])
    for (const chunk of [0, 1, 2, 255, 256, 65_535, 65_536, 0xffff_fffe])
      for (const isLast of [false, true]) sealChunk(one, chunk, isLast, plain);
  const pairs = cipherUses.map(({ key, nonce }) => `${key} ${nonce}`);
  expect(pairs).toHaveLength(48);
  expect(new Set(pairs).size).toBe(48);
});
