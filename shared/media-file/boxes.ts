/** One box of an MP4 or MOV within bytes in memory: its content is `[from, to)` of the view. */
export type Box = {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** Names of the boxes around it, the outermost first. */
  readonly path: readonly string[];
};

/** Boxes that hold boxes, as far as anything here wants to know. */
const holders = new Set([
  'moov',
  'trak',
  'mdia',
  'minf',
  'stbl',
  'edts',
  'dinf',
  'mvex',
  'moof',
  'traf',
  'mfra',
  'sinf',
  'schi',
]);
/** A movie nests its boxes seven deep; a file that nests deeper is made to exhaust a reader. */
const deepest = 16;

/**
 * Visits every box once, in the order of the file: a box that claims to reach past the one around it is cut off there,
 * so that the work grows with the bytes and with nothing that they claim. False where boxes nest too deep.
 */
export function walkBoxes(
  view: DataView,
  from: number,
  to: number,
  visit: (box: Box) => void,
  path: readonly string[] = [],
): boolean {
  if (path.length > deepest) return false;
  for (let at = from; at + 8 <= to;) {
    const { size, headBytes, name } = boxHead(view, at, to - at);
    if (size < headBytes) return true;
    const box = { name, from: at + headBytes, to: Math.min(to, at + size), path };
    visit(box);
    if (holders.has(name) && !walkBoxes(view, box.from, box.to, visit, [...path, name]))
      return false;
    at += size;
  }
  return true;
}

/** The head of the box at a place; `rest` is what is left of what holds it (a size of 0 means all of that). */
export function boxHead(
  view: DataView,
  at: number,
  rest: number,
): { readonly size: number; readonly headBytes: number; readonly name: string } {
  const size = view.getUint32(at);
  const name = nameAt(view, at + 4);
  if (size === 0) return { size: rest, headBytes: 8, name };
  if (size !== 1 || at + 16 > view.byteLength) return { size, headBytes: 8, name };
  return { size: Number(view.getBigUint64(at + 8)), headBytes: 16, name };
}

export function nameAt(view: DataView, at: number): string {
  return String.fromCharCode(
    view.getUint8(at),
    view.getUint8(at + 1),
    view.getUint8(at + 2),
    view.getUint8(at + 3),
  );
}

/** Whole entries of `entryBytes` that are in a box from `from` on, at most as many as it lists. */
export function entriesIn(
  box: Pick<Box, 'to'>,
  from: number,
  entryBytes: number,
  listed: number,
): number {
  return Math.max(0, Math.min(listed, Math.floor((box.to - from) / entryBytes)));
}
