/** Writes one JSON line: ids, kinds and durations only, never prompts, file names or notes. */
export type Log = (
  event: string,
  facts?: Readonly<Record<string, string | number | boolean | null>>,
) => void;

/** A log that writes JSON lines to stderr. */
export function stderrLog(nowMs: () => number): Log {
  return (event, facts = {}) => {
    process.stderr.write(`${JSON.stringify({ atMs: nowMs(), event, ...facts })}\n`);
  };
}

/** A log that can't be written any more (its disk is full, its reader is gone) must not end the program. */
export function outliveLog(): void {
  process.stdout.on('error', () => {});
  process.stderr.on('error', () => {});
}

export const silentLog: Log = () => {};
