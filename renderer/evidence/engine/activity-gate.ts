import type { UserActivity } from '../../../shared/contract/measuring-api.ts';

/** Between two slices of measuring (a frame, a block of sound): the reviewer goes first. */
export type ActivityGate = {
  /** The reviewer is active now, and counts as such for a moment. */
  throttle(activity: UserActivity['activity']): void;
  /** Resolves when the next slice may begin: at once while the reviewer is idle. */
  mayGoOn(): Promise<void>;
};

type Clock = {
  readonly nowMs: () => number;
  readonly sleep: (ms: number) => Promise<void>;
};

/** For how long a sign of activity holds, in milliseconds. */
const holdsMs = { stepping: 800, playing: 1500 } as const;
/** The longest pause before a slice, in milliseconds: however busy the reviewer, a backlog comes to its end. */
const pauseMs = { stepping: 400, playing: 60 } as const;

export function createActivityGate({ nowMs, sleep }: Clock): ActivityGate {
  const until = { stepping: -Infinity, playing: -Infinity };

  /** When the next slice may begin, if it were to wait from `sinceMs` on. */
  function opensAtMs(sinceMs: number): number {
    return Math.max(
      Math.min(until.stepping, sinceMs + pauseMs.stepping),
      Math.min(until.playing, sinceMs + pauseMs.playing),
    );
  }

  return {
    throttle(activity) {
      until[activity] = nowMs() + holdsMs[activity];
    },
    async mayGoOn() {
      const sinceMs = nowMs();
      for (let leftMs = opensAtMs(sinceMs) - sinceMs; leftMs > 0;) {
        await sleep(leftMs);
        leftMs = opensAtMs(sinceMs) - nowMs();
      }
    },
  };
}
