import type { World } from '../runtime/world.ts';

/** Whether the backend may be asked now, and if not, how long to wait. */
export type HostGate = {
  /** Milliseconds until a request may go out; 0 lets one through (and, half open, only one). */
  enter(): number;
  succeeded(): void;
  /** The host could not be reached or said "later". */
  failed(retryAfterMs?: number): void;
  /** One answer with a server error: the second in a row counts as a failure of the host. */
  stumbled(retryAfterMs?: number): void;
  /** The caller cancelled: the probe is free again and nothing is known about the host. */
  abandoned(): void;
  /** A person or the machine's waking asks for a try at once. */
  openNow(): void;
};

const longestWaitMs = 15 * 60_000;

/** `min(15 min, 2 s * 2^n) * U(0.5, 1)`, the desk's one back-off formula. */
export function backOffMs(failures: number, random: number): number {
  return Math.min(longestWaitMs, 2000 * 2 ** Math.min(failures, 20)) * (0.5 + random / 2);
}

/**
 * One gate per host, on the monotonic clock. Closed after a failure for a back-off; then half open:
 * a single probe decides whether it opens. Bounds an outage to well under 60 requests a minute.
 */
export function createHostGate(world: Pick<World, 'monotonicMs' | 'random'>): HostGate {
  let failures = 0;
  let stumbles = 0;
  let closedUntilMs = 0;
  let probing = false;
  let lastForcedMs = Number.NEGATIVE_INFINITY;

  function failed(retryAfterMs = 0): void {
    probing = false;
    closedUntilMs =
      world.monotonicMs() + Math.max(retryAfterMs, backOffMs(failures, world.random()));
    failures += 1;
  }

  return {
    failed,
    enter() {
      const left = closedUntilMs - world.monotonicMs();
      if (left > 0) return Math.ceil(left);
      if (failures === 0) return 0;
      if (probing) return 1000;
      probing = true;
      return 0;
    },
    succeeded() {
      failures = 0;
      stumbles = 0;
      closedUntilMs = 0;
      probing = false;
    },
    stumbled(retryAfterMs) {
      stumbles += 1;
      probing = false;
      // A single server error may be about one request; the second in a row is about the host.
      if (stumbles >= 2 || failures > 0 || retryAfterMs !== undefined) failed(retryAfterMs);
    },
    abandoned() {
      probing = false;
    },
    openNow() {
      const now = world.monotonicMs();
      if (now - lastForcedMs < 2000) return;
      lastForcedMs = now;
      closedUntilMs = Math.min(closedUntilMs, now);
    },
  };
}
