import { lookup } from 'node:dns/promises';

/** What the outside gives: clocks, chance, network and waiting; passed in so that a test can drive it. */
export type World = {
  /** The machine's wall clock: for the reader only, it decides nothing. */
  nowMs(): number;
  /** Never runs backwards. */
  monotonicMs(): number;
  /** In [0, 1). */
  random(): number;
  readonly fetch: typeof fetch;
  /** Every address of a host name; rejects where there is none. */
  resolve(host: string): Promise<readonly string[]>;
  /** Ends after `ms`, or as soon as the signal fires; never rejects. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
};

export function realWorld(): World {
  return {
    nowMs: () => Date.now(),
    monotonicMs: () => performance.now(),
    random: () => Math.random(),
    fetch: globalThis.fetch,
    resolve: async (host) => (await lookup(host, { all: true })).map(({ address }) => address),
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve();
        const done = () => {
          clearTimeout(timer);
          signal.removeEventListener('abort', done);
          resolve();
        };
        const timer = setTimeout(done, ms);
        signal.addEventListener('abort', done);
      }),
  };
}

/** The same world with a wall clock that is wrong by `offsetMs`: for trials. */
export function withClockOffset(world: World, offsetMs: number): World {
  return offsetMs === 0 ? world : { ...world, nowMs: () => world.nowMs() + offsetMs };
}
