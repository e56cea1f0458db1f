import { expect, test } from 'vitest';
import { isStep } from '../../../../renderer/workers/decoder-run.ts';

test('single frames, ten back and a second back are steps; ten forward and whatever lies far are jumps', () => {
  for (const by of [1, -1, 2, -2, -10, -30]) expect(isStep(100, 100 + by)).toBe(true);
  for (const by of [10, 30, 200, -60, -100]) expect(isStep(100, 100 + by)).toBe(false);
});
