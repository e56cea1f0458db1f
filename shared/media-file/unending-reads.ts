import { largestRead } from './media-limits.ts';

const mostRepeats = 2000;
/** A search that stands still goes back and forth between so few places. */
const placesInCircle = 3;

/**
 * Makes a mediabunny source throw when the same few ranges are read over and over: mediabunny 1.61 never ends where a
 * damaged WebM or MKV can't be followed any further. Its search for the next element stands still on 8 bytes; its search
 * after an element of which only the name can be read finds that very element again.
 * A range larger than a file may ask for at once throws too: the page has no memory limit of its own.
 * It works on the source's own reading method; the fuzz test notices if an update of mediabunny takes that away.
 */
export function endUnendingReads<T extends object>(source: T): T {
  const read: unknown = Reflect.get(source, '_read');
  if (typeof read !== 'function') return source;
  let recent: readonly string[] = [];
  let repeats = 0;
  const guarded = (start: number, end: number, ...more: unknown[]): unknown => {
    const place = `${start}-${end}`;
    repeats = recent.includes(place) ? repeats + 1 : 0;
    if (repeats === 0) recent = [place, ...recent].slice(0, placesInCircle);
    if (end - start > largestRead) throw new Error('a part of this file is too large to be read');
    if (repeats > mostRepeats) throw new Error('the structure of this file leads nowhere');
    return Reflect.apply(read, source, [start, end, ...more]);
  };
  Reflect.set(source, '_read', guarded);
  return source;
}
