import {
  box,
  fileType,
  fragmentedMovie,
  fragmentOf,
  fullBox,
  movieWith,
  u32,
} from './made-boxes.ts';

/** Small files that make a reader of containers work without end; each as a stranger would write it. */
export const hostileFiles = {
  /** 152 kB, one run of four billion samples. */
  fragmentBomb: () =>
    Buffer.concat([
      fileType,
      fragmentedMovie(),
      fragmentOf(0, 0xffff_ffff),
      box('mdat', Buffer.alloc(150_000)),
    ]),
  /** As many samples as the file has bytes: nothing in it is a lie, and each becomes an object. */
  manySamples: (samples = 8_000_000) =>
    Buffer.concat([
      fileType,
      fragmentedMovie(),
      fragmentOf(0, samples),
      box('mdat', Buffer.alloc(samples)),
    ]),
  /** The name of a table, over and over: whoever looks for it at each byte starts anew at each. */
  tableNames: (bytes = 1024 * 1024) =>
    Buffer.concat([fileType, box('moov', Buffer.from('stts\0\0\0\0'.repeat(bytes / 8), 'latin1'))]),
  /** Boxes of eight bytes. */
  smallBoxes: (bytes = 1024 * 1024) =>
    Buffer.concat([fileType, Buffer.from('\0\0\0\x08free'.repeat(bytes / 8), 'latin1')]),
  /** All samples in one chunk: a reader that adds up their sizes does so for each of them anew. */
  oneChunk: (samples = 300_000) => {
    const movie = (at: number) =>
      movieWith(
        fullBox('stts', 0, u32(1, samples, 1)),
        fullBox('stsc', 0, u32(1, 1, samples, 1)),
        fullBox(
          'stsz',
          0,
          u32(0, samples),
          u32(...Array.from({ length: 1000 }, () => 1)),
          Buffer.alloc((samples - 1000) * 4),
        ),
        fullBox('stco', 0, u32(1, at)),
      );
    const at = fileType.length + movie(0).length + 8;
    return Buffer.concat([fileType, movie(at), box('mdat', Buffer.alloc(samples))]);
  },
  /** Blocks of seven bytes that each hold 256 frames of no bytes. */
  laces: (blocks = 60_000) => {
    const block = element(0xa3, Buffer.from([0x81, 0, 0, 0x84, 0xff]));
    return matroska(Buffer.concat(Array.from({ length: blocks }, () => block)));
  },
  /** Boxes in boxes, a hundred thousand deep. */
  deepBoxes: (depth = 100_000) => {
    const boxes = Buffer.alloc(depth * 8);
    for (let n = 0; n < depth; n++) {
      boxes.writeUInt32BE((depth - n) * 8, n * 8);
      boxes.write('moov', n * 8 + 4, 'latin1');
    }
    return Buffer.concat([fileType, boxes]);
  },
  /** A block that claims to be as large as the largest number that is exact, in a cluster that claims as much. */
  hugeBlock: () => {
    const block = Buffer.from([
      0xa3, 0x01, 0x1f, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0x81, 0, 0, 0x80,
    ]);
    return matroska(Buffer.concat([block, Buffer.alloc(100_000)]));
  },
  playlist: (path: string) =>
    Buffer.from(`#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n${path}\n#EXT-X-ENDLIST\n`),
} as const;

/** An element of EBML: id, size of eight bytes (or one where it is short), content. */
function element(id: number, ...content: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(content);
  const name = Buffer.from(
    id
      .toString(16)
      .padStart(id > 0xff_ffff ? 8 : 2, '0')
      .replace(/^(.(?:..)*)$/, '0$1'),
    'hex',
  );
  if (body.length < 127) return Buffer.concat([name, Buffer.from([0x80 | body.length]), body]);
  const size = Buffer.alloc(8);
  size.writeBigUInt64BE(BigInt(body.length) | 0x0100_0000_0000_0000n);
  return Buffer.concat([name, size, body]);
}

function matroska(cluster: Uint8Array): Buffer {
  const head = element(
    0x1a45dfa3,
    element(0x4282, Buffer.from('webm')),
    element(0x4287, Buffer.from([4])),
  );
  const video = element(0xe0, element(0xb0, Buffer.from([64])), element(0xba, Buffer.from([36])));
  const track = element(
    0xae,
    element(0xd7, Buffer.from([1])),
    element(0x73c5, Buffer.from([1])),
    element(0x83, Buffer.from([1])),
    element(0x86, Buffer.from('V_VP9')),
    element(0x9c, Buffer.from([1])),
    video,
  );
  const info = element(0x1549a966, element(0x2ad7b1, Buffer.from([0x0f, 0x42, 0x40])));
  const frames = element(0x1f43b675, element(0xe7, Buffer.from([0])), cluster);
  return Buffer.concat([head, element(0x18538067, info, element(0x1654ae6b, track), frames)]);
}
