import { expect, test } from 'vitest';
import { evenlySpread } from '../../../../renderer/workers/sample-frames.ts';

test('sampled frames lie in the middle of equal shares, and never twice', () => {
  expect(evenlySpread(3, 300)).toEqual([50, 150, 250]);
  expect(evenlySpread(8, 3)).toEqual([0, 1, 2]);
  expect(evenlySpread(4, 0)).toEqual([]);
});
