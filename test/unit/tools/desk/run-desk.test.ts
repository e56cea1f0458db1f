import { expect, test } from 'vitest';
import { parseEvent } from '../../../../tools/desk/ready-line.mjs';
import { deskArguments } from '../../../../tools/desk/run-desk.mjs';

test('only a JSON line with an event counts as one', () => {
  expect(parseEvent('{"event":"ready","waiting":12}')).toEqual({ event: 'ready', waiting: 12 });
  expect(parseEvent('{"waiting":12}')).toBeUndefined();
  expect(parseEvent('{ready')).toBeUndefined();
  expect(parseEvent('[1122/1] ERROR:bus.cc')).toBeUndefined();
});

test('what the person asked for is handed to the app, and nothing else', () => {
  const plain = { userData: '/d', backend: undefined };
  expect(deskArguments([], plain)).toEqual(['.', '--user-data-dir=/d']);
  const asked = { userData: '/d', backend: 'http://127.0.0.1:9', invitation: 'A-B' };
  expect(deskArguments(['--no-sandbox'], asked)).toEqual([
    '--no-sandbox',
    '.',
    '--user-data-dir=/d',
    '--backend=http://127.0.0.1:9',
  ]);
});
