import { expect, test } from 'vitest';
import { decodePathTo } from '../../../../renderer/workers/decode-path.ts';

test('single frames, ten back and a second back are steps; ten forward and whatever lies far are jumps', () => {
  for (const by of [1, -1, 2, -2, -10, -30])
    expect(decodePathTo(100, 100 + by)).toMatchObject({ isJump: false });
  for (const by of [10, 30, 200, -60, -100])
    expect(decodePathTo(100, 100 + by)).toMatchObject({ isJump: true });
});

test('the frames right before the goal are always decoded, more of them on the way back', () => {
  expect(decodePathTo(100, 99).from).toBe(87);
  expect(decodePathTo(0, 200).from).toBe(194);
  expect(decodePathTo(50, 3).from).toBe(0);
});
