import { boxHead, entriesIn, walkBoxes, type Box } from './boxes.ts';
import { throughWindow, type ByteSource } from './byte-source.ts';

export type Edit = {
  readonly durationTicks: number;
  readonly mediaTime: number;
  readonly rate: number;
};

/** The edit lists of the tracks that have one; `mediaTime` -1 is an empty edit. */
export type EditLists = readonly (readonly Edit[])[];

/** Larger movie headers than this belong to no clip: a day at 60 frames a second has 80 MB. */
const largestHeaderBytes = 128 * 1024 * 1024;
/** More boxes than this before the movie header are no movie. */
const mostBoxes = 20_000;
const mostEdits = 1000;
const firstBoxes = new Set(['ftyp', 'moov', 'free', 'skip', 'wide', 'mdat']);

/** The edit lists of an MP4 or MOV; none where the file is neither, or has none. */
export async function readEditLists(source: ByteSource): Promise<EditLists> {
  const bytes = throughWindow(source);
  let at = 0;
  for (let n = 0; n < mostBoxes && at + 8 <= bytes.sizeBytes; n++) {
    const { name, size, headBytes } = boxHead(
      await bytes.view(at, at + 16),
      0,
      bytes.sizeBytes - at,
    );
    if ((n === 0 && !firstBoxes.has(name)) || size < headBytes) return [];
    if (name === 'moov')
      return size > largestHeaderBytes ? [] : editListsIn(await bytes.view(at, at + size));
    at += size;
  }
  return [];
}

function editListsIn(movie: DataView): EditLists {
  const lists: (readonly Edit[])[] = [];
  walkBoxes(movie, 0, movie.byteLength, (box) => {
    if (box.name === 'elst') lists.push(readEdits(movie, box));
  });
  return lists;
}

function readEdits(view: DataView, box: Box): readonly Edit[] {
  if (box.from + 8 > box.to) return [];
  const isWide = view.getUint8(box.from) === 1;
  const entryBytes = isWide ? 20 : 12;
  const listed = Math.min(mostEdits, view.getUint32(box.from + 4));
  return Array.from({ length: entriesIn(box, box.from + 8, entryBytes, listed) }, (_, n): Edit => {
    const at = box.from + 8 + n * entryBytes;
    return {
      durationTicks: isWide ? Number(view.getBigUint64(at)) : view.getUint32(at),
      mediaTime: isWide ? Number(view.getBigInt64(at + 8)) : view.getInt32(at + 4),
      rate: view.getInt16(at + entryBytes - 4) + view.getUint16(at + entryBytes - 2) / 65_536,
    };
  });
}
