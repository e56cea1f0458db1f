/** A value with the limits between which the truth lies in so many of 100 repetitions as the function's level says. */
export type Interval = { readonly from: number; readonly to: number };
export type Estimate = Interval & { readonly value: number };

/** Every interval of the desk unless it says otherwise. */
export const usualLevel = 0.95;

export function within(low: number, high: number, { from, to }: Interval): Interval {
  return { from: Math.max(low, from), to: Math.min(high, to) };
}
