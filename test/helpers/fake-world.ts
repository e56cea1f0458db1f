import type { World } from '../../main/data-service/runtime/world.ts';

/** A world whose clock stands still until told, and whose network is a function. */
export type FakeWorld = World & { turn(ms: number): void };

export function fakeWorld(fetchLike: typeof fetch, startMs = 1_800_000_000_000): FakeWorld {
  const clock = { ms: 0, seed: 1 };
  return {
    nowMs: () => Math.floor(startMs + clock.ms),
    monotonicMs: () => clock.ms,
    random() {
      // Park and Miller's generator: repeatable chance.
      clock.seed = (clock.seed * 48_271) % 2_147_483_647;
      return clock.seed / 2_147_483_647;
    },
    fetch: fetchLike,
    resolve: async () => [],
    sleep: async (ms) => void (clock.ms += ms),
    turn: (ms) => void (clock.ms += ms),
  };
}
