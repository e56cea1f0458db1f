/** Random access to the plain bytes of a file; rejects when they can't be had. */
export type ByteSource = {
  readonly sizeBytes: number;
  read(from: number, to: number): Promise<Uint8Array>;
};

/** Larger movie headers than this belong to no clip: a day at 60 frames a second has 80 MB. */
const largestHeader = 128 * 1024 * 1024;

/**
 * Whether an MP4 or MOV lists more samples than the file has bytes. A reader that believes such a table works
 * and fills memory without end, so it is asked before one does. False for every other kind of file.
 */
export async function liesAboutSamples(source: ByteSource): Promise<boolean> {
  for (let at = 0; at + 8 <= source.sizeBytes;) {
    const head = viewOf(await source.read(at, Math.min(source.sizeBytes, at + 16)));
    const size = boxSize(head, source.sizeBytes - at);
    const isMovie = nameAt(head, 4) === 'moov';
    if (isMovie && size > largestHeader) return true;
    if (isMovie) {
      const end = Math.min(source.sizeBytes, at + size);
      if (hasLyingTable(viewOf(await source.read(at, end)), source.sizeBytes)) return true;
    }
    if (size < 8) return false;
    at += size;
  }
  return false;
}

/** Looks for the tables of run lengths (times and time offsets) wherever they stand. */
function hasLyingTable(movie: DataView, sizeBytes: number): boolean {
  for (let at = 4; at + 12 <= movie.byteLength; at++) {
    const name = movie.getUint8(at + 1) === 0x74 ? nameAt(movie, at) : '';
    if (name !== 'stts' && name !== 'ctts') continue;
    const listed = movie.getUint32(at + 8);
    let samples = 0;
    for (let n = 0; n < listed && at + 20 + n * 8 <= movie.byteLength; n++)
      samples += movie.getUint32(at + 12 + n * 8);
    if (samples > sizeBytes) return true;
  }
  return false;
}

function boxSize(head: DataView, rest: number): number {
  const size = head.getUint32(0);
  if (size === 0) return rest;
  return size === 1 && head.byteLength >= 16 ? Number(head.getBigUint64(8)) : size;
}

function nameAt(view: DataView, at: number): string {
  return String.fromCharCode(...[0, 1, 2, 3].map((i) => view.getUint8(at + i)));
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
