import { sqlState } from './store/database.ts';

/** A log that can't be written any more (its disk is full, its reader is gone) must not end the backend. */
export function outliveLog(): void {
  process.stdout.on('error', () => {});
  process.stderr.on('error', () => {});
}

/** One JSON line on stderr about a bug: where, what kind, which lines. A database's message may hold values. */
export function logBug(where: string, error: unknown): void {
  const state = sqlState(error);
  const isError = error instanceof Error;
  const frames = isError
    ? (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '))
    : [];
  const record = {
    event: 'bug',
    where,
    kind: isError ? error.name : typeof error,
    ...(state === undefined
      ? { message: isError ? error.message.slice(0, 300) : '' }
      : { sqlState: state }),
    at: frames.slice(0, 6).map((line) => line.trim()),
  };
  process.stderr.write(`${JSON.stringify(record)}\n`);
}
