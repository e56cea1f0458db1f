import type { Claim } from '../../../shared/domain/claim.ts';

/** No case stays on a desk for longer, whatever its backend says: a stolen machine must come to its end. */
export const longestStayMs = 90 * 86_400_000;

/** When a case is wiped: as the backend says, but never later than the desk's own limit. */
export function boundedWipeMs(wipeAtMs: number, serverNowMs: number): number {
  return Math.min(wipeAtMs, serverNowMs + longestStayMs);
}

/** Whether a lease comes with a wipe time that has passed already, by the clock of the very backend that gave it. */
export function isOverAlready({ wipeAtMs }: Pick<Claim, 'wipeAtMs'>, serverNowMs: number): boolean {
  return wipeAtMs <= serverNowMs;
}
