import type { World } from '../world.ts';

/** The backend's clock as known here; setting this machine's clock back extends nothing. */
export type ServerClock = {
  /** Learns from an answer's `nowMs`. */
  heard(serverNowMs: number): void;
  /** The backend's time, as far as known; never runs backwards. */
  nowMs(): number;
};

/** `lastKnownMs`: the latest backend time that an earlier run stored, 0 when none. */
export function createServerClock(
  world: Pick<World, 'nowMs' | 'monotonicMs'>,
  lastKnownMs: number,
): ServerClock {
  let anchorServerMs = Math.max(lastKnownMs, world.nowMs());
  let anchorMonotonicMs = world.monotonicMs();
  const nowMs = () => Math.round(anchorServerMs + world.monotonicMs() - anchorMonotonicMs);
  return {
    nowMs,
    heard(serverNowMs) {
      anchorServerMs = serverNowMs;
      anchorMonotonicMs = world.monotonicMs();
    },
  };
}
