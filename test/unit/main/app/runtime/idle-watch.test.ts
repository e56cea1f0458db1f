import { expect, test } from 'vitest';
import { watchIdle } from '../../../../../main/app/runtime/idle-watch.ts';

/** An idle watch on a clock that the test turns; its look comes every 5 s. */
function watched(minutes: number) {
  const at = { ms: 0 };
  const told: number[] = [];
  const looks: (() => void)[] = [];
  const watch = watchIdle({
    afterMs: () => minutes * 60_000,
    onIdle: () => told.push(at.ms),
    nowMs: () => at.ms,
    every(_ms, look) {
      looks.push(look);
      return () => void looks.splice(0);
    },
  });
  const passes = (ms: number) => {
    for (const end = at.ms + ms; at.ms < end;) {
      at.ms += 5_000;
      looks.forEach((look) => look());
    }
  };
  return { watch, passes, told };
}

test('a desk that nobody touches is told once, after the minutes that were set', () => {
  const { passes, told } = watched(10);
  passes(9 * 60_000);
  expect(told).toEqual([]);
  passes(30 * 60_000);
  expect(told).toEqual([600_000]);
});

test('a hand on the desk begins the wait anew', () => {
  const { watch, passes, told } = watched(1);
  for (let moved = 0; moved < 5; moved++) {
    passes(50_000);
    watch.touched();
  }
  expect(told).toEqual([]);
  passes(60_000);
  watch.touched();
  passes(60_000);
  expect(told).toHaveLength(2);
});

test('an ended watch tells nothing', () => {
  const { watch, passes, told } = watched(1);
  watch.end();
  passes(600_000);
  expect(told).toEqual([]);
});
