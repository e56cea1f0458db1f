/** Repeatable chance: the same seed gives the same run. */
export type Chance = {
  /** In [0, 1). */
  next(): number;
  below(n: number): number;
  pick<T>(from: readonly T[]): T;
  isLucky(share: number): boolean;
};

/** Mulberry32 (Tommy Ettinger): 32 bits of state, enough for a test's dice. */
export function chanceOf(seed: number): Chance {
  const state = { at: seed >>> 0 };
  const next = () => {
    state.at = (state.at + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state.at ^ (state.at >>> 15), state.at | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (n: number) => Math.floor(next() * n);
  return {
    next,
    below,
    pick<T>(from: readonly T[]): T {
      const found = from[below(from.length)];
      if (found === undefined) throw new Error('a pick from nothing');
      return found;
    },
    isLucky: (share) => next() < share,
  };
}

type Entry = { readonly atMs: number; readonly order: number; readonly run: () => unknown };

/** Time that moves only from one planned thing to the next; nothing in a simulation sleeps for real. */
export class VirtualTime {
  nowMs = 0;
  /** Raised by whatever a simulated program does to its world: two equal looks mean that all of them wait. */
  activity = 0;
  #order = 0;
  readonly #entries: Entry[] = [];

  /** Plans something; the answer unplans it. Things of the same moment run in the order of their planning. */
  after(ms: number, run: () => unknown): () => void {
    this.activity += 1;
    const entry: Entry = { atMs: this.nowMs + Math.max(0, ms), order: (this.#order += 1), run };
    this.#entries.push(entry);
    return () => {
      const at = this.#entries.indexOf(entry);
      if (at >= 0) this.#entries.splice(at, 1);
    };
  }

  /** Lets time pass; every planned thing is awaited, and everything it sets off comes to rest, before the next. */
  async pass(ms: number, isEnough: () => boolean = () => false): Promise<void> {
    const endMs = this.nowMs + ms;
    await this.#rest();
    while (!isEnough()) {
      const next = this.#earliest();
      if (next === undefined || next.atMs > endMs) break;
      this.#entries.splice(this.#entries.indexOf(next), 1);
      this.nowMs = Math.max(this.nowMs, next.atMs);
      await next.run();
      await this.#rest();
    }
    if (!isEnough()) this.nowMs = endMs;
  }

  #earliest(): Entry | undefined {
    let found: Entry | undefined;
    for (const entry of this.#entries) {
      if (
        !found ||
        entry.atMs < found.atMs ||
        (entry.atMs === found.atMs && entry.order < found.order)
      )
        found = entry;
    }
    return found;
  }

  async #rest(): Promise<void> {
    for (let before = -1; before !== this.activity;) {
      before = this.activity;
      for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    }
  }
}
