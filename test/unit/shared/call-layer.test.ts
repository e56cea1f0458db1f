import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { serve } from '../../../shared/contract/serve.ts';
import { createClient } from '../../../shared/contract/create-client.ts';
import type { Contract } from '../../../shared/contract/contract.ts';
import { portWire } from '../../../shared/contract/port-wire.ts';
import { err, ok } from '../../../shared/lifetime/result.ts';

const api = {
  calls: {
    double: { input: z.strictObject({ n: z.number() }), output: z.object({ n: z.number() }) },
    refuse: { input: z.strictObject({}), output: z.object({}) },
    crash: { input: z.strictObject({}), output: z.object({}) },
    never: { input: z.strictObject({}), output: z.object({}) },
    lie: { input: z.strictObject({}), output: z.object({ n: z.number() }) },
  },
  events: { ticked: z.object({ at: z.number() }) },
} as const satisfies Contract;

function pair() {
  const channel = new MessageChannel();
  const bugs: string[] = [];
  const liar: unknown = { n: 'not a number' };
  const answering = serve(
    api,
    {
      double: ({ n }) => ok({ n: n * 2 }),
      refuse: () => err('refused', 'No.'),
      crash: () => {
        throw new Error('a bug');
      },
      never: () => new Promise(() => {}),
      lie: () => ok(liar as { n: number }),
    },
    portWire(channel.port2),
    (name) => bugs.push(name),
  );
  const asking = createClient(api, portWire(channel.port1));
  const close = () => {
    channel.port1.close();
    channel.port2.close();
  };
  onTestFinished(close);
  return { asking, answering, bugs, close, raw: channel.port1 };
}

test("a call is answered with the handler's value", async () => {
  const { asking } = pair();
  expect(await asking.call.double({ n: 21 })).toEqual({ ok: true, value: { n: 42 } });
});

test('a fault crosses as data', async () => {
  const { asking } = pair();
  expect(await asking.call.refuse({})).toEqual({
    ok: false,
    fault: { kind: 'refused', message: 'No.', retry: 'never' },
  });
});

test('a message of the wrong type is a bad-message fault before any handler runs', async () => {
  const { asking, bugs } = pair();
  const untyped = asking.call as unknown as { double(input: unknown): Promise<unknown> };
  expect(await untyped.double({ n: '21' })).toMatchObject({
    ok: false,
    fault: { kind: 'bad-message' },
  });
  expect(await untyped.double({ n: 1, extra: true })).toMatchObject({
    ok: false,
    fault: { kind: 'bad-message' },
  });
  expect(bugs).toEqual([]);
});

test('an unknown call and an inherited name are refused alike', async () => {
  const { raw } = pair();
  const replies: unknown[] = [];
  const two = new Promise<void>((resolve) => {
    raw.addEventListener('message', (event) => {
      replies.push(event.data);
      if (replies.length === 2) resolve();
    });
  });
  raw.postMessage({ t: 'call', id: 900, name: 'toString', input: {} });
  raw.postMessage({ t: 'call', id: 901, name: 'dropTables', input: {} });
  raw.postMessage('not even a message');
  await two;
  expect(replies).toMatchObject([
    { t: 'fault', id: 900, fault: { kind: 'bad-message' } },
    { t: 'fault', id: 901, fault: { kind: 'bad-message' } },
  ]);
});

test("a handler's bug is heard on its side and ends as a fault on the other", async () => {
  const { asking, bugs } = pair();
  expect(await asking.call.crash({})).toMatchObject({ ok: false, fault: { kind: 'failed' } });
  expect(bugs).toEqual(['crash']);
});

test('an answer that breaks the contract is not passed on', async () => {
  const { asking } = pair();
  expect(await asking.call.lie({})).toMatchObject({ ok: false, fault: { kind: 'bad-message' } });
});

test('waiting calls end as closed when the other side goes away', async () => {
  const { asking, close } = pair();
  const pending = asking.call.never({});
  close();
  expect(await pending).toMatchObject({ ok: false, fault: { kind: 'closed', retry: 'later' } });
  expect(await asking.call.double({ n: 1 })).toMatchObject({
    ok: false,
    fault: { kind: 'closed' },
  });
});

test("events reach their listeners, and those that don't fit reach nobody", async () => {
  const { asking, answering } = pair();
  const heard: number[] = [];
  const done = new Promise<void>((resolve) =>
    asking.on('ticked', ({ at }) => {
      heard.push(at);
      if (at === 2) resolve();
    }),
  );
  answering.emit('ticked', { at: 'soon' } as unknown as { at: number });
  answering.emit('ticked', { at: 2 });
  await done;
  expect(heard).toEqual([2]);
});
