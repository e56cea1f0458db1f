import { expect, test } from 'vitest';
import { wayToFrame } from '../../../../renderer/workers/way-to-frame.ts';

test('single frames, ten back and a second back are steps; ten forward and whatever lies far are jumps', () => {
  for (const by of [1, -1, 2, -2, -10, -30])
    expect(wayToFrame(100, 100 + by)).toMatchObject({ isJump: false });
  for (const by of [10, 30, 200, -60, -100])
    expect(wayToFrame(100, 100 + by)).toMatchObject({ isJump: true });
});

test('the frames right before the goal are always decoded, more of them on the way back', () => {
  expect(wayToFrame(100, 99).from).toBe(87);
  expect(wayToFrame(0, 200).from).toBe(194);
  expect(wayToFrame(50, 3).from).toBe(0);
});
