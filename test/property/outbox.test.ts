import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkRun, mutants, Simulation, step, type Step } from '../helpers/outbox-simulation.ts';

const runs = fc.array(step, { minLength: 1, maxLength: 25 });
const eachVerdictOnce = fc.asyncProperty(runs, (steps) => checkRun(steps));

test('every recorded verdict arrives exactly once, byte for byte, or sits rejected: under loss, repeats, reordering and restarts', async () => {
  await expect(
    fc.assert(eachVerdictOnce, { seed: 20_261_122, numRuns: 150 }),
  ).resolves.toBeUndefined();
}, 60_000);

test('the same holds for a seed that nobody chose', async () => {
  const seed = Date.now() % 2_147_483_647;
  console.log(`seed ${seed}`);
  await expect(fc.assert(eachVerdictOnce, { seed, numRuns: 50 })).resolves.toBeUndefined();
}, 60_000);

test.each(Object.entries(mutants))(
  'the simulation finds a planted bug: %s',
  async (_, mutant) => {
    const found = await fc.check(
      fc.asyncProperty(runs, (steps) => checkRun(steps, mutant)),
      { seed: 7, numRuns: 150, endOnFailure: true },
    );
    expect(found.failed).toBe(true);
  },
  60_000,
);

test('a verdict whose reply is lost is sent again under its own id and stored once', async () => {
  const lostTwice: readonly Step[] = [
    { do: 'record', isPoison: false, isSecondThought: false },
    { do: 'send', statuses: ['reply-lost', 'reply-lost'] },
    { do: 'restart' },
  ];
  await expect(checkRun(lostTwice)).resolves.toBeUndefined();
});

test('a poisoned verdict in a batch parks alone and blocks nothing', async () => {
  const record = (isPoison: boolean): Step => ({ do: 'record', isPoison, isSecondThought: false });
  const simulation = new Simulation();
  await simulation.play([
    ...Array.from({ length: 7 }, () => record(false)),
    record(true),
    record(false),
    { do: 'send', statuses: [] },
  ]);
  expect(simulation.tables.outbox.counts()).toEqual({
    waiting: 0,
    sending: 0,
    rejected: 1,
    settled: 8,
  });
  simulation.checkEnd();
});

test('in an outage of an hour the desk asks at most 60 times a minute', async () => {
  const simulation = new Simulation();
  for (let n = 0; n < 20; n += 1)
    simulation.record({ do: 'record', isPoison: false, isSecondThought: false });
  while (simulation.world.monotonicMs() < 3_600_000) {
    simulation.coming = ['request-lost', 'request-lost', 'request-lost'];
    const { waitMs } = await simulation.outbox.drain();
    simulation.world.turn(waitMs);
  }
  const perMinute = new Map<number, number>();
  for (const at of simulation.requestTimes)
    perMinute.set(Math.floor(at / 60_000), (perMinute.get(Math.floor(at / 60_000)) ?? 0) + 1);
  expect(Math.max(...perMinute.values())).toBeLessThanOrEqual(60);
  await simulation.heal();
  simulation.checkEnd();
});

test('a desk that is no longer accepted parks nothing and keeps everything', async () => {
  const simulation = new Simulation();
  for (let n = 0; n < 8; n += 1)
    simulation.record({ do: 'record', isPoison: false, isSecondThought: false });
  simulation.backend.isRevoked = true;
  const { fault } = await simulation.outbox.drain();
  expect(fault?.kind).toBe('unauthorized');
  expect(simulation.tables.outbox.counts()).toEqual({
    waiting: 8,
    sending: 0,
    rejected: 0,
    settled: 0,
  });
  simulation.backend.isRevoked = false;
  await simulation.heal();
  simulation.checkEnd();
});
