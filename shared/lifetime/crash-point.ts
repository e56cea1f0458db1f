/** A numbered step at which a test may kill the process, to see what a power cut there leaves behind. */
export type CrashPoint = (name: string) => void;

/** What a program uses outside of crash tests. */
export const noCrash: CrashPoint = () => {};

/**
 * Reads `SECOND_LOOK_CRASH_AT=<name>[:n]`: `die` is called when the step is reached for the n-th time
 * (the first without a number). Read once, at a program's entry; packaged builds drop the variable.
 */
export function crashPointOf(spec: string | undefined, die: () => void): CrashPoint {
  const found = /^([a-z.-]+)(?::([1-9]\d{0,5}))?$/.exec(spec ?? '');
  if (!found) return noCrash;
  let left = Number(found[2] ?? 1);
  return (name) => {
    if (name !== found[1]) return;
    left -= 1;
    if (left === 0) die();
  };
}
