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
const clip = { fromUs: 0, toUs: duration };
const whole = wholeClip(clip, 1000);

test('pixels and time are each other’s inverse at any zoom', () => {
  const deep = zoomed(whole, 5000, 4_321_000, clip);
  for (const axis of [whole, deep]) {
    for (const x of [0, 1, 499, 1000]) expect(xOf(axis, usAt(axis, x))).toBeCloseTo(x, 0);
  }
});

describe('zooming', () => {
  test('keeps the playhead where it is on the screen', () => {
    const before = xOf(whole, 2_500_000);
    expect(xOf(zoomed(whole, 8, 2_500_000, clip), 2_500_000)).toBeCloseTo(before, 1);
  });

  test('reaches one millisecond across the width and no closer', () => {
    const deep = zoomed(whole, 1e9, 5_000_000, clip);
    expect(deep.toUs - deep.fromUs).toBe(1000);
  });

  test('out again ends at the whole clip', () => {
    const back = zoomed(zoomed(whole, 100, 9_900_000, clip), 1e6, 9_900_000, clip);
    expect(zoomed(back, 1e-9, 9_900_000, clip)).toEqual(whole);
  });
});

test('panning stops at the ends', () => {
  const half = zoomed(whole, 2, 0, clip);
  expect(panned(half, -5, clip).fromUs).toBe(0);
  expect(panned(half, 5, clip).toUs).toBe(duration);
});

test('the view follows the playhead only when it leaves', () => {
  const tenth = zoomed(whole, 10, 0, clip);
  expect(following(tenth, 500_000, clip)).toBe(tenth);
  const moved = following(tenth, 1_500_000, clip);
  expect(moved.fromUs).toBeLessThanOrEqual(1_500_000);
  expect(moved.toUs).toBeGreaterThan(1_500_000);
});

test('fitting a span leaves room on both sides', () => {
  const axis = fitted(whole, { fromUs: 4_000_000, toUs: 5_000_000 }, clip);
  expect([axis.fromUs, axis.toUs]).toEqual([3_900_000, 5_100_000]);
});

describe('a clip whose clock begins at an hour', () => {
  const hour = 3_600_000_000;
  const late = { fromUs: hour, toUs: hour + duration };

  test('fills the width by its own length, and zooming out, panning and following end at its own beginning', () => {
    const all = wholeClip(late, 1000);
    expect(all).toEqual({ ...late, widthPx: 1000 });
    const deep = zoomed(all, 4, hour + 1_000_000, late);
    expect(xOf(deep, hour + 1_000_000)).toBeCloseTo(xOf(all, hour + 1_000_000), 1);
    expect(zoomed(deep, 1e-9, hour, late)).toEqual(all);
    expect(panned(deep, -50, late).fromUs).toBe(hour);
    expect(panned(deep, 50, late).toUs).toBe(hour + duration);
    expect(following(panned(deep, 50, late), 0, late).fromUs).toBe(hour);
  });
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
