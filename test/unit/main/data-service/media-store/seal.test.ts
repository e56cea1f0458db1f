import type * as NodeCrypto from 'node:crypto';
import { randomBytes } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import { openChunk, sealChunk } from '../../../../../main/data-service/media-store/seal.ts';

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

const key = { sha256: 'ab'.repeat(32), fileKey: randomBytes(32), noncePrefix: randomBytes(7) };
const plain = Buffer.from('a frame of somebody');

test('a sealed piece opens only where it belongs, with its own key, whole and unchanged', () => {
  const sealed = sealChunk(key, 3, false, plain);
  expect(openChunk(key, 3, false, sealed)).toEqual(plain);
  expect(openChunk(key, 4, false, sealed)).toBeNull();
  expect(openChunk(key, 3, true, sealed)).toBeNull();
  expect(openChunk({ ...key, sha256: 'cd'.repeat(32) }, 3, false, sealed)).toBeNull();
  expect(openChunk({ ...key, fileKey: randomBytes(32) }, 3, false, sealed)).toBeNull();
  expect(openChunk(key, 3, false, sealed.subarray(0, sealed.length - 1))).toBeNull();
  expect(openChunk(key, 3, false, Buffer.alloc(5))).toBeNull();
});

test('every flipped bit of a sealed piece is noticed', () => {
  const sealed = sealChunk(key, 0, true, plain);
  for (let bit = 0; bit < sealed.length * 8; bit += 1) {
    const changed = Buffer.from(sealed);
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    expect(openChunk(key, 0, true, changed)).toBeNull();
  }
});

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
