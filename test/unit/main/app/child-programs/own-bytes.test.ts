import { expect, test } from 'vitest';
import { ownBytes } from '../../../../../main/app/child-programs/own-bytes.ts';

test('bytes that were a part of a larger letter come alone', () => {
  const letter = Uint8Array.from([1, 2, 3, 4, 5, 6]);
  const message = { t: 'value', value: { list: [{ bytes: letter.subarray(2, 4) }], n: 1 } };
  const own = ownBytes(message) as typeof message;
  expect(own).toEqual(message);
  expect(own.value.list[0]?.bytes.buffer.byteLength).toBe(2);
});

test('a Buffer becomes plain bytes, floats keep their type', () => {
  const own = ownBytes([Buffer.from('hi'), Float32Array.from([0.5])]) as readonly unknown[];
  expect(own[0]?.constructor).toBe(Uint8Array);
  expect(own[1]).toEqual(Float32Array.from([0.5]));
});
