/** Random access to the plain bytes of a file; rejects when they can't be had. */
export type ByteSource = {
  readonly sizeBytes: number;
  /** The bytes `[from, to)`, which are within the file. */
  read(from: number, to: number): Promise<Uint8Array>;
};

/** What is read at once: a sealed file is opened in pieces of this size, and a box is often smaller than a header. */
const windowBytes = 256 * 1024;

/** Reads a file in windows: many small reads side by side cost one of the source's. */
export type WindowedBytes = {
  readonly sizeBytes: number;
  /** The bytes `[from, to)`, cut off at the end of the file: at once where they are in the window. */
  view(from: number, to: number): DataView | Promise<DataView>;
  /** How often the source was asked. */
  reads(): number;
};

export function throughWindow(source: ByteSource): WindowedBytes {
  let held: Uint8Array = new Uint8Array();
  let start = 0;
  let reads = 0;

  async function load(from: number, to: number): Promise<DataView> {
    reads += 1;
    const end = Math.min(source.sizeBytes, Math.max(to, from + windowBytes));
    held = await source.read(from, end);
    start = from;
    return cut(from, to);
  }

  function cut(from: number, to: number): DataView {
    const length = Math.max(0, Math.min(to - from, start + held.length - from));
    return new DataView(held.buffer, held.byteOffset + (from - start), length);
  }

  return {
    sizeBytes: source.sizeBytes,
    reads: () => reads,
    view(from, to) {
      const end = Math.min(to, source.sizeBytes);
      return from >= start && end <= start + held.length ? cut(from, end) : load(from, end);
    },
  };
}
