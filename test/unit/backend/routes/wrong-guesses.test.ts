import { expect, test } from 'vitest';
import { networkOf, WrongGuesses } from '../../../../backend/routes/wrong-guesses.ts';

function guesses() {
  const clock = { ms: 1000 };
  return { clock, of: new WrongGuesses(() => clock.ms) };
}

test('some mistakes are free; then each wait is twice the one before, up to a quarter of an hour', () => {
  const { clock, of } = guesses();
  const waits: number[] = [];
  for (let n = 0; n < 25; n++) {
    of.wasWrong('10.0.0.1');
    waits.push(of.waitMs('10.0.0.1'));
    clock.ms += waits.at(-1) ?? 0;
  }
  expect(waits.slice(0, 9)).toEqual(Array.from({ length: 9 }, () => 0));
  expect(waits.slice(9, 14)).toEqual([1000, 2000, 4000, 8000, 16_000]);
  expect(waits.at(-1)).toBe(900_000);
});

test('who guesses from many addresses makes all guesses wait, for a minute at most', () => {
  const { of } = guesses();
  for (let n = 0; n < 400; n++) of.wasWrong(`10.0.${n >> 8}.${n & 255}`);
  expect(of.waitMs('192.0.2.1')).toBe(60_000);
});

test('another address does not wait, a right code begins anew, an hour forgets', () => {
  const { clock, of } = guesses();
  for (let n = 0; n < 12; n++) of.wasWrong('10.0.0.1');
  expect(of.waitMs('10.0.0.1')).toBe(4000);
  expect(of.waitMs('10.0.0.2')).toBe(0);
  of.wasRight('10.0.0.1');
  expect(of.waitMs('10.0.0.1')).toBe(0);
  for (let n = 0; n < 12; n++) of.wasWrong('10.0.0.3');
  clock.ms += 3_600_001;
  of.wasWrong('10.0.0.3');
  expect(of.waitMs('10.0.0.3')).toBe(0);
});

test.each([
  ['10.1.2.3', '10.1.2.3'],
  ['::ffff:10.1.2.3', '10.1.2.3'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['::1', '0:0:0:0'],
  ['', ''],
])('%s counts as %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});
