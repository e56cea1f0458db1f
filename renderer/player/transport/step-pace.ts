/** A step that takes longer than this is no stepping any more. */
const slowMs = 1500;
/** So many slow ones in a row are the clip and the machine, not a hiccup. */
const slowInARow = 3;

/** Watches whether stepping frame by frame keeps up; times in milliseconds. */
export type StepPace = {
  /** A step was asked for. One that follows before its answer waits with it. */
  readonly asked: (nowMs: number) => void;
  /** The asked frame is on screen. Answers whether single frames are too heavy for this machine. */
  readonly answered: (nowMs: number) => boolean;
};

export function createStepPace(): StepPace {
  let askedMs: number | null = null;
  let slow = 0;
  return {
    asked(nowMs) {
      askedMs ??= nowMs;
    },
    answered(nowMs) {
      if (askedMs === null) return false;
      slow = nowMs - askedMs > slowMs ? slow + 1 : 0;
      askedMs = null;
      return slow >= slowInARow;
    },
  };
}
