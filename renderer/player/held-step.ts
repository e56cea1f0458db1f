/** A held key steps this often. */
export const heldStepsPerSecond = 30;
/** A short press is one step: repeating starts after this long. */
const repeatAfterMs = 250;

/** Steps that a key held for `heldMs` has come to, beside the first. */
export function stepsDue(heldMs: number): number {
  if (heldMs < repeatAfterMs) return 0;
  return Math.floor(((heldMs - repeatAfterMs) * heldStepsPerSecond) / 1000) + 1;
}

type HeldStepOptions = {
  readonly step: () => void;
  /** The last step's picture is still being decoded. */
  readonly isBusy: () => boolean;
  /** Runs on every paint until the returned function is called; times in milliseconds. */
  readonly eachPaint: (run: (nowMs: number) => void) => () => void;
  readonly nowMs: () => number;
};

/**
 * Steps once, then at a steady pace until the returned function is called, whatever the machine's own key
 * repeat does. Steps that fall due while a picture is decoded are dropped, never queued: the picture stops
 * when the key is let go.
 */
export function holdStep({ step, isBusy, eachPaint, nowMs }: HeldStepOptions): () => void {
  const startedMs = nowMs();
  let done = 0;
  step();
  return eachPaint((now) => {
    const due = stepsDue(now - startedMs);
    if (due <= done || isBusy()) return;
    done = due;
    step();
  });
}

/** `eachPaint` of a page. */
export function onEachPaint(run: (nowMs: number) => void): () => void {
  let handle = requestAnimationFrame(paint);
  function paint(): void {
    handle = requestAnimationFrame(paint);
    run(performance.now());
  }
  return () => cancelAnimationFrame(handle);
}
