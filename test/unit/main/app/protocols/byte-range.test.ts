import { expect, test } from 'vitest';
import { readRange } from '../../../../../main/app/protocols/byte-range.ts';

test.each([
  ['bytes=0-', 0, 1000],
  ['bytes=0-0', 0, 1],
  ['bytes=10-19', 10, 20],
  ['bytes=990-2000', 990, 1000],
  ['bytes=-100', 900, 1000],
  ['bytes=-5000', 0, 1000],
])('%s of 1000 bytes is [%i, %i)', (header, from, to) => {
  expect(readRange(header, 1000)).toEqual({ kind: 'part', from, to });
});

test.each(['bytes=1000-', 'bytes=5000-6000', 'bytes=-0'])(
  '%s of 1000 bytes is nowhere',
  (header) => {
    expect(readRange(header, 1000)).toEqual({ kind: 'unsatisfiable' });
  },
);

test.each([
  null,
  '',
  'bytes=',
  'bytes=-',
  'bytes=a-b',
  'bytes=20-10',
  'bytes=0-1,5-6',
  'items=0-1',
])('a header that asks for no single range (%s) gets the whole', (header) => {
  expect(readRange(header, 1000)).toEqual({ kind: 'whole' });
});

test('a clip of no bytes has no range', () => {
  expect(readRange('bytes=0-', 0)).toEqual({ kind: 'unsatisfiable' });
});
