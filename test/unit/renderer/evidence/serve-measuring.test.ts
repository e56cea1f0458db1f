import { expect, onTestFinished, test } from 'vitest';
import type { Analyser } from '../../../../renderer/evidence/engine/analyser.ts';
import { serveMeasuring } from '../../../../renderer/evidence/serve-measuring.ts';
import { createClient } from '../../../../shared/contract/create-client.ts';
import { measuringApi, type MeasureOrder } from '../../../../shared/contract/measuring-api.ts';
import { portWire } from '../../../../shared/contract/port-wire.ts';

const orderOf = (digit: string): MeasureOrder => ({
  sha256: digit.repeat(64),
  mimeType: 'video/mp4',
  sizeBytes: 1,
  isProxy: false,
  trustAnchors: '',
  index: null,
  analysers: ['container'],
  earlier: [],
  models: [],
});

/** A measuring process whose one analyser begins when the test says so. */
function startMeasuring() {
  const begun = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<void>();
  const analyser: Analyser = {
    id: 'container',
    version: 1,
    author: { name: 'test', version: '1' },
    after: [],
    needs: { frames: false, sound: false },
    async begin() {
      begun.resolve();
      await goOn.promise;
      return {
        end: () =>
          Promise.resolve({
            kind: 'model',
            author: { name: 'test', version: '1' },
            certainty: 'clear',
            reason: null,
            laneTitle: 'test',
            values: [],
            spans: [],
          }),
      };
    },
  };
  const { port1, port2 } = new MessageChannel();
  serveMeasuring(portWire(port1), {
    find: () => Promise.resolve(analyser),
    clipUrl: () => 'data:,',
    nowMs: () => 0,
    sleep: () => Promise.resolve(),
  });
  const client = createClient(measuringApi, portWire(port2));
  onTestFinished(() => {
    port1.close();
    port2.close();
  });
  return { client, begun: begun.promise, goOn: () => goOn.resolve() };
}

test('a stop that is meant for another clip leaves the present pass alone', async () => {
  const { client, begun, goOn } = startMeasuring();
  const order = orderOf('b');
  const told: string[] = [];
  client.on('measured', ({ analyser }) => told.push(analyser));
  const pass = client.call.measure(order);
  await begun;
  expect(await client.call.stop({ sha256: 'a'.repeat(64) })).toMatchObject({ ok: true });
  goOn();
  expect(await pass).toMatchObject({ ok: true });
  expect(told).toEqual(['container']);
});

test('a stop that is meant for the present pass ends it as cancelled, without a result', async () => {
  const { client, begun, goOn } = startMeasuring();
  const order = orderOf('b');
  const told: string[] = [];
  client.on('measured', ({ analyser }) => told.push(analyser));
  const pass = client.call.measure(order);
  await begun;
  expect(await client.call.stop({ sha256: order.sha256 })).toMatchObject({ ok: true });
  goOn();
  expect(await pass).toMatchObject({ ok: false, fault: { kind: 'cancelled' } });
  expect(told).toEqual([]);
});
