import type { Fault, FaultKind, RetryAdvice } from './fault.ts';

/** Either the value asked for, or a fault from the closed list. */
export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: Fault };

export function ok<T>(value: T): Result<T> {
  return { ok: true, value };
}

/** A failed outcome; `message` is one sentence that a person may read and holds no content of a case. */
export function err(
  kind: FaultKind,
  message: string,
  retry: RetryAdvice = 'never',
  retryAfterMs?: number,
): { readonly ok: false; readonly fault: Fault } {
  return {
    ok: false,
    fault:
      retryAfterMs === undefined
        ? { kind, message, retry }
        : { kind, message, retry, retryAfterMs },
  };
}

/** The value, or a throw: only where a fault would be a bug (tests, start-up of a program). */
export function expectValue<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(`${result.fault.kind}: ${result.fault.message}`);
}
