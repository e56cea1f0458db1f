/**
 * Clips are measured up to here, in microseconds: ten minutes, many times what a generator makes in one piece. What
 * lies behind it is not measured, and each result says so.
 */
export const mostMeasuredUs = 600_000_000;
