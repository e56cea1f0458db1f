import { expect, test } from 'vitest';
import { createExposureMeter } from '../../../../renderer/case/conduct/exposure-meter.ts';

const filtered = { isPictureShown: true, isPictureFiltered: true, isSoundHeard: false };
const plain = { ...filtered, isPictureFiltered: false };
const nothing = { ...filtered, isPictureShown: false };

test('each moment counts as what was shown during it, to the millisecond', () => {
  const meter = createExposureMeter();
  meter.read(filtered, 0);
  meter.read(plain, 1500);
  meter.read(filtered, 1750);
  meter.read(nothing, 2000);
  meter.read(filtered, 4000);
  expect(meter.take()).toEqual({ unfilteredMs: 250, filteredMs: 1750 });
  expect(meter.take()).toBeNull();
});

test('what is taken is taken once, and what goes on counts on', () => {
  const meter = createExposureMeter();
  meter.read(plain, 0);
  meter.read(plain, 1000);
  expect(meter.take()).toEqual({ unfilteredMs: 1000, filteredMs: 0 });
  meter.read(plain, 1400);
  expect(meter.take()).toEqual({ unfilteredMs: 400, filteredMs: 0 });
});

test('an hour between two readings is a machine that slept, not a person who looked', () => {
  const meter = createExposureMeter();
  meter.read(plain, 0);
  meter.read(plain, 3_600_000);
  expect(meter.take()).toEqual({ unfilteredMs: 5000, filteredMs: 0 });
});

test('a clock that was turned back takes nothing away', () => {
  const meter = createExposureMeter();
  meter.read(plain, 1000);
  meter.read(plain, 2000);
  meter.read(plain, 500);
  expect(meter.take()).toEqual({ unfilteredMs: 1000, filteredMs: 0 });
});
