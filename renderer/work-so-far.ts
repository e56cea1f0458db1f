/** An unbroken stretch of work: when it began and when the reviewer last did something. */
export type WorkSoFar = { readonly sinceMs: number; readonly lastMs: number };

const minuteMs = 60_000;
/** So long without a key or a pointer is a break, and the count starts again. */
export const restMs = 5 * minuteMs;

/** The stretch of work after an act at `atMs`. */
export function workedOn(so: WorkSoFar | null, atMs: number): WorkSoFar {
  if (so === null || atMs - so.lastMs >= restMs) return { sinceMs: atMs, lastMs: atMs };
  return { ...so, lastMs: atMs };
}

/** Whole minutes worked without a break. */
export function minutesWorked(so: WorkSoFar | null): number {
  return so === null ? 0 : Math.floor((so.lastMs - so.sinceMs) / minuteMs);
}
