/** What lies over the page: nothing; a cover, which the same key takes away; the calm page after a stop; a break. */
export type CoverState = 'none' | 'covered' | 'stopped' | 'break';

export type PageCover = {
  readonly read: () => CoverState;
  readonly subscribe: (reader: () => void) => () => void;
  /** Covers at once: when it returns, nothing under the cover can be seen, read or heard. */
  readonly lay: (state: CoverState) => void;
};

/** Marks the page while something lies over it; `cover.css` hides everything else by it. */
const mark = 'data-covered';

/** One cover for the whole page. It is no React state: what it stops must have stopped before the next paint. */
export function createPageCover(root: Pick<Element, 'toggleAttribute'>): PageCover {
  let state: CoverState = 'none';
  const readers = new Set<() => void>();
  return {
    read: () => state,
    subscribe(reader) {
      readers.add(reader);
      return () => void readers.delete(reader);
    },
    lay(next) {
      if (next === state) return;
      state = next;
      root.toggleAttribute(mark, next !== 'none');
      for (const reader of readers) reader();
    },
  };
}

/** What a key does to the cover; null: the key belongs to what is under it. */
export type CoverKey = { readonly swallow: boolean; readonly lay: CoverState | null };

export type CoverMoment = {
  readonly state: CoverState;
  readonly isCoverKey: boolean;
  readonly isStopKey: boolean;
  /** A key that is held on and repeats. */
  readonly isRepeat: boolean;
  /** The key writes a sign into the field that has the focus. */
  readonly isWriting: boolean;
  /** The focus is on the cover itself, whose fields and buttons are worked by keys. */
  readonly isOnCover: boolean;
};

/** The rule of the cover's keys: they act from everywhere, and under a cover no other key reaches the page. */
export function coverKey(moment: CoverMoment): CoverKey {
  const { state, isCoverKey, isStopKey, isRepeat, isWriting, isOnCover } = moment;
  const isOurs = (isCoverKey || isStopKey) && !isWriting;
  if (!isOurs) return { swallow: state !== 'none' && !isOnCover, lay: null };
  // Swallowed while it repeats: a key that is held on must not take the cover away again.
  if (isRepeat) return { swallow: true, lay: null };
  if (state === 'stopped' || state === 'break') return { swallow: true, lay: null };
  if (isStopKey) return { swallow: true, lay: 'stopped' };
  return { swallow: true, lay: state === 'none' ? 'covered' : 'none' };
}
