import { throughWindow, type ByteSource, type WindowedBytes } from './byte-source.ts';
import { unspecified, type ColourCodes } from './colour-code-points.ts';
import { plainTrack, type ListedFile, type ListedTrack, type TrackKind } from './listed-track.ts';

/** Elements of RFC 9559 that are read here. */
const id = {
  header: 0x1a45dfa3,
  segment: 0x18538067,
  tracks: 0x1654ae6b,
  attachments: 0x1941a469,
  attachedFile: 0x61a7,
  chapters: 0x1043a770,
  edition: 0x45b9,
  chapter: 0xb6,
  entry: 0xae,
  number: 0xd7,
  type: 0x83,
  codec: 0x86,
  isEnabled: 0xb9,
  language: 0x22b59c,
  encodings: 0x6d80,
  encoding: 0x6240,
  compression: 0x5034,
  algorithm: 0x4254,
  encryption: 0x5035,
  video: 0xe0,
  width: 0xb0,
  height: 0xba,
  interlaced: 0x9a,
  alpha: 0x53c0,
  cropBottom: 0x54aa,
  cropTop: 0x54bb,
  cropLeft: 0x54cc,
  cropRight: 0x54dd,
  colour: 0x55b0,
  matrix: 0x55b1,
  range: 0x55b9,
  transfer: 0x55ba,
  primaries: 0x55bb,
} as const;

/** Elements at the top of a segment looked at; a clip of hours has some thousands of clusters. */
const mostElements = 20_000;
/** A larger element of these kinds belongs to no clip (attachments are only counted). */
const largestElementBytes = 16 * 1024 * 1024;
const mostTracks = 1000;
/** Only a header that strips known bytes is undone by readers (ContentCompAlgo). */
const headerStripping = 3;

/** What the header of a Matroska or WebM file lists; null where the file is neither. */
export async function readMatroskaHeader(source: ByteSource): Promise<ListedFile | null> {
  const bytes = throughWindow(source);
  const first = await elementAt(bytes, 0, bytes.sizeBytes);
  if (first?.id !== id.header) return null;
  const segment = await elementAt(bytes, first.to, bytes.sizeBytes);
  if (segment?.id !== id.segment) return null;
  const found = { tracks: [] as ListedTrack[], chapters: 0, attachments: 0 };
  let at = segment.from;
  for (let n = 0; n < mostElements && at < segment.to; n++) {
    const element = await elementAt(bytes, at, segment.to);
    // An element of unknown size (a live cluster) hides what comes behind it.
    if (!element || element.isOpen) break;
    if (element.to - element.from <= largestElementBytes) {
      if (element.id === id.tracks) found.tracks.push(...(await tracksIn(bytes, element)));
      if (element.id === id.chapters) found.chapters += await countIn(bytes, element, id.chapter);
    }
    if (element.id === id.attachments) found.attachments += await countFiles(bytes, element);
    at = element.to;
  }
  const { tracks, chapters, attachments } = found;
  return {
    container: 'matroska',
    movieTicksPerSecond: 1,
    isFragmented: false,
    tracks: tracks.slice(0, mostTracks),
    chapters,
    attachments,
  };
}

type Element = {
  readonly id: number;
  readonly from: number;
  readonly to: number;
  readonly isOpen: boolean;
};

/** The element at a place; null where none can be. */
async function elementAt(bytes: WindowedBytes, at: number, end: number): Promise<Element | null> {
  if (at + 2 > end) return null;
  return elementIn(await bytes.view(at, at + 12), 0, at, end);
}

function elementIn(view: DataView, start: number, base: number, end: number): Element | null {
  const head = numberIn(view, start, true);
  const size = head && numberIn(view, start + head.bytes, false);
  if (!head || !size || head.bytes > 4) return null;
  const from = base + head.bytes + size.bytes;
  const isOpen = size.value === 2 ** (7 * size.bytes) - 1;
  return { id: head.value, from, to: isOpen ? end : Math.min(end, from + size.value), isOpen };
}

/** A number of variable length (RFC 8794, 4); with its length marker for an element's name. */
function numberIn(
  view: DataView,
  at: number,
  keepsMarker: boolean,
): { readonly value: number; readonly bytes: number } | null {
  if (at >= view.byteLength) return null;
  const first = view.getUint8(at);
  const bytes = Math.clz32(first) - 23;
  if (bytes > 8 || at + bytes > view.byteLength) return null;
  let value = keepsMarker ? first : first & (2 ** (8 - bytes) - 1);
  for (let n = 1; n < bytes; n++) value = value * 256 + view.getUint8(at + n);
  return { value, bytes };
}

