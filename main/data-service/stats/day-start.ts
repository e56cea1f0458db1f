import { Temporal } from 'temporal-polyfill';

/**
 * First instant of the calendar day that holds `atMs`, in an IANA time zone: where a clock is put forward over midnight
 * the day begins later than 00:00, where it is put back over midnight the earlier of the two is taken.
 * The rule is that of ECMA-262's `Temporal.ZonedDateTime.prototype.startOfDay`; the zones are the runtime's own.
 */
export function dayStart(atMs: number, timeZone: string): number {
  return Temporal.Instant.fromEpochMilliseconds(Math.floor(atMs))
    .toZonedDateTimeISO(timeZone)
    .startOfDay().epochMilliseconds;
}

/** Whether this machine knows the zone. */
export function isTimeZone(timeZone: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(timeZone);
    return true;
  } catch {
    return false;
  }
}
