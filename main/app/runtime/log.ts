/** A line of main's log: an event's name with ids, kinds and durations, never content of a case. */
export type LogLine = Readonly<Record<string, string | number | boolean | null>> & {
  readonly event: string;
};

/** Writes one JSON line to stderr. */
export function writeLog(line: LogLine): void {
  process.stderr.write(`${JSON.stringify(line)}\n`);
}

/** Writes one JSON line to stdout, for the program that started the app. */
export function announce(line: LogLine): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

/** A terminal that closed must not end the app. */
export function outliveTerminal(): void {
  process.stdout.on('error', () => {});
  process.stderr.on('error', () => {});
}
