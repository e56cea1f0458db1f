import type { BenchRow } from './rows.ts';
import type { BenchDesk } from './bench-desk.ts';
import type { PreparedDesk } from './prepared-desk.ts';

/** What several benches share and what is made only once in a run. */
export type Ground = {
  /** A desk's folder with 100,000 cached cases, enrolled at a backend that does not answer. */
  readonly bigDesk: () => Promise<PreparedDesk>;
  /** The open desk with the demo batch and the numbered clips. */
  readonly benchDesk: () => Promise<BenchDesk>;
};

/** One bench: its rows' ids begin with its name. */
export type Bench = {
  readonly name: string;
  /** Why it can't run on this machine; null when it can. */
  readonly whyNot: () => string | null;
  /** Leaves the open desk to the next bench. */
  readonly keepsDesk?: true;
  readonly run: (ground: Ground) => Promise<readonly BenchRow[]>;
};

/** Milliseconds that a piece of work took. */
export async function timed(work: () => unknown): Promise<number> {
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
}

/** Numbers in [0, 1) that are the same in every run (Park and Miller's generator). */
export function repeatableRandom(): () => number {
  const state = { seed: 20_261_122 };
  return () => {
    state.seed = (state.seed * 48_271) % 2_147_483_647;
    return state.seed / 2_147_483_647;
  };
}
