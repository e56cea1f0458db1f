import { expect, test } from 'vitest';
import { createActivityGate } from '../../../../../renderer/evidence/engine/activity-gate.ts';

/** A gate on a clock of its own, with what happens while it sleeps. */
function gateWith(during: (nowMs: number, gate: ReturnType<typeof createActivityGate>) => void) {
  const clock = { nowMs: 0 };
  const gate = createActivityGate({
    nowMs: () => clock.nowMs,
    sleep(ms) {
      clock.nowMs += ms;
      during(clock.nowMs, gate);
      return Promise.resolve();
    },
  });
  return { clock, gate };
}

test('while nobody works, measuring goes on at once', async () => {
  const { clock, gate } = gateWith(() => {});
  await gate.mayGoOn();
  gate.throttle('stepping');
  clock.nowMs = 10_000;
  await gate.mayGoOn();
  expect(clock.nowMs).toBe(10_000);
});

test('after a key press the next slice waits, and a hand that never rests does not starve it', async () => {
  const { clock, gate } = gateWith((_now, busy) => busy.throttle('stepping'));
  gate.throttle('stepping');
  const began: number[] = [];
  for (let slice = 0; slice < 5; slice += 1) {
    await gate.mayGoOn();
    began.push(clock.nowMs);
  }
  expect(began).toEqual([400, 800, 1200, 1600, 2000]);
});

test('once the hand rests, the wait ends with what it still held', async () => {
  const { clock, gate } = gateWith(() => {});
  gate.throttle('stepping');
  clock.nowMs = 700;
  await gate.mayGoOn();
  expect(clock.nowMs).toBe(800);
  await gate.mayGoOn();
  expect(clock.nowMs).toBe(800);
});

test('a clip that plays leaves room between the slices', async () => {
  const { clock, gate } = gateWith(() => {});
  gate.throttle('playing');
  await gate.mayGoOn();
  expect(clock.nowMs).toBe(60);
});
