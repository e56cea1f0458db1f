import { expect, test } from 'vitest';
import { parseBackendUrl } from '../../../../../main/data-service/network/backend-address.ts';
import { backOffMs, createHostGate } from '../../../../../main/data-service/network/host-gate.ts';
import { retryAfterMs } from '../../../../../main/data-service/network/reply-fault.ts';
import { createServerClock } from '../../../../../main/data-service/network/server-clock.ts';
import { fakeWorld } from '../../../../helpers/fake-world.ts';

const world = () => fakeWorld(globalThis.fetch);

test('the back-off doubles from two seconds to a quarter of an hour, with jitter down to half', () => {
  expect([0, 1, 2].map((failures) => backOffMs(failures, 1))).toEqual([2000, 4000, 8000]);
  expect(backOffMs(0, 0)).toBe(1000);
  expect(backOffMs(50, 1)).toBe(900_000);
});

test('after a failure the gate is shut, then lets one probe through, and a success opens it', () => {
  const turned = world();
  const gate = createHostGate(turned);
  expect(gate.enter()).toBe(0);
  gate.failed();
  expect(gate.enter()).toBeGreaterThan(0);
  turned.turn(2001);
  expect(gate.enter()).toBe(0);
  expect(gate.enter()).toBe(1000);
  gate.succeeded();
  expect([gate.enter(), gate.enter()]).toEqual([0, 0]);
});

test('one server error shuts nothing, two in a row do, and Retry-After is kept', () => {
  const turned = world();
  const gate = createHostGate(turned);
  gate.stumbled();
  expect(gate.enter()).toBe(0);
  gate.stumbled();
  expect(gate.enter()).toBeGreaterThan(0);
  gate.succeeded();
  gate.failed(40_000);
  turned.turn(39_000);
  expect(gate.enter()).toBe(1000);
});

test('Retry-After is read as seconds or as a date, and capped', () => {
  expect(retryAfterMs('7', 0)).toBe(7000);
  expect(retryAfterMs(new Date(60_000).toUTCString(), 0)).toBe(60_000);
  expect(retryAfterMs('999999', 0)).toBe(3_600_000);
  expect([retryAfterMs(null, 0), retryAfterMs('soon', 0)]).toEqual([undefined, undefined]);
});

test.each([
  ['http://127.0.0.1:4555', true, true],
  ['http://localhost:4555', true, true],
  ['https://review.example.org', true, false],
  ['https://review.example.org', false, true],
  ['http://review.example.org', false, false],
  ['https://name:word@review.example.org', false, false],
  ['file:///etc/passwd', false, false],
  ['not an address', false, false],
])('the address %s with loopback only %s: accepted %s', (text, loopbackOnly, isAccepted) => {
  const parsed = parseBackendUrl(text, loopbackOnly);
  expect(parsed.ok ? 'accepted' : parsed.fault.kind).toBe(isAccepted ? 'accepted' : 'refused');
});

test("setting this machine's clock back gives no lease more time", () => {
  const turned = world();
  const clock = createServerClock(turned, {
    latestMs: turned.nowMs() + 5_000_000,
    offsetMs: 0,
  });
  expect(clock.nowMs()).toBe(turned.nowMs() + 5_000_000);
  clock.heard(1_000_000);
  turned.turn(500);
  expect(clock.nowMs()).toBe(1_000_500);
});
