import { expect, test } from 'vitest';
import { createServerClock } from '../../../../../main/data-service/network/server-clock.ts';

const hour = 3_600_000;

/** A machine whose wall clock can be turned apart from its monotonic one. */
function machine(wallMs = 1_800_000_000_000) {
  const at = { wallMs, monotonicMs: 0 };
  return {
    world: { nowMs: () => at.wallMs, monotonicMs: () => at.monotonicMs },
    passes(ms: number) {
      at.wallMs += ms;
      at.monotonicMs += ms;
    },
    sleeps: (ms: number) => void (at.wallMs += ms),
    turnTo: (ms: number) => void (at.wallMs = ms),
    now: () => at.wallMs,
  };
}

test('a wall clock that is wrong by hours is set right by what the backend once said', () => {
  const one = machine();
  const serverMs = one.now() + 15 * hour;
  const first = createServerClock(one.world, { latestMs: 0, offsetMs: 0 });
  first.heard(serverMs);
  one.passes(hour);
  const kept = { latestMs: first.nowMs(), offsetMs: first.offsetMs() };
  one.sleeps(2 * hour);
  expect(createServerClock(one.world, kept).nowMs()).toBe(serverMs + 3 * hour);
});

test('turning the clock back between two starts extends nothing, and time goes on from there', () => {
  const one = machine();
  const latestMs = one.now();
  one.turnTo(latestMs - 48 * hour);
  const clock = createServerClock(one.world, { latestMs, offsetMs: 0 });
  expect(clock.nowMs()).toBe(latestMs);
  one.passes(hour);
  expect(clock.nowMs()).toBe(latestMs + hour);
});

test('turning the clock while the desk runs changes nothing', () => {
  const one = machine();
  const clock = createServerClock(one.world, { latestMs: 0, offsetMs: 0 });
  const before = clock.nowMs();
  one.turnTo(one.now() + 15 * hour);
  expect(clock.nowMs()).toBe(before);
  one.turnTo(one.now() - 30 * hour);
  expect(clock.nowMs()).toBe(before);
});

test('hours that the machine slept through are counted when it wakes', () => {
  const one = machine();
  const clock = createServerClock(one.world, { latestMs: 0, offsetMs: 0 });
  const before = clock.nowMs();
  one.sleeps(9 * hour);
  clock.woke();
  expect(clock.nowMs()).toBe(before + 9 * hour);
  one.turnTo(before - 9 * hour);
  clock.woke();
  expect(clock.nowMs()).toBe(before + 9 * hour);
});
