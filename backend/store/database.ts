/** A row as the driver gives it; `int8` columns arrive as numbers, `jsonb` parsed, `bytea` as bytes. */
export type Row = Readonly<Record<string, unknown>>;

/** Something that answers SQL: the database itself or an open transaction. `R` is the caller's promise. */
export type Queries = {
  query<R extends Row>(sql: string, params?: readonly unknown[]): Promise<readonly R[]>;
};

/** PostgreSQL, wherever it runs. One dialect, so that the same SQL is tested on both homes. */
export type Database = Queries & {
  /** Runs `run` in one transaction; a serialization failure or a deadlock runs it again from the start. */
  transaction<T>(run: (tx: Queries) => Promise<T>): Promise<T>;
  readonly isDurable: boolean;
  /** Name and version, for people. */
  readonly description: string;
  close(): Promise<void>;
};

/** SQLSTATEs after which the same transaction may succeed: serialization_failure, deadlock_detected. */
const passingStates = new Set(['40001', '40P01']);

/** The SQLSTATE of a database error, or undefined for any other error. */
export function sqlState(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' && /^[0-9A-Z]{5}$/.test(error.code)
    ? error.code
    : undefined;
}

/** Whether the database said that a value does not fit its column (class 22, data exception): no retry helps. */
export function isUnfitValue(error: unknown): boolean {
  return sqlState(error)?.startsWith('22') ?? false;
}

/** Repeats `attempt` while the database says that only the timing was bad; five times at most. */
export async function retryPassing<T>(
  attempt: () => Promise<T>,
  sleep: (ms: number) => Promise<void>,
): Promise<T> {
  for (let round = 1; ; round++) {
    try {
      return await attempt();
    } catch (error) {
      const state = sqlState(error);
      if (round >= 5 || state === undefined || !passingStates.has(state)) throw error;
      await sleep(5 * 2 ** round * (0.5 + Math.random()));
    }
  }
}
