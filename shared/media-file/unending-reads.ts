const mostRepeats = 1000;

/**
 * Makes a mediabunny source throw when the same bytes are read over and over: mediabunny 1.61 never ends where a
 * damaged WebM or MKV can't be followed any further (its search for the next element stands still on 8 bytes).
 * It works on the source's own reading method; the fuzz test notices if an update of mediabunny takes that away.
 */
export function endUnendingReads<T extends object>(source: T): T {
  const read: unknown = Reflect.get(source, '_read');
  if (typeof read !== 'function') return source;
  let [lastStart, lastEnd, repeats] = [-1, -1, 0];
  const guarded = (start: number, end: number, ...more: unknown[]): unknown => {
    repeats = start === lastStart && end === lastEnd ? repeats + 1 : 0;
    [lastStart, lastEnd] = [start, end];
    if (repeats > mostRepeats) throw new Error('the structure of this file leads nowhere');
    return Reflect.apply(read, source, [start, end, ...more]);
  };
  Reflect.set(source, '_read', guarded);
  return source;
}
