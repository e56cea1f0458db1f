import { afterEach, expect, test } from 'vitest';
import { spanOf, type SpanChoice } from '../../../../renderer/stats/statistics-span.ts';

const zoneBefore = process.env['TZ'];
afterEach(() => {
  if (zoneBefore === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zoneBefore;
});

/** Zone, span, an instant, its first day's first instant, the instant after its last day; from the IANA database. */
const spans: readonly (readonly [string, SpanChoice, string, string, string])[] = [
  // 00:00 of 24 April 2026 does not exist in Cairo.
  ['Africa/Cairo', 'today', '2026-04-24T09:00Z', '2026-04-23T22:00Z', '2026-04-24T21:00Z'],
  ['Africa/Cairo', 'today', '2026-04-23T09:00Z', '2026-04-22T22:00Z', '2026-04-23T22:00Z'],
  ['Africa/Cairo', 'week', '2026-04-30T09:00Z', '2026-04-23T22:00Z', '2026-04-30T21:00Z'],
  ['Africa/Cairo', 'month', '2026-05-23T09:00Z', '2026-04-23T22:00Z', '2026-05-23T21:00Z'],
  ['America/Havana', 'week', '2026-03-14T15:00Z', '2026-03-08T05:00Z', '2026-03-15T04:00Z'],
  ['America/Havana', 'today', '2026-11-01T15:00Z', '2026-11-01T04:00Z', '2026-11-02T05:00Z'],
  ['Atlantic/Azores', 'today', '2026-10-25T15:00Z', '2026-10-25T00:00Z', '2026-10-26T01:00Z'],
  ['America/Nuuk', 'today', '2026-03-28T15:00Z', '2026-03-28T02:00Z', '2026-03-29T01:00Z'],
  // 30 December 2011 does not exist in Samoa: the day after the 29th is the 31st.
  ['Pacific/Apia', 'today', '2011-12-29T20:00Z', '2011-12-29T10:00Z', '2011-12-30T10:00Z'],
  ['Pacific/Apia', 'week', '2012-01-05T20:00Z', '2011-12-30T10:00Z', '2012-01-06T10:00Z'],
];

test.each(spans)('in %s the span "%s" at %s is whole days', (zone, choice, now, from, to) => {
  process.env['TZ'] = zone;
  const found = spanOf(choice, Date.parse(now));
  expect([found.fromMs, found.toMs].map((ms) => new Date(ms).toISOString())).toEqual(
    [from, to].map((at) => new Date(at).toISOString()),
  );
});