/** Files attached: their content is skipped, whatever its size. */
async function countFiles(bytes: WindowedBytes, around: Element): Promise<number> {
  let files = 0;
  for (let at = around.from; at < around.to && files < mostElements;) {
    const element = await elementAt(bytes, at, around.to);
    if (!element) break;
    if (element.id === id.attachedFile) files += 1;
    at = element.to;
  }
  return files;
}

async function countIn(bytes: WindowedBytes, around: Element, wanted: number): Promise<number> {
  const view = await bytes.view(around.from, around.to);
  let count = 0;
  for (const edition of children(view, 0, view.byteLength))
    if (edition.id === id.edition)
      for (const one of children(view, edition.from, edition.to)) if (one.id === wanted) count += 1;
  return count;
}

async function tracksIn(bytes: WindowedBytes, around: Element): Promise<ListedTrack[]> {
  const view = await bytes.view(around.from, around.to);
  return [...children(view, 0, view.byteLength)]
    .filter((element) => element.id === id.entry)
    .slice(0, mostTracks)
    .map((entry) => readEntry(view, entry));
}

function* children(view: DataView, from: number, to: number): Generator<Element> {
  for (let at = from; at < to;) {
    const element = elementIn(view, at, at, to);
    if (!element) return;
    yield element;
    if (element.to <= at) return;
    at = element.to;
  }
}

const kinds: Readonly<Record<number, TrackKind>> = { 1: 'picture', 2: 'sound', 17: 'subtitles' };

function readEntry(view: DataView, entry: Element): ListedTrack {
  const fields = [...children(view, entry.from, entry.to)];
  const number = (wanted: number, otherwise: number) => unsigned(view, fields, wanted, otherwise);
  const text = (wanted: number) => {
    const field = fields.find((one) => one.id === wanted);
    return field ? readText(view, field) : '';
  };
  const video = fields.find((one) => one.id === id.video);
  return {
    ...plainTrack,
    id: number(id.number, 0),
    kind: kinds[number(id.type, 0)] ?? 'data',
    coding: text(id.codec),
    isEnabled: number(id.isEnabled, 1) !== 0,
    language: text(id.language),
    ...(video ? readVideo(view, video) : {}),
    ...readEncodings(view, fields),
  };
}

function readVideo(view: DataView, video: Element): Partial<ListedTrack> {
  const fields = [...children(view, video.from, video.to)];
  const number = (wanted: number, otherwise: number) => unsigned(view, fields, wanted, otherwise);
  const colour = fields.find((one) => one.id === id.colour);
  const crops = [id.cropBottom, id.cropTop, id.cropLeft, id.cropRight];
  return {
    sizes: [{ width: number(id.width, 0), height: number(id.height, 0) }],
    isInterlaced: number(id.interlaced, 0) === 1,
    isTransparent: number(id.alpha, 0) === 1,
    isCropped: crops.some((side) => number(side, 0) > 0),
    colour: colour ? readColour(view, colour) : null,
  };
}

function readColour(view: DataView, element: Element): ColourCodes {
  const fields = [...children(view, element.from, element.to)];
  const number = (wanted: number) => unsigned(view, fields, wanted, unspecified);
  const range = unsigned(view, fields, id.range, 0);
  return {
    primaries: number(id.primaries),
    transfer: number(id.transfer),
    matrix: number(id.matrix),
    isFullRange: range === 1 || range === 2 ? range === 2 : null,
  };
}

function readEncodings(
  view: DataView,
  fields: readonly Element[],
): Pick<ListedTrack, 'isEncrypted' | 'isCompressed'> {
  const encodings = fields.find((one) => one.id === id.encodings);
  const all = encodings ? [...children(view, encodings.from, encodings.to)] : [];
  const parts = all.flatMap((one) => [...children(view, one.from, one.to)]);
  return {
    isEncrypted: parts.some((part) => part.id === id.encryption),
    isCompressed: parts.some(
      (part) =>
        part.id === id.compression &&
        unsigned(view, [...children(view, part.from, part.to)], id.algorithm, 0) !==
          headerStripping,
    ),
  };
}

function unsigned(
  view: DataView,
  fields: readonly Element[],
  wanted: number,
  otherwise: number,
): number {
  const field = fields.find((one) => one.id === wanted);
  if (!field) return otherwise;
  let value = 0;
  for (let at = field.from; at < Math.min(field.to, field.from + 8); at++)
    value = value * 256 + view.getUint8(at);
  return value;
}

function readText(view: DataView, field: Element): string {
  let text = '';
  for (let at = field.from; at < Math.min(field.to, field.from + 100); at++) {
    const code = view.getUint8(at);
    if (code >= 0x20 && code < 0x7f) text += String.fromCharCode(code);
  }
  return text;
}
