import { expect, test } from 'vitest';
import { breakAfter, restMs, workedOn, type WorkSoFar } from '../../../renderer/work-so-far.ts';

const minute = 60_000;
const after = (...minutes: readonly number[]) =>
  minutes.reduce<WorkSoFar | null>((so, at) => workedOn(so, at * minute), null);
const steadily = (until: number) => Array.from({ length: until / 2 + 1 }, (_, at) => at * 2);

test('ninety minutes without a break ask for one', () => {
  expect(breakAfter(after(...steadily(88)), 90)).toBeNull();
  expect(breakAfter(after(...steadily(92)), 90)).toBe(92);
});

test('five minutes away begin the count anew', () => {
  expect(breakAfter(workedOn(after(...steadily(92)), 92 * minute + restMs), 90)).toBeNull();
});

test('nobody who did nothing is asked to rest', () => {
  expect(breakAfter(null, 10)).toBeNull();
});
