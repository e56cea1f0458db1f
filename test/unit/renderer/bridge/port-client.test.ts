import { expect, test } from 'vitest';
import { z } from 'zod';
import { createPortClient } from '../../../../renderer/bridge/port-client.ts';
import { serve } from '../../../../shared/contract/serve.ts';
import type { Contract } from '../../../../shared/contract/contract.ts';
import { portWire } from '../../../../shared/contract/port-wire.ts';
import { ok } from '../../../../shared/lifetime/result.ts';

const contract = {
  calls: {
    say: { input: z.strictObject({ text: z.string() }), output: z.string() },
    hang: { input: z.strictObject({}), output: z.string() },
  },
  events: { rang: z.object({ n: z.number() }) },
} as const satisfies Contract;

function service(name: string) {
  const channel = new MessageChannel();
  const server = serve(
    contract,
    { say: ({ text }) => ok(`${name}: ${text}`), hang: () => new Promise(() => {}) },
    portWire(channel.port1),
    () => {},
  );
  return { wire: portWire(channel.port2), server, die: () => channel.port1.close() };
}

test('a call made before there is a port is asked as soon as one comes', async () => {
  const line = createPortClient(contract);
  const early = line.call.say({ text: 'hello' });
  const one = service('one');
  line.attach(one.wire);
  expect(await early).toEqual(ok('one: hello'));
  one.die();
});

test('a fresh port takes over: calls under way end as closed, events go on', async () => {
  const line = createPortClient(contract);
  const heard: number[] = [];
  line.on('rang', ({ n }) => heard.push(n));
  const one = service('one');
  line.attach(one.wire);
  const lost = line.call.hang({});
  const two = service('two');
  line.attach(two.wire);
  expect(await lost).toMatchObject({ ok: false, fault: { kind: 'closed' } });
  expect(await line.call.say({ text: 'still there' })).toEqual(ok('two: still there'));
  two.server.emit('rang', { n: 7 });
  await line.call.say({ text: 'after the event' });
  expect(heard).toEqual([7]);
  one.die();
  two.die();
});

test('the line says when its other end is gone and when it is back', async () => {
  const line = createPortClient(contract);
  const states: string[] = [];
  line.onState((state) => states.push(state));
  const one = service('one');
  line.attach(one.wire);
  await new Promise<void>((gone) => {
    line.onState((state) => state === 'closed' && gone());
    one.die();
  });
  const two = service('two');
  line.attach(two.wire);
  expect(states).toEqual(['open', 'closed', 'open']);
  two.die();
});
