import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { openChunk, sealChunk } from '../../../../../main/data-service/media-store/seal.ts';

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
