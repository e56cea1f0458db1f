import { expect, it } from 'vitest';
import { holdStep, stepsDue } from '../../../../renderer/player/transport/held-step.ts';

/** A page whose paints and clock the test moves. */
function pageAt60() {
  let now = 0;
  let paint: ((nowMs: number) => void) | null = null;
  return {
    nowMs: () => now,
    eachPaint(run: (nowMs: number) => void) {
      paint = run;
      return () => (paint = null);
    },
    runUntil(ms: number) {
      while (now < ms) {
        now += 1000 / 60;
        paint?.(now);
      }
    },
    /** The page does something else for so long, then paints once. */
    stallFor(ms: number) {
      now += ms;
      paint?.(now);
    },
  };
}

it('a short press is one step', () => {
  const page = pageAt60();
  let steps = 0;
  const release = holdStep({ ...page, step: () => steps++, isBusy: () => false });
  page.runUntil(200);
  release();
  page.runUntil(2000);
  expect(steps).toBe(1);
});

it('a short press on a page that stalls is one step', () => {
  const page = pageAt60();
  let steps = 0;
  const release = holdStep({ ...page, step: () => steps++, isBusy: () => false });
  page.runUntil(30);
  page.stallFor(900);
  release();
  expect(steps).toBe(1);
});

it('a key held for a second and a quarter makes thirty more', () => {
  const page = pageAt60();
  let steps = 0;
  holdStep({ ...page, step: () => steps++, isBusy: () => false });
  page.runUntil(1250);
  expect(steps).toBeGreaterThanOrEqual(31);
  expect(steps).toBeLessThanOrEqual(32);
  expect(stepsDue(1250)).toBe(31);
});

it('steps that fall due while a picture is decoded are dropped, not made up for', () => {
  const page = pageAt60();
  let steps = 0;
  let isBusy = false;
  holdStep({ ...page, step: () => steps++, isBusy: () => isBusy });
  page.runUntil(500);
  const before = steps;
  isBusy = true;
  page.runUntil(1500);
  expect(steps).toBe(before);
  isBusy = false;
  page.runUntil(1600);
  expect(steps - before).toBeLessThanOrEqual(4);
});
