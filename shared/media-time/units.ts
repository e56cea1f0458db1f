import { z } from 'zod';

/** Media time in integer microseconds on the container's own presentation clock. */
export const mediaUs = z.number().int().min(-1e13).max(1e13);
export type MediaUs = number;

/** Half-open span of media time: `[fromUs, toUs)`. */
export const span = z
  .strictObject({ fromUs: mediaUs, toUs: mediaUs })
  .refine((s) => s.toUs >= s.fromUs, 'a span may not end before it begins');
export type Span = { readonly fromUs: MediaUs; readonly toUs: MediaUs };

/** Float seconds at the edge of a library to integer microseconds. */
export function usFromSeconds(seconds: number): MediaUs {
  return Math.round(seconds * 1e6);
}

/** Integer microseconds to float seconds, only for a library that wants them. */
export function secondsFromUs(us: MediaUs): number {
  return us / 1e6;
}
