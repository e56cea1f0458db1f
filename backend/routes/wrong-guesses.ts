/** So many wrong codes and tokens are free: people mistype, and a desk that was taken off keeps trying. */
const freeFromOne = 10;
/** From all addresses together: one who guesses from many. */
const freeFromAll = 200;
const firstWaitMs = 1000;
const longestWaitMs = 15 * 60_000;
/** Shorter: it keeps honest newcomers out as well. */
const longestWaitForAllMs = 60_000;
/** Without a wrong guess for so long the count of an address is reset. */
const forgottenAfterMs = 60 * 60_000;
/** More addresses than that are not counted: the oldest are forgotten. */
const mostAddresses = 10_000;

type Tries = { readonly count: number; readonly lastMs: number };

/**
 * Counts wrong invitation codes and tokens. After the free ones each is followed by a wait, twice as long as the one
 * before, for the address and for all together. Codes and tokens are too long to be guessed: this bounds the work that
 * guessing makes, and shows an honest client that it is on the wrong way.
 */
export class WrongGuesses {
  readonly #now: () => number;
  readonly #of = new Map<string, Tries>();
  #all: Tries = { count: 0, lastMs: 0 };

  /** `now` is a clock in milliseconds that never goes back. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** How long this address must wait before its next guess is looked at; 0 for not at all. */
  waitMs(address: string): number {
    const nowMs = this.#now();
    const one = this.#of.get(networkOf(address));
    return Math.max(
      leftMs(one ? this.#fresh(one) : this.#none(), freeFromOne, longestWaitMs, nowMs),
      leftMs(this.#fresh(this.#all), freeFromAll, longestWaitForAllMs, nowMs),
    );
  }

  wasWrong(address: string): void {
    const nowMs = this.#now();
    const network = networkOf(address);
    const one = this.#fresh(this.#of.get(network) ?? this.#none());
    // Taken out and put in again: the map's order is that of the last guess.
    this.#of.delete(network);
    this.#of.set(network, { count: one.count + 1, lastMs: nowMs });
    const [oldest] = this.#of.keys();
    if (this.#of.size > mostAddresses && oldest !== undefined) this.#of.delete(oldest);
    this.#all = { count: this.#fresh(this.#all).count + 1, lastMs: nowMs };
  }

  /** A right code is no guess: the count is reset. */
  wasRight(address: string): void {
    this.#of.delete(networkOf(address));
  }

  #none(): Tries {
    return { count: 0, lastMs: this.#now() };
  }

  #fresh(tries: Tries): Tries {
    return this.#now() - tries.lastMs > forgottenAfterMs ? this.#none() : tries;
  }
}

function leftMs({ count, lastMs }: Tries, free: number, longestMs: number, nowMs: number): number {
  if (count < free) return 0;
  const wait = Math.min(firstWaitMs * 2 ** Math.min(count - free, 30), longestMs);
  return Math.max(0, lastMs + wait - nowMs);
}

/** One IPv6 address comes with the 2^64 beside it (RFC 4291, 2.5.4): only the first half counts. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:([\d.]+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!address.includes(':')) return address;
  const [head = '', tail = ''] = address.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0');
  return [...before, ...zeros, ...after].slice(0, 4).join(':');
}
