/**
 * Clips are measured up to here, in microseconds: ten minutes, many times what a generator makes in one piece. What
 * is behind it is not measured, and each result says so.
 */
export const mostMeasuredUs = 600_000_000;

/** More faces than this in one clip are a crowd: with the largest of them the sound is compared. */
export const mostJudgedFaces = 12;
