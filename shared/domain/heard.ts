import type { HeardStretch } from './verdict.ts';

/** Speeds at which speech can still be judged. */
export const judgedFrom = 0.75;
export const judgedTo = 1.5;

/** How much of the soundtrack was heard at a speed that can be judged, in microseconds. */
export function heardUs(heard: readonly HeardStretch[]): number {
  let until = -Infinity;
  let sum = 0;
  for (const { fromUs, toUs, rate } of heard.toSorted((a, b) => a.fromUs - b.fromUs)) {
    if (rate < judgedFrom || rate > judgedTo) continue;
    sum += Math.max(0, toUs - Math.max(fromUs, until));
    until = Math.max(until, toUs);
  }
  return sum;
}
