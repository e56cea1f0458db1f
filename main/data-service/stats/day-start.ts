/** Start of the day that holds `atMs`, in an IANA time zone; days of 23 or 25 hours are right too. */
export function dayStart(atMs: number, timeZone: string): number {
  const date = partsOf(atMs, timeZone);
  // Wall time as if it were UTC, minus the zone's offset; asked twice because the offset may differ at midnight.
  const wallMidnight = Date.UTC(date.year, date.month - 1, date.day);
  const first = wallMidnight - offsetMs(wallMidnight - offsetMs(atMs, timeZone), timeZone);
  return wallMidnight - offsetMs(first, timeZone);
}

/** Whether this machine knows the zone. */
export function isTimeZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en-GB', { timeZone });
    return true;
  } catch {
    return false;
  }
}

type Parts = {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
};

function partsOf(atMs: number, timeZone: string): Parts {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const found = new Map(format.formatToParts(atMs).map((part) => [part.type, Number(part.value)]));
  const of = (type: Intl.DateTimeFormatPartTypes) => found.get(type) ?? 0;
  return {
    year: of('year'),
    month: of('month'),
    day: of('day'),
    hour: of('hour'),
    minute: of('minute'),
    second: of('second'),
  };
}

/** Wall time minus UTC at an instant. */
function offsetMs(atMs: number, timeZone: string): number {
  const wall = partsOf(atMs, timeZone);
  return (
    Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute, wall.second) -
    Math.floor(atMs / 1000) * 1000
  );
}
