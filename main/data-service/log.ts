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

export const silentLog: Log = () => {};
