import { expect, test } from 'vitest';
import { askInspector, inspectionBudget } from '../../../../shared/media-file/ask-inspector.ts';

/** A wire to an inspector that never answers. */
const deafWire = { send: () => {}, onMessage: () => () => {}, onClose: () => () => {} };

/** How long an inspector that never answers is waited for, on a clock that only sleeping moves. */
async function patienceMs(crowding: number): Promise<number> {
  const clock = { ms: 0 };
  const asked = await askInspector({
    wire: deafWire,
    source: { sizeBytes: 1, read: () => Promise.resolve(new Uint8Array(1)) },
    budget: { ...inspectionBudget(1), ownMs: 30_000 },
    clock: {
      monotonicMs: () => clock.ms,
      crowding: () => crowding,
      sleep(ms) {
        clock.ms += ms;
        return Promise.resolve();
      },
    },
    signal: new AbortController().signal,
    question: () => new Promise(() => {}),
  });
  expect(asked).toEqual({ end: 'too-slow' });
  return clock.ms;
}

test('where three programs want each processor an inspector has three times as long, and on an idle machine no longer', async () => {
  expect(await patienceMs(0.1)).toBeCloseTo(30_000, -2);
  expect(await patienceMs(3)).toBeCloseTo(90_000, -2);
});

test('however crowded a machine is said to be, a file that never ends is given up', async () => {
  expect(await patienceMs(1e9)).toBeCloseTo(240_000, -2);
});

test('a clip of ten hours in 200 MB has nearly twice what it was measured to take on a crowded machine; no file has more than eleven minutes', () => {
  expect(inspectionBudget(200 * 2 ** 20).ownMs).toBeGreaterThan(1.9 * 162_000);
  expect(inspectionBudget(2 ** 40).ownMs).toBe(630_000);
});
