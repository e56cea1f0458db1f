/** Things that are dear to make, kept by frame; the one that was not used for longest is used again for another. */
export type RecentFrames<T> = {
  readonly has: (frame: number) => boolean;
  /** The frame's thing, from now on the one used last. */
  readonly get: (frame: number) => T | undefined;
  /** A buffer to be filled, not shared until it is kept. */
  readonly take: () => T;
  readonly keep: (frame: number, thing: T) => void;
};

export function createRecentFrames<T>(most: number, make: () => T): RecentFrames<T> {
  const kept = new Map<number, T>();

  function oldest(): T | undefined {
    for (const [frame, thing] of kept) {
      kept.delete(frame);
      return thing;
    }
    return undefined;
  }

  return {
    has: (frame) => kept.has(frame),
    get(frame) {
      const thing = kept.get(frame);
      if (thing === undefined) return undefined;
      kept.delete(frame);
      kept.set(frame, thing);
      return thing;
    },
    take: () => (kept.size >= most ? oldest() : undefined) ?? make(),
    keep(frame, thing) {
      kept.delete(frame);
      kept.set(frame, thing);
      while (kept.size > most) oldest();
    },
  };
}
