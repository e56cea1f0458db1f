import { expect, test } from 'vitest';
import { minutesWorked, restMs, workedOn, type WorkSoFar } from '../../../renderer/work-so-far.ts';

const minute = 60_000;
const after = (...minutes: readonly number[]) =>
  minutes.reduce<WorkSoFar | null>((so, at) => workedOn(so, at * minute), null);
const steadily = (until: number) => Array.from({ length: until / 2 + 1 }, (_, at) => at * 2);

test('ninety minutes without a break are counted', () => {
  expect(minutesWorked(after(...steadily(88)))).toBe(88);
  expect(minutesWorked(after(...steadily(92)))).toBe(92);
});

test('five minutes away begin the count anew', () => {
  expect(minutesWorked(workedOn(after(...steadily(92)), 92 * minute + restMs))).toBe(0);
});

test('who did nothing has not worked', () => {
  expect(minutesWorked(null)).toBe(0);
});
