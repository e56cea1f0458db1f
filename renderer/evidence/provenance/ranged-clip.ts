/** Plain bytes `[from, to)` of a clip, at once: the C2PA reader waits for nothing. Throws where they can't be had. */
export type ReadRange = (from: number, to: number) => Uint8Array;

/** What is held of a clip for the reader's small steps; what it hashes it takes in one piece, into its own memory. */
export const windowBytes = 1_048_576;

/**
 * A clip as the C2PA reader wants it. The reader knows a `Blob` only, and reads it by `size`, `slice` and a
 * `FileReaderSync`; a real one would be in the browser's store of blobs, which writes to the disk, in clear, when memory
 * is short. This one holds a window of the clip and asks for the rest by ranges; `readRangedClips` makes it readable.
 */
export function rangedClip(sizeBytes: number, readRange: ReadRange): Blob {
  const held: { from: number; bytes: Uint8Array } = { from: 0, bytes: new Uint8Array(0) };
  function read(from: number, to: number): Uint8Array {
    if (to - from > windowBytes) return readRange(from, to);
    if (from < held.from || to > held.from + held.bytes.length) {
      const start = Math.floor(from / windowBytes) * windowBytes;
      // A piece over the edge of a window gets a window of its own.
      held.from = to <= start + windowBytes ? start : from;
      held.bytes = readRange(held.from, Math.min(sizeBytes, held.from + windowBytes));
    }
    return held.bytes.subarray(from - held.from, to - held.from);
  }
  return new Range(0, sizeBytes, read) as unknown as Blob;
}

/** A stretch of a clip that is not read yet. */
class Range {
  readonly #from: number;
  readonly #to: number;
  readonly #read: ReadRange;

  constructor(from: number, to: number, read: ReadRange) {
    this.#from = from;
    this.#to = to;
    this.#read = read;
  }

  get size(): number {
    return this.#to - this.#from;
  }

  slice(from = 0, to = this.size): Range {
    const at = (offset: number) => Math.min(Math.max(this.#from + offset, this.#from), this.#to);
    return new Range(at(from), Math.max(at(from), at(to)), this.#read);
  }

  /** In a buffer of its own, which the reader may keep. */
  buffer(): ArrayBuffer {
    return new Uint8Array(this.#read(this.#from, this.#to)).buffer;
  }
}

/** Lets the worker's `FileReaderSync` read such clips, and nothing else: no other code in this worker reads blobs this way. */
export function readRangedClips(): void {
  Object.assign(globalThis, {
    FileReaderSync: class {
      readAsArrayBuffer(range: Range): ArrayBuffer {
        return range.buffer();
      }
    },
  });
}

/** Reads a clip's ranges over the desk's own media scheme, one request at a time; for workers. */
export function rangesOf(url: string): ReadRange {
  return (from, to) => {
    const request = new XMLHttpRequest();
    request.open('GET', url, false);
    request.responseType = 'arraybuffer';
    request.setRequestHeader('Range', `bytes=${from}-${to - 1}`);
    request.send();
    const bytes = request.response instanceof ArrayBuffer ? new Uint8Array(request.response) : null;
    const isWhole = request.status === 200 && from === 0;
    if (bytes?.length !== to - from || (request.status !== 206 && !isWhole))
      throw new Error('a part of the clip could not be read');
    return bytes;
  };
}
