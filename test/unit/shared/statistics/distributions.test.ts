import stdlibBetaQuantile from '@stdlib/stats-base-dists-beta-quantile';
import stdlibNormalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import stdlibStudentQuantile from '@stdlib/stats-base-dists-t-quantile';
import { expect, test } from 'vitest';
import {
  betaQuantile,
  logGamma,
  normalCdf,
  normalQuantile,
  studentQuantile,
} from '../../../../shared/statistics/distributions.ts';
import { boundsOf, falseAlarms } from '../../../../shared/statistics/looks.ts';
import { chanceOf } from '../../../simulation/virtual-time.ts';

const levels = [0.001, 0.025, 0.1, 0.5, 0.75, 0.975, 0.9999];

test('quantiles equal an independent library’s', () => {
  for (const p of levels) {
    expect(normalQuantile(p)).toBeCloseTo(stdlibNormalQuantile(p, 0, 1), 9);
    for (const df of [1, 2, 5, 11, 99, 1e4])
      expect(studentQuantile(p, df) / stdlibStudentQuantile(p, df) || 1).toBeCloseTo(1, 7);
    for (const a of [0.5, 1, 3, 40, 20_000])
      for (const b of [0.5, 2, 77, 90_000])
        expect(betaQuantile(a, b, p) / stdlibBetaQuantile(p, a, b)).toBeCloseTo(1, 6);
  }
});

test('the gamma function at whole and half numbers', () => {
  expect(logGamma(1)).toBeCloseTo(0, 13);
  expect(logGamma(11)).toBeCloseTo(Math.log(3_628_800), 11);
  expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 13);
  expect(logGamma(0.25)).toBeCloseTo(1.2880225246980774, 12);
});

test('the normal distribution far out', () => {
  expect(normalCdf(-6) / 9.865876450376946e-10).toBeCloseTo(1, 10);
  expect(normalCdf(1.959963984540054)).toBeCloseTo(0.975, 14);
});

test('bounds of five equal looks are the published ones', () => {
  expect(boundsOf('pocock', 5).map((z) => z.toFixed(3))).toEqual(Array(5).fill('2.413'));
  expect(boundsOf('obrien-fleming', 5).map((z) => z.toFixed(2))).toEqual([
    '4.56',
    '3.23',
    '2.63',
    '2.28',
    '2.04',
  ]);
  expect(boundsOf('pocock', 1)[0]).toBeCloseTo(1.959964, 5);
  // Five unplanned looks at 95 %.
  expect(falseAlarms(Array(5).fill(1.959964))).toBeCloseTo(0.142, 3);
  expect(() => boundsOf('pocock', 0)).toThrow(RangeError);
});

test('20,000 simulated pilots without harm pass a bound as often as planned', () => {
  const chance = chanceOf(5);
  const normal = () =>
    Math.sqrt(-2 * Math.log(1 - chance.next())) * Math.cos(2 * Math.PI * chance.next());
  for (const spending of ['pocock', 'obrien-fleming'] as const) {
    const bounds = boundsOf(spending, 5);
    let alarms = 0;
    for (let n = 0; n < 20_000; n += 1) {
      let sum = 0;
      const passes = bounds.some((bound, look) => {
        sum += normal();
        return Math.abs(sum) / Math.sqrt(look + 1) > bound;
      });
      alarms += passes ? 1 : 0;
    }
    expect(Math.abs(alarms / 20_000 - 0.05)).toBeLessThan(0.006);
  }
});
