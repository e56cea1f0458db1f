import type { Fault } from '../../shared/lifetime/fault.ts';
import { err, type Result } from '../../shared/lifetime/result.ts';

/** A fault on its way through TanStack Query, which knows trouble only as a thrown error. */
export class FaultError extends Error {
  readonly fault: Fault;

  constructor(fault: Fault) {
    super(fault.kind);
    this.fault = fault;
  }
}

/** The value, or a FaultError for the query to catch. */
export async function valueOf<T>(outcome: Promise<Result<T>>): Promise<T> {
  const settled = await outcome;
  if (settled.ok) return settled.value;
  throw new FaultError(settled.fault);
}

/** The fault behind a query's error; anything else is a bug and is reported as `failed`. */
export function faultOf(error: Error | null): Fault | null {
  if (error === null) return null;
  if (error instanceof FaultError) return error.fault;
  return err('failed', 'The page failed through a bug of its own.', 'after-user').fault;
}
