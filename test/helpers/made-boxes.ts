/** A box of an MP4 or MOV: size, name, content. */
export function box(name: string, ...content: readonly Uint8Array[]): Uint8Array {
  const body = Buffer.concat(content);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + body.length);
  head.write(name, 4, 'latin1');
  return Buffer.concat([head, body]);
}

/** Numbers of 32 bits, one after the other. */
export function u32(...values: readonly number[]): Uint8Array {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, n) => bytes.writeUInt32BE(value, n * 4));
  return bytes;
}

/** A box with version and flags before its content. */
export function fullBox(
  name: string,
  flags: number,
  ...content: readonly Uint8Array[]
): Uint8Array {
  return box(name, u32(flags), ...content);
}

export const fileType = box('ftyp', Buffer.from('isom'), u32(512), Buffer.from('isomiso2'));

/** A movie with one track of picture whose sample tables are these. */
export function movieWith(...tables: readonly Uint8Array[]): Uint8Array {
  return movieOf(tables);
}

/** A movie whose samples stand in fragments. */
export function fragmentedMovie(): Uint8Array {
  return movieOf([], box('mvex', fullBox('trex', 0, u32(1, 1, 1, 1, 0))));
}

function movieOf(tables: readonly Uint8Array[], ...more: readonly Uint8Array[]): Uint8Array {
  const matrix = u32(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000);
  const track = box(
    'trak',
    fullBox('tkhd', 3, u32(0, 0, 1, 0, 100, 0, 0, 0, 0), matrix, u32(64 << 16, 36 << 16)),
    box(
      'mdia',
      fullBox('mdhd', 0, u32(0, 0, 1000, 100, 0x55c40000)),
      fullBox('hdlr', 0, u32(0), Buffer.from('vide'), u32(0, 0, 0), Buffer.from('\0')),
      box('minf', box('stbl', pictureEntry, ...tables)),
    ),
  );
  const head = u32(0, 0, 1000, 100, 0x10000, 0x01000000, 0, 0);
  return box('moov', fullBox('mvhd', 0, head, matrix, u32(0, 0, 0, 0, 0, 0, 2)), track, ...more);
}

const pictureEntry = fullBox(
  'stsd',
  0,
  u32(1),
  box('vp09', Buffer.alloc(24), u32((64 << 16) | 36), Buffer.alloc(50)),
);

/** A fragment with one run of samples. */
export function fragmentOf(runFlags: number, ...run: readonly number[]): Uint8Array {
  return box(
    'moof',
    fullBox('mfhd', 0, u32(1)),
    box(
      'traf',
      fullBox('tfhd', 0x38, u32(1, 1, 1, 0)),
      fullBox('tfdt', 0, u32(0)),
      fullBox('trun', runFlags, u32(...run)),
    ),
  );
}

/** The bytes as a reader of ranges sees them, with a count of how often and how much it was asked. */
export function countedSource(bytes: Uint8Array) {
  const asked = { times: 0, bytes: 0 };
  return {
    asked,
    sizeBytes: bytes.length,
    read(from: number, to: number) {
      asked.times += 1;
      asked.bytes += to - from;
      return Promise.resolve(bytes.subarray(from, to));
    },
  };
}
