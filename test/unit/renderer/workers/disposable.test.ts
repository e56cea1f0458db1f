import { expect, test } from 'vitest';
import { disposableTest } from '../../../../renderer/workers/disposable.ts';

/** `avcC` of four-byte lengths, and H.264 units by their first byte. */
const avc = { codec: 'avc1.640028', description: Uint8Array.of(1, 100, 0, 40, 0xff, 0xe1) };
const packet = (...headers: number[]) =>
  Uint8Array.from(headers.flatMap((header) => [0, 0, 0, 3, header, 7, 7]));
const isDisposable = (bytes: Uint8Array) => disposableTest(avc)?.(bytes);

test('a picture that no other leans on may be left out; one that others need may not', () => {
  expect(isDisposable(packet(0x01))).toBe(true);
  expect(isDisposable(packet(0x06, 0x01, 0x01))).toBe(true);
  expect(isDisposable(packet(0x41))).toBe(false);
  expect(isDisposable(packet(0x65))).toBe(false);
  expect(isDisposable(packet(0x01, 0x21))).toBe(false);
});

test('a packet with parameter sets, without a picture, or damaged is never left out', () => {
  expect(isDisposable(packet(0x67, 0x01))).toBe(false);
  expect(isDisposable(packet(0x06))).toBe(false);
  expect(isDisposable(packet(0x01).subarray(0, 5))).toBe(false);
  expect(isDisposable(Uint8Array.of(0, 0, 1, 0, 0x01))).toBe(false);
});

test('lengths of two bytes are read as such', () => {
  const short = { ...avc, description: Uint8Array.of(1, 100, 0, 40, 0xfd, 0xe1) };
  expect(disposableTest(short)?.(Uint8Array.of(0, 2, 0x01, 9))).toBe(true);
});

test('of other codecs nothing is left out', () => {
  expect(disposableTest({ codec: 'vp09.00.10.08' })).toBeNull();
  expect(disposableTest({ codec: 'avc1.640028' })).toBeNull();
});
