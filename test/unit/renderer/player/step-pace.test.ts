import { expect, test } from 'vitest';
import { createStepPace } from '../../../../renderer/player/transport/step-pace.ts';

/** Steps that each take so long, one after the other; answers what was said after each. */
function stepsOf(...tookMs: readonly number[]): boolean[] {
  const pace = createStepPace();
  let now = 0;
  return tookMs.map((ms) => {
    pace.asked(now);
    now += ms;
    return pace.answered(now);
  });
}

test('three steps in a row of more than a second and a half are too slow; a hiccup is not', () => {
  expect(stepsOf(1600, 1700, 1800)).toEqual([false, false, true]);
  expect(stepsOf(1600, 1600, 20, 1600, 1600)).toEqual([false, false, false, false, false]);
  expect(stepsOf(1400, 1400, 1400, 1400)).toEqual([false, false, false, false]);
});

test('steps that overtake each other count as one, from the first key to the picture', () => {
  const pace = createStepPace();
  const heard: boolean[] = [];
  for (const round of [0, 1, 2]) {
    const begin = round * 10_000;
    for (const at of [0, 700, 1400]) pace.asked(begin + at);
    heard.push(pace.answered(begin + 2000));
  }
  expect(heard).toEqual([false, false, true]);
  expect(pace.answered(90_000)).toBe(false);
});
