import { expect, test } from 'vitest';
import { isSameClock } from '../../../../backend/media/packet-times.ts';

const at = (tickSeconds: number, ...ticks: number[]) => ({ tickSeconds, ticks });

test('a copy that starts elsewhere and counts in other ticks is the same clock', () => {
  expect(isSameClock(at(1 / 90_000, 3000, 6000, 12_000), at(1 / 30, 0, 1, 3))).toBe(true);
});
test('a copy that is a tick off by rounding is the same clock', () => {
  expect(isSameClock(at(1 / 1000, 0, 33, 67), at(1 / 90_000, 0, 3003, 6006))).toBe(true);
});
test('a frame that is missing, or shown at another time, is noticed', () => {
  expect(isSameClock(at(1 / 30, 0, 1, 2), at(1 / 30, 0, 1))).toBe(false);
  expect(isSameClock(at(1 / 90_000, 0, 3000, 6000), at(1 / 90_000, 0, 3010, 6000))).toBe(false);
});
