import { expect, test } from 'vitest';
import { trialConditions } from '../../../../main/app/trial-conditions.ts';

const environment = {
  SECOND_LOOK_CLOCK_OFFSET_MS: '-54000000',
};

test('a trial may set the clock of an unpackaged build, never that of a packaged one', () => {
  expect(trialConditions(environment, false)).toEqual({
    clockOffsetMs: -54_000_000,
  });
  expect(trialConditions(environment, true)).toEqual({});
});

test.each(['soon', '1e400', ''])('a clock offset of "%s" changes nothing', (text) => {
  expect(trialConditions({ SECOND_LOOK_CLOCK_OFFSET_MS: text }, false)).toEqual({});
});
