import { expect, test } from 'vitest';
import {
  confidenceOf,
  lagCurve,
  peakOf,
  scrambleShifts,
  turned,
} from '../../../../../renderer/evidence/sync/lag-curve.ts';

/** A band-limited, never repeating curve, told at any moment. */
function wave(seconds: number): number {
  return (
    Math.sin(seconds * 9.1) + 0.8 * Math.sin(seconds * 14.3 + 1) + 0.6 * Math.sin(seconds * 23.7)
  );
}

function track(steps: number, lateByMs: number): Float64Array {
  return Float64Array.from({ length: steps }, (_, i) => wave(i / 100 - lateByMs / 1000));
}

test.each([-400, -203, -37, 0, 4, 123, 248, 400])(
  'sound that is %i ms late is read so to 2 ms',
  (lateByMs) => {
    const peak = peakOf(lagCurve([track(500, lateByMs)], [track(500, 0)], [1]));
    expect(Math.abs(peak.lagMs - lateByMs)).toBeLessThan(2);
  },
);

test('a face that is seen from the second second on is compared with the sound of its own time', () => {
  const seen = track(600, 0).subarray(200, 520);
  const peak = peakOf(lagCurve([track(600, 240)], [seen], [1], 200));
  expect(Math.abs(peak.lagMs - 240)).toBeLessThan(2);
});

test('a signal that counts nothing changes nothing', () => {
  const noise = track(400, 5000);
  const alone = lagCurve([track(400, 100)], [track(400, 0)], [1]);
  const beside = lagCurve([track(400, 100), noise], [track(400, 0), track(400, 0)], [1, 0]);
  expect(beside).toEqual(alone);
});

test('scrambled soundtracks stay a second away from their true place', () => {
  const shifts = scrambleShifts(600, 10, 100);
  expect(shifts).toHaveLength(10);
  expect(Math.min(...shifts)).toBeGreaterThanOrEqual(100);
  expect(Math.max(...shifts)).toBeLessThanOrEqual(500);
  expect(scrambleShifts(150, 10, 100)).toEqual([]);
});

test('turning a track round loses no step', () => {
  expect(turned(Float64Array.of(1, 2, 3, 4, 5), 2)).toEqual(Float64Array.of(4, 5, 1, 2, 3));
});

test('confidence is the peak over mean and 1.645 deviations of the scrambled peaks', () => {
  expect(confidenceOf(2, [1, 1, 1, 1])).toBeCloseTo(2);
  expect(confidenceOf(2, [0.5, 1.5])).toBeCloseTo(2 / 1.8225);
  expect(confidenceOf(-1, [1, 1])).toBe(0);
});
