import { expect, test } from 'vitest';
import { createHandGate } from '../../../../renderer/evidence/hand-gate.ts';

/** A gate on a clock of its own, with what happens while it sleeps. */
function gateWith(during: (nowMs: number, gate: ReturnType<typeof createHandGate>) => void) {
  const clock = { nowMs: 0 };
  const gate = createHandGate({
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
  gate.giveWay('stepping');
  clock.nowMs = 10_000;
  await gate.mayGoOn();
  expect(clock.nowMs).toBe(10_000);
});

test('after a key press the next slice waits, and a hand that never rests does not starve it', async () => {
  const { clock, gate } = gateWith((_now, busy) => busy.giveWay('stepping'));
  gate.giveWay('stepping');
  const began: number[] = [];
  for (let slice = 0; slice < 5; slice += 1) {
    await gate.mayGoOn();
    began.push(clock.nowMs);
  }
  expect(began).toEqual([400, 800, 1200, 1600, 2000]);
});

test('once the hand rests, the wait ends with what it still held', async () => {
  const { clock, gate } = gateWith(() => {});
  gate.giveWay('stepping');
  clock.nowMs = 700;
  await gate.mayGoOn();
  expect(clock.nowMs).toBe(800);
  await gate.mayGoOn();
  expect(clock.nowMs).toBe(800);
});

test('a clip that plays leaves room between the slices', async () => {
  const { clock, gate } = gateWith(() => {});
  gate.giveWay('playing');
  await gate.mayGoOn();
  expect(clock.nowMs).toBe(60);
});
