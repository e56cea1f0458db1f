/** What the desk reads itself from the header of an MP4 or MOV. */
export type MovieBoxes = {
  /** Edit lists of the tracks that have one; `mediaTime` -1 is an empty edit. */
  readonly editLists: readonly (readonly Edit[])[];
  /** It lists more samples than the file has bytes: a reader that believes it works without end. */
  readonly isLying: boolean;
};
type Edit = { readonly durationTicks: number; readonly mediaTime: number; readonly rate: number };

/** Reads plain bytes `[from, to)` of the file. */
export type ReadBytes = (from: number, to: number) => Promise<DataView>;

/** Larger movie headers than this belong to no clip: a day at 60 frames a second has 80 MB. */
const largestHeader = 128 * 1024 * 1024;
/** More top-level boxes than this are no movie: a fragmented clip of an hour has some thousands. */
const mostBoxes = 20_000;
const within = ['trak', 'mdia', 'minf', 'stbl', 'edts'];

/** The movie header's own facts; null where the file is no MP4 or MOV. */
export async function readMovieBoxes(
  read: ReadBytes,
  sizeBytes: number,
): Promise<MovieBoxes | null> {
  let at = 0;
  for (let n = 0; n < mostBoxes && at + 8 <= sizeBytes; n++) {
    const head = await read(at, Math.min(sizeBytes, at + 16));
    const size = boxSize(head, 0, sizeBytes - at);
    const name = nameAt(head, 4);
    if (n === 0 && !['ftyp', 'moov', 'free', 'skip', 'wide', 'mdat'].includes(name)) return null;
    if (name === 'moov') {
      if (size > largestHeader) return { editLists: [], isLying: true };
      return readMovie(await read(at, Math.min(sizeBytes, at + size)), sizeBytes);
    }
    if (size < 8) return null;
    at += size;
  }
  return null;
}

function readMovie(movie: DataView, sizeBytes: number): MovieBoxes {
  const found = { editLists: [] as Edit[][], isLying: false };
  walk(movie, 8, movie.byteLength, (name, from, to) => {
    if (name === 'elst') found.editLists.push(readEdits(movie, from, to));
    if (name === 'stts' || name === 'ctts')
      found.isLying ||= countSamples(movie, from, to) > sizeBytes;
  });
  return found;
}

function walk(
  view: DataView,
  from: number,
  to: number,
  visit: (name: string, from: number, to: number) => void,
): void {
  for (let at = from; at + 8 <= to;) {
    const size = boxSize(view, at, to - at);
    if (size < 8) return;
    const end = Math.min(to, at + size);
    const name = nameAt(view, at + 4);
    if (within.includes(name)) walk(view, at + 8, end, visit);
    else visit(name, at + 8, end);
    at += size;
  }
}

function readEdits(view: DataView, from: number, to: number): Edit[] {
  if (from + 8 > to) return [];
  const isWide = view.getUint8(from) === 1;
  const step = isWide ? 20 : 12;
  const edits: Edit[] = [];
  const listed = view.getUint32(from + 4);
  for (let at = from + 8; at + step <= to && edits.length < Math.min(listed, 1000); at += step)
    edits.push({
      durationTicks: isWide ? Number(view.getBigUint64(at)) : view.getUint32(at),
      mediaTime: isWide ? Number(view.getBigInt64(at + 8)) : view.getInt32(at + 4),
      rate: view.getInt16(at + step - 4) + view.getUint16(at + step - 2) / 65_536,
    });
  return edits;
}

function countSamples(view: DataView, from: number, to: number): number {
  let samples = 0;
  for (let at = from + 8; at + 8 <= to; at += 8) samples += view.getUint32(at);
  return samples;
}

function boxSize(view: DataView, at: number, rest: number): number {
  const size = view.getUint32(at);
  if (size === 0) return rest;
  return size === 1 && at + 16 <= view.byteLength ? Number(view.getBigUint64(at + 8)) : size;
}

function nameAt(view: DataView, at: number): string {
  return String.fromCharCode(...[0, 1, 2, 3].map((i) => view.getUint8(at + i)));
}
