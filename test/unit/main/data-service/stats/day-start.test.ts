import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayStart, isTimeZone } from '../../../../../main/data-service/stats/day-start.ts';

/** The calendar day of an instant, as ICU reads it: the other way round than the function under test. */
const dateOf = (atMs: number, timeZone: string) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(atMs);

/** Zone, an instant of the day, the day's first instant; from the IANA time zone database. */
test.each([
  // The clock is put forward at midnight: 00:00 does not exist, the day begins at 01:00.
  ['Africa/Cairo', '2026-04-24T09:00Z', '2026-04-23T22:00Z'],
  ['Africa/Cairo', '2026-04-23T22:00Z', '2026-04-23T22:00Z'],
  ['Africa/Cairo', '2026-04-23T21:59:59.999Z', '2026-04-22T22:00Z'],
  ['Asia/Beirut', '2026-03-29T09:00Z', '2026-03-28T22:00Z'],
  ['America/Santiago', '2026-09-06T15:00Z', '2026-09-06T04:00Z'],
  ['America/Havana', '2026-03-08T15:00Z', '2026-03-08T05:00Z'],
  ['America/Asuncion', '2023-10-01T15:00Z', '2023-10-01T04:00Z'],
  ['America/Sao_Paulo', '2018-11-04T12:00Z', '2018-11-04T03:00Z'],
  ['Asia/Tehran', '2021-03-22T09:00Z', '2021-03-21T20:30Z'],
  ['Asia/Amman', '2022-02-25T09:00Z', '2022-02-24T22:00Z'],
  ['Atlantic/Azores', '2026-03-29T15:00Z', '2026-03-29T01:00Z'],
  // Forward from 23:00 to midnight: the day before has 23 hours, this one its 00:00.
  ['America/Nuuk', '2026-03-29T15:00Z', '2026-03-29T01:00Z'],
  // Back over midnight: 00:00 comes twice, or the day before comes back.
  ['America/Havana', '2026-11-01T15:00Z', '2026-11-01T04:00Z'],
  ['America/Asuncion', '2024-03-24T15:00Z', '2024-03-24T04:00Z'],
  ['Atlantic/Azores', '2026-10-25T15:00Z', '2026-10-25T00:00Z'],
  ['America/St_Johns', '2010-11-07T12:00Z', '2010-11-07T02:30Z'],
  ['America/St_Johns', '2010-11-07T02:45Z', '2010-11-06T02:30Z'],
  // Days that were left out whole.
  ['Pacific/Apia', '2011-12-30T09:59:59Z', '2011-12-29T10:00Z'],
  ['Pacific/Apia', '2011-12-30T10:00Z', '2011-12-30T10:00Z'],
  ['Pacific/Kwajalein', '1993-08-22T00:00Z', '1993-08-21T12:00Z'],
  // Half hours.
  ['Australia/Lord_Howe', '2026-10-04T03:00Z', '2026-10-03T13:30Z'],
  ['Asia/Pyongyang', '2018-05-05T03:00Z', '2018-05-04T15:00Z'],
  ['Asia/Kathmandu', '2026-11-30T00:00Z', '2026-11-29T18:15Z'],
  ['UTC', '1970-01-01T00:00Z', '1970-01-01T00:00Z'],
])('in %s the day of %s begins at %s', (zone, at, start) => {
  expect(new Date(dayStart(Date.parse(at), zone)).toISOString()).toBe(
    new Date(start).toISOString(),
  );
});

test('in every zone of this machine a day begins with the first instant that has its date', () => {
  const zones = Intl.supportedValuesOf('timeZone');
  const instant = fc.integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2035, 0, 1) });
  fc.assert(
    fc.property(fc.constantFrom(...zones), instant, (zone, atMs) => {
      const start = dayStart(atMs, zone);
      expect(start).toBeLessThanOrEqual(atMs);
      expect(dateOf(start, zone)).toBe(dateOf(atMs, zone));
      expect(dateOf(start - 1, zone)).not.toBe(dateOf(atMs, zone));
      expect(dayStart(start, zone)).toBe(start);
    }),
    { numRuns: 1000 },
  );
});

test('the ends of what a verdict may be dated have a day too', () => {
  for (const zone of ['Pacific/Kiritimati', 'Pacific/Niue', 'UTC']) {
    expect(dayStart(0, zone)).toBeLessThanOrEqual(0);
    expect(dayStart(8.64e15, zone)).toBeLessThanOrEqual(8.64e15);
  }
});

test('a zone that this machine does not know is not taken for one', () => {
  expect(['Asia/Kolkata', 'Mars/Olympus', '', '\u0000'].map(isTimeZone)).toEqual([
    true,
    false,
    false,
    false,
  ]);
});
