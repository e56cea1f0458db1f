/** Small files without a movie header that make a reader of containers work without end; each as a stranger would write it. */
export const hostileStreams = {
  /** A transport stream of which one packet of the picture never ends. */
  endlessPacket: (packets = 100_000) => {
    const start = programPacket(0x101, true, pictureStart(Buffer.alloc(100)));
    const rest = programPacket(0x101, false, Buffer.alloc(184));
    return Buffer.concat([
      ...programTables(1),
      start,
      ...Array.from({ length: packets }, () => rest),
    ]);
  },
  /** An Ogg file in which each page begins another stream. */
  manyStreams: (streams = 100_000) =>
    Buffer.concat(Array.from({ length: streams }, (_, n) => oggPage(n, 2, [19], opusHead))),
} as const;

const opusHead = Buffer.from('OpusHead\x01\x02\0\0\x80\xbb\0\0\0\0\0', 'latin1');

function oggPage(serial: number, flags: number, sizes: readonly number[], body: Buffer): Buffer {
  const head = Buffer.alloc(27);
  head.write('OggS');
  head[5] = flags;
  head.writeUInt32LE(serial, 14);
  head[26] = sizes.length;
  return Buffer.concat([head, Buffer.from(sizes), body]);
}

/** A packet of a transport stream (ISO/IEC 13818-1, 2.4.3.2). */
function programPacket(pid: number, isStart: boolean, payload: Buffer): Buffer {
  const packet = Buffer.alloc(188, 0xff);
  packet[0] = 0x47;
  packet.writeUInt16BE((isStart ? 0x4000 : 0) | pid, 1);
  packet[3] = 0x10;
  payload.copy(packet, 4, 0, 184);
  return packet;
}

/** Which programs there are, and so many H.264 pictures in the only one. */
function programTables(pictures: number): readonly Buffer[] {
  const streams = Array.from({ length: pictures }, (_, n) => {
    const stream = Buffer.from([0x1b, 0, 0, 0xf0, 0]);
    stream.writeUInt16BE(0xe000 | (0x101 + n), 1);
    return stream;
  });
  const map = Buffer.concat([Buffer.from([0xe1, 1, 0xf0, 0]), ...streams]);
  return [
    programPacket(0, true, table(0, Buffer.from([0, 1, 0xe1, 0]))),
    programPacket(0x100, true, table(2, map)),
  ];
}

function table(id: number, body: Buffer): Buffer {
  const head = Buffer.from([id, 0, 0, 0, 1, 0xc1, 0, 0]);
  head.writeUInt16BE(0xb000 | (9 + body.length), 1);
  const section = Buffer.concat([head, body]);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32Mpeg(section));
  return Buffer.concat([Buffer.from([0]), section, sum]);
}

function crc32Mpeg(bytes: Uint8Array): number {
  let crc = 0xffff_ffff;
  for (const byte of bytes) {
    crc ^= byte << 24;
    for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000_0000 ? (crc << 1) ^ 0x04c1_1db7 : crc << 1;
  }
  return crc >>> 0;
}

/** The head of a picture's packet at time zero. */
function pictureStart(data: Buffer): Buffer {
  return Buffer.concat([Buffer.from([0, 0, 1, 0xe0, 0, 0, 0x80, 0x80, 5, 0x21, 0, 1, 0, 1]), data]);
}
