/** A held key steps this often. */
export const heldStepsPerSecond = 30;
/** A short press is one step: repeating starts after this long. */
const repeatAfterMs = 250;
/** Paints further apart than this are a stalled page: the key may long be up, so the rest does not count as held. */
const longestPaintMs = 50;

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
 * when the key is released.
 */
export function holdStep({ step, isBusy, eachPaint, nowMs }: HeldStepOptions): () => void {
  let lastMs = nowMs();
  let heldMs = 0;
  let done = 0;
  step();
  return eachPaint((now) => {
    heldMs += Math.min(now - lastMs, longestPaintMs);
    lastMs = now;
    const due = stepsDue(heldMs);
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
