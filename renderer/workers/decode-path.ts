/** Which of the pictures before a frame are kept while it is decoded. */
export type DecodePath = {
  /** Pictures before this frame serve only to reach the goal: those that no other leans on are left out. */
  readonly from: number;
  /** Those that are decoded all the same are closed at once. */
  readonly isJump: boolean;
};

/** A second at 30 a second: a step back this far is likely to be followed by more, through what is between. */
const furthestStepBack = 32;
const furthestStepForward = 6;
/** So many before the goal are decoded all the same: a step back from it is the likeliest next one. */
const keptBeforeStep = 12;
const keptBeforeJump = 6;

export function decodePathTo(current: number, goal: number): DecodePath {
  const by = goal - current;
  const isJump = by > furthestStepForward || by < -furthestStepBack;
  return { from: Math.max(0, goal - (isJump ? keptBeforeJump : keptBeforeStep)), isJump };
}
