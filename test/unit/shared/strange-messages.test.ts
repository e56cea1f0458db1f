import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { serve } from '../../../shared/contract/serve.ts';
import type { Contract } from '../../../shared/contract/contract.ts';
import { parseMessage } from '../../../shared/contract/message.ts';
import { portWire } from '../../../shared/contract/port-wire.ts';
import { ok } from '../../../shared/lifetime/result.ts';

const api = {
  calls: {
    keep: {
      input: z.object({ n: z.number() }).readonly().or(z.unknown().readonly()),
      output: z.object({}),
    },
  },
  events: {},
} as const satisfies Contract;

test('a typed array where a frozen value is wanted is answered as a bad message, and ends no process', async () => {
  const { port1, port2 } = new MessageChannel();
  onTestFinished(() => port1.close());
  const handlers = { keep: () => ok({}) };
  serve(api, handlers, portWire(port2), () => {});
  const asking = portWire(port1);
  const answered = new Promise((resolve) => asking.onMessage(resolve));
  asking.send({ t: 'call', id: 1, name: 'keep', input: Uint8Array.of(1, 2) });
  expect(await answered).toMatchObject({ t: 'fault', id: 1, fault: { kind: 'bad-message' } });
});

test('a typed array in the place of a fault is no message', () => {
  expect(parseMessage({ t: 'fault', id: 1, fault: Uint8Array.of(1) })).toBeUndefined();
});
