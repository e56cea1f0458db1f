import { describe, expect, test } from 'vitest';
import {
  fitted,
  following,
  panned,
  tickLabel,
  ticks,
  tickStep,
  usAt,
  wholeClip,
  xOf,
  zoomed,
} from '../../../../renderer/lanes/time-axis.ts';

const duration = 10_000_000;
const whole = wholeClip(duration, 1000);

test('pixels and time are each other’s inverse at any zoom', () => {
  const deep = zoomed(whole, 5000, 4_321_000, duration);
  for (const axis of [whole, deep]) {
    for (const x of [0, 1, 499, 1000]) expect(xOf(axis, usAt(axis, x))).toBeCloseTo(x, 0);
  }
});

describe('zooming', () => {
  test('keeps the playhead where it is on the screen', () => {
    const before = xOf(whole, 2_500_000);
    expect(xOf(zoomed(whole, 8, 2_500_000, duration), 2_500_000)).toBeCloseTo(before, 1);
  });

  test('reaches one millisecond across the width and no closer', () => {
    const deep = zoomed(whole, 1e9, 5_000_000, duration);
    expect(deep.toUs - deep.fromUs).toBe(1000);
  });

  test('out again ends at the whole clip', () => {
    const back = zoomed(zoomed(whole, 100, 9_900_000, duration), 1e6, 9_900_000, duration);
    expect(zoomed(back, 1e-9, 9_900_000, duration)).toEqual(whole);
  });
});

test('panning stops at the ends', () => {
  const half = zoomed(whole, 2, 0, duration);
  expect(panned(half, -5, duration).fromUs).toBe(0);
  expect(panned(half, 5, duration).toUs).toBe(duration);
});

test('the view follows the playhead only when it leaves', () => {
  const tenth = zoomed(whole, 10, 0, duration);
  expect(following(tenth, 500_000, duration)).toBe(tenth);
  const moved = following(tenth, 1_500_000, duration);
  expect(moved.fromUs).toBeLessThanOrEqual(1_500_000);
  expect(moved.toUs).toBeGreaterThan(1_500_000);
});

test('fitting a span leaves room on both sides', () => {
  const axis = fitted(whole, { fromUs: 4_000_000, toUs: 5_000_000 }, duration);
  expect([axis.fromUs, axis.toUs]).toEqual([3_900_000, 5_100_000]);
});

test('ticks fall on round times, far enough apart to be read', () => {
  expect(tickStep(whole, 80)).toBe(1_000_000);
  const labelled = ticks(whole, 80).filter((tick) => tick.isMajor);
  expect(labelled.map((tick) => tick.us)).toEqual(
    Array.from({ length: 11 }, (_, i) => i * 1_000_000),
  );
});

test('labels are as fine as the ticks', () => {
  expect(tickLabel(2_000_000, 1_000_000)).toBe('2 s');
  expect(tickLabel(2_050_000, 50_000)).toBe('2.05 s');
  expect(tickLabel(62_500_000, 500_000)).toBe('1:02.5');
  expect(tickLabel(2_000_100, 100)).toBe('2.0001 s');
});
