import { expect, test } from 'vitest';
import { multiplex, type Multiplexer } from '../../../shared/contract/multiplex.ts';

/** Two ends of one channel; each letter is cloned, as a process line would. */
function channel(): { readonly here: Multiplexer; readonly there: Multiplexer } {
  const here: Multiplexer = multiplex((letter) => there.hear(structuredClone(letter)));
  const there: Multiplexer = multiplex((letter) => here.hear(structuredClone(letter)));
  return { here, there };
}

function heardOn(wire: { onMessage(listener: (data: unknown) => void): () => void }): unknown[] {
  const heard: unknown[] = [];
  wire.onMessage((data) => heard.push(data));
  return heard;
}

test('wires on one channel do not mix', () => {
  const { here, there } = channel();
  const control = heardOn(there.wire('control'));
  const media = heardOn(there.wire('media'));
  here.wire('control').send(1);
  here.wire('media').send(2);
  expect([control, media]).toEqual([[1], [2]]);
});

test('what was said before anybody listened is heard, in order, once', () => {
  const { here, there } = channel();
  const page = here.open('page-1');
  page.send('a');
  page.send('b');
  const heard: unknown[] = [];
  there.onOpen((wire) => wire.onMessage((data) => heard.push(data)));
  page.send('c');
  expect(heard).toEqual(['a', 'b', 'c']);
});

test('closing one end closes the other, and nothing is heard after', () => {
  const { here, there } = channel();
  let closed = 0;
  const heard: unknown[] = [];
  there.onOpen((wire) => {
    wire.onMessage((data) => heard.push(data));
    wire.onClose(() => closed++);
  });
  const page = here.open('page-1');
  page.close();
  page.close();
  page.send('late');
  expect([closed, heard]).toEqual([1, []]);
});

test('when the channel ends, every wire closes once', async () => {
  const { here } = channel();
  let closed = 0;
  const control = here.wire('control');
  control.onClose(() => closed++);
  here.open('page-1').onClose(() => closed++);
  here.end();
  here.end();
  expect(closed).toBe(2);
  await new Promise<void>((resolve) => control.onClose(resolve));
});

test('letters that are no envelope, or for a wire nobody knows, are dropped', () => {
  const { there } = channel();
  for (const raw of [null, 1, 'x', {}, { p: 3 }, { p: 'nobody', d: 1 }]) there.hear(raw);
  expect(heardOn(there.wire('nobody'))).toEqual([]);
});
