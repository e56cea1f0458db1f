import { expect, test } from 'vitest';
import { planRestart } from '../../../../../main/app/child-programs/restart-plan.ts';

test('the waits grow with the deaths of the last minute, and the fifth is the last', () => {
  const deaths: number[] = [];
  const plans = [0, 1_000, 2_000, 8_000, 14_000].map((atMs) => {
    deaths.push(atMs);
    return planRestart(deaths, atMs);
  });
  expect(plans).toEqual([
    { kind: 'restart', afterMs: 200 },
    { kind: 'restart', afterMs: 1_000 },
    { kind: 'restart', afterMs: 5_000 },
    { kind: 'restart', afterMs: 5_000 },
    { kind: 'give-up' },
  ]);
});

test('a death now and then is always forgiven', () => {
  const deaths = Array.from({ length: 50 }, (_, at) => at * 60_000);
  expect(planRestart(deaths, 49 * 60_000)).toEqual({ kind: 'restart', afterMs: 200 });
});
