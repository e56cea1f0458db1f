/** One box of an MP4 or MOV: its own bytes, or the boxes within. */
export type Box = { readonly name: string; readonly body: Buffer | readonly Box[] };

/** An edit as it stands in the list; `mediaTime` -1 is an empty edit. */
export type Edit = {
  readonly duration: number;
  readonly mediaTime: number;
  readonly rate?: number;
};

const folders = new Set(['moov', 'trak', 'mdia', 'minf', 'stbl', 'edts']);

export function readBoxes(bytes: Buffer): Box[] {
  const boxes: Box[] = [];
  for (let at = 0; at + 8 <= bytes.length;) {
    const short = bytes.readUInt32BE(at);
    const isLong = short === 1;
    const size =
      short === 0 ? bytes.length - at : isLong ? Number(bytes.readBigUInt64BE(at + 8)) : short;
    const name = bytes.toString('latin1', at + 4, at + 8);
    const body = bytes.subarray(at + (isLong ? 16 : 8), at + size);
    boxes.push({ name, body: folders.has(name) ? readBoxes(body) : body });
    at += size;
  }
  return boxes;
}

export function writeBox({ name, body }: Box): Buffer {
  const content = Buffer.isBuffer(body)
    ? body
    : Buffer.concat((body as readonly Box[]).map(writeBox));
  const head = Buffer.alloc(8);
  head.writeUInt32BE(content.length + 8, 0);
  head.write(name, 4, 'latin1');
  return Buffer.concat([head, content]);
}

/**
 * Changes the movie header of a file whose header comes last (as ffmpeg writes it), so that no offset moves.
 * `change` gets each track's boxes and answers those to write; null leaves the track out.
 */
export function editMovie(
  file: Buffer,
  change: (track: readonly Box[], number: number) => readonly Box[] | null,
): Buffer {
  const top = readBoxes(file);
  const header = top.at(-1);
  if (header?.name !== 'moov') throw new Error('the movie header does not come last');
  const start = file.length - writeBox(header).length;
  let number = 0;
  const movie = (header.body as readonly Box[]).flatMap((box): Box[] => {
    if (box.name !== 'trak') return [box];
    const changed = change(box.body as readonly Box[], number++);
    return changed === null ? [] : [{ name: 'trak', body: changed }];
  });
  return Buffer.concat([file.subarray(0, start), writeBox({ name: 'moov', body: movie })]);
}

/** The same boxes with the one at `path` replaced by what `make` answers; null takes it away. */
export function replaced(
  boxes: readonly Box[],
  path: readonly string[],
  make: (body: Buffer) => Buffer | null,
): readonly Box[] {
  const [name, ...rest] = path;
  return boxes.flatMap((box): Box[] => {
    if (box.name !== name) return [box];
    if (rest.length > 0)
      return [{ name: box.name, body: replaced(box.body as readonly Box[], rest, make) }];
    const body = make(Buffer.isBuffer(box.body) ? box.body : Buffer.alloc(0));
    return body === null ? [] : [{ name: box.name, body }];
  });
}

/** Whether a track holds pictures. */
export function isPicture(track: readonly Box[]): boolean {
  return handlerOf(track) === 'vide';
}

export function handlerOf(track: readonly Box[]): string {
  const media = track.find(({ name }) => name === 'mdia')?.body as readonly Box[];
  const handler = media.find(({ name }) => name === 'hdlr')?.body as Buffer;
  return handler.toString('latin1', 8, 12);
}

/** The track with these edits in place of its own; none at all for an empty list. */
export function withEdits(track: readonly Box[], edits: readonly Edit[]): readonly Box[] {
  const rest = track.filter(({ name }) => name !== 'edts');
  if (edits.length === 0) return rest;
  const list = Buffer.alloc(8 + edits.length * 12);
  list.writeUInt32BE(edits.length, 4);
  edits.forEach(({ duration, mediaTime, rate = 1 }, n) => {
    list.writeUInt32BE(duration, 8 + n * 12);
    list.writeInt32BE(mediaTime, 12 + n * 12);
    list.writeInt32BE(Math.round(rate * 65_536), 16 + n * 12);
  });
  const [head, ...others] = rest;
  const edts: Box = { name: 'edts', body: [{ name: 'elst', body: list }] };
  return [...(head ? [head] : []), edts, ...others];
}

