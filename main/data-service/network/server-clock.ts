import type { World } from '../runtime/world.ts';

/** The backend's clock as known here; setting this machine's clock back extends nothing. */
export type ServerClock = {
  /** Learns from an answer's `nowMs`: the backend decides, also when this desk had thought it later. */
  heard(serverNowMs: number): void;
  /** The backend's time, as far as known; without a word from the backend it never runs backwards. */
  nowMs(): number;
  /** The machine slept, and its monotonic clock may have slept with it: the wall clock may say that it is later. */
  woke(): void;
  /** The backend's time minus this machine's wall clock, when last heard, in milliseconds. */
  offsetMs(): number;
};

/** What an earlier run knew: the latest backend time, and how far the wall clock was from it. Both 0 when nothing. */
export type KnownTime = { readonly latestMs: number; readonly offsetMs: number };

/**
 * The wall clock is asked at the start and after a sleep only, and believed only where it says that it is
 * later than what was known: a clock that is turned back gives no lease and no wipe more time.
 */
export function createServerClock(
  world: Pick<World, 'nowMs' | 'monotonicMs'>,
  known: KnownTime,
): ServerClock {
  let offsetMs = known.offsetMs;
  const byWallClock = () => world.nowMs() + offsetMs;
  let anchorServerMs = Math.max(known.latestMs, byWallClock());
  let anchorMonotonicMs = world.monotonicMs();
  const nowMs = () => Math.round(anchorServerMs + world.monotonicMs() - anchorMonotonicMs);
  function anchor(serverMs: number): void {
    anchorServerMs = serverMs;
    anchorMonotonicMs = world.monotonicMs();
  }
  return {
    nowMs,
    offsetMs: () => Math.round(offsetMs),
    heard(serverNowMs) {
      offsetMs = serverNowMs - world.nowMs();
      anchor(serverNowMs);
    },
    woke: () => anchor(Math.max(nowMs(), byWallClock())),
  };
}
