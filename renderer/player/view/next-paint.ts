/** A page that is not painted, hidden behind another window, catches up this often. */
const unpaintedMs = 250;

/** Runs once, before the screen's next refresh; the returned function takes it back. */
export function onNextPaint(run: () => void): () => void {
  const stop = () => {
    cancelAnimationFrame(paint);
    clearTimeout(timer);
  };
  const once = () => {
    stop();
    run();
  };
  const paint = requestAnimationFrame(once);
  const timer = setTimeout(once, unpaintedMs);
  return stop;
}