/** Rows `a b u`, `c d v`, `x y w` of a display matrix, as plain numbers. */
export type Matrix = readonly [number, number, number, number, number, number];

/** The eight ways in which a picture can lie; moved back into the positive by its own size. */
export function orientationMatrix(
  isMirrored: boolean,
  rotation: number,
  width: number,
  height: number,
): Matrix {
  const turn = (rotation * Math.PI) / 180;
  const [cos, sin] = [Math.round(Math.cos(turn)), Math.round(Math.sin(turn))];
  const sign = isMirrored ? -1 : 1;
  const [a, b, c, d] = [sign * cos, sign * sin, -sin, cos];
  const xs = [0, a * width, c * height, a * width + c * height];
  const ys = [0, b * width, d * height, b * width + d * height];
  return [a, b, c, d, -Math.min(...xs), -Math.min(...ys)];
}

export function withMatrix(track: readonly Box[], matrix: Matrix): readonly Box[] {
  return replaced(track, ['tkhd'], (body) => {
    const changed = Buffer.from(body);
    const at = body[0] === 1 ? 52 : 40;
    const [a, b, c, d, x, y] = matrix.map((value) => Math.round(value * 65_536)) as [
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    for (const [n, value] of [a, b, 0, c, d, 0, x, y, 0x40_00_00_00].entries())
      changed.writeInt32BE(value, at + n * 4);
    return changed;
  });
}

/** Track flags of the header: 1 enabled, 2 in movie. */
export function withFlags(track: readonly Box[], flags: number): readonly Box[] {
  return replaced(track, ['tkhd'], (body) => {
    const changed = Buffer.from(body);
    changed.writeUIntBE(flags, 1, 3);
    return changed;
  });
}

const sampleTable = ['mdia', 'minf', 'stbl'];

/** Changes the boxes inside the first picture entry of `stsd`. */
export function withEntryBoxes(
  track: readonly Box[],
  change: (boxes: readonly Box[]) => readonly Box[],
): readonly Box[] {
  return replaced(track, [...sampleTable, 'stsd'], (body) => {
    const entrySize = body.readUInt32BE(8);
    const fixed = body.subarray(16, 94);
    const inside = Buffer.concat(change(readBoxes(body.subarray(94, 8 + entrySize))).map(writeBox));
    const entry = writeBox({
      name: body.toString('latin1', 12, 16),
      body: Buffer.concat([fixed, inside]),
    });
    return Buffer.concat([body.subarray(0, 8), entry, body.subarray(8 + entrySize)]);
  });
}

/** A `colr` box with these code points. */
export function colourBox(
  primaries: number,
  transfer: number,
  matrix: number,
  isFullRange = false,
): Box {
  const body = Buffer.alloc(11);
  body.write('nclx', 0, 'latin1');
  body.writeUInt16BE(primaries, 4);
  body.writeUInt16BE(transfer, 6);
  body.writeUInt16BE(matrix, 8);
  body[10] = isFullRange ? 0x80 : 0;
  return { name: 'colr', body };
}

function bodyAt(boxes: readonly Box[], path: readonly string[]): Buffer | null {
  const [name, ...rest] = path;
  const box = boxes.find((one) => one.name === name);
  if (!box) return null;
  if (rest.length > 0) return bodyAt(box.body as readonly Box[], rest);
  return Buffer.isBuffer(box.body) ? box.body : null;
}

/** Ticks per second of a track's own clock. */
export function ticksPerSecondOf(track: readonly Box[]): number {
  const head = bodyAt(track, ['mdia', 'mdhd']);
  return head ? head.readUInt32BE(head[0] === 1 ? 20 : 12) : 1;
}

/** The media time at which the track's own list begins: its first picture, behind the delay of reordering. */
export function firstEditTick(track: readonly Box[]): number {
  const list = bodyAt(track, ['edts', 'elst']);
  if (!list) return 0;
  for (let n = 0; n < list.readUInt32BE(4); n++) {
    const mediaTime = list.readInt32BE(12 + n * 12);
    if (mediaTime >= 0) return mediaTime;
  }
  return 0;
}
