import { expect, test } from 'vitest';
import { percentile, rateRow, timeRow } from '../../bench/rows.ts';

test('percentiles are nearest rank', () => {
  const values = [5, 1, 4, 2, 3];
  expect(percentile(values, 0.5)).toBe(3);
  expect(percentile(values, 0.95)).toBe(5);
  expect(percentile([7], 0.95)).toBe(7);
});

test('a ratio above one means that we are faster, for times and for rates', () => {
  const time = timeRow('t', { values: [2, 2, 2] }, { name: 'peer', values: [10, 10, 10] });
  expect(time.ratioToPeer).toBe(5);
  const rate = rateRow('r', 'cases/s', [100, 100], { name: 'peer', values: [50, 50] });
  expect(rate.ratioToPeer).toBe(2);
});
