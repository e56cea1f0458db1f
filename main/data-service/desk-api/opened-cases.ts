import type { Log } from '../runtime/log.ts';

/**
 * Which cases the page has open, or ready to be opened next: only their clips, and what was measured of them, can be read.
 * Opening is written to the log, and bounded in pace.
 */
export type OpenedCases = {
  /** False where more cases are opened than anybody could look at. */
  open(caseId: string): boolean;
  isOpen(caseId: string): boolean;
  /** Whether this file belongs to one of them. */
  holds(sha256: string): boolean;
  /** The page is gone. */
  forget(): void;
};

/** The open case, the next one that is decoded ahead, and where one goes back to. */
const mostOpen = 4;
/** Cases that may be opened in one go, and how long one more takes: a hand on the "next" key is slower. */
const mostAtOnce = 60;
const oneMoreMs = 1_000;

export function createOpenedCases(parts: {
  readonly monotonicMs: () => number;
  readonly log: Log;
  /** The clip of a case that is shown; null where it has none. */
  readonly fileOf: (caseId: string) => string | null;
}): OpenedCases {
  let opened: readonly string[] = [];
  let left = mostAtOnce;
  let countedAtMs = parts.monotonicMs();
  return {
    open(caseId) {
      const others = opened.filter((one) => one !== caseId);
      if (others.length === opened.length) {
        const nowMs = parts.monotonicMs();
        left = Math.min(mostAtOnce, left + (nowMs - countedAtMs) / oneMoreMs);
        countedAtMs = nowMs;
        if (left < 1) return false;
        left -= 1;
        parts.log('case-opened', { caseId });
      }
      opened = [...others, caseId].slice(-mostOpen);
      return true;
    },
    isOpen: (caseId) => opened.includes(caseId),
    holds: (sha256) => opened.some((caseId) => parts.fileOf(caseId) === sha256),
    forget() {
      opened = [];
    },
  };
}
