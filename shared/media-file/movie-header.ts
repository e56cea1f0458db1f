import { boxHead, entriesIn, nameAt, walkBoxes, type Box } from './boxes.ts';
import { throughWindow, type ByteSource } from './byte-source.ts';
import {
  plainTrack,
  type DisplayMatrix,
  type Edit,
  type ListedFile,
  type ListedTrack,
  type TrackKind,
} from './listed-track.ts';
import { readSampleEntries } from './sample-entries.ts';

/** Larger movie headers than this belong to no clip: a day at 60 frames a second has 80 MB. */
const largestHeaderBytes = 128 * 1024 * 1024;
/** More boxes than this before the movie header are no movie. */
const mostBoxes = 20_000;
const mostEdits = 1000;
const mostTracks = 1000;
const firstBoxes = new Set(['ftyp', 'moov', 'free', 'skip', 'wide', 'mdat']);

/** What the movie header of an MP4 or MOV lists; null where the file is neither. */
export async function readMovieHeader(source: ByteSource): Promise<ListedFile | null> {
  const bytes = throughWindow(source);
  let at = 0;
  for (let n = 0; n < mostBoxes && at + 8 <= bytes.sizeBytes; n++) {
    const { name, size, headBytes } = boxHead(
      await bytes.view(at, at + 16),
      0,
      bytes.sizeBytes - at,
    );
    if ((n === 0 && !firstBoxes.has(name)) || size < headBytes) return null;
    if (name === 'moov')
      return size > largestHeaderBytes ? null : listedIn(await bytes.view(at, at + size));
    at += size;
  }
  return null;
}

type Growing = { -readonly [K in keyof ListedTrack]: ListedTrack[K] } & {
  handler: string;
  chapterTracks: readonly number[];
};

function listedIn(movie: DataView): ListedFile {
  const tracks: Growing[] = [];
  const found = {
    ticks: 1,
    isFragmented: false,
    chapters: 0,
    covers: 0,
    matrix: plainTrack.matrix,
  };
  walkBoxes(movie, 0, movie.byteLength, (box) => {
    if (box.name === 'trak' && tracks.length < mostTracks)
      tracks.push({ ...plainTrack, id: 0, kind: 'data', handler: '', chapterTracks: [] });
    else if (box.name === 'mvhd') {
      const isWide = box.from < box.to && movie.getUint8(box.from) === 1;
      found.ticks = wordAt(movie, box, isWide ? 20 : 12) || 1;
      found.matrix = matrixAt(movie, box, isWide ? 48 : 36);
    } else if (box.name === 'mvex') found.isFragmented = true;
    else if (box.name === 'udta' && box.path.length === 1) {
      found.chapters = chaptersIn(movie, box) || found.chapters;
      found.covers += coversIn(movie, box, ['meta', 'ilst', 'covr']);
    } else if (box.name === 'meta' && box.path.length === 1)
      found.covers += coversIn(movie, { from: box.from + 4, to: box.to }, ['ilst', 'covr']);
    else {
      const track = tracks.at(-1);
      if (track && box.path.includes('trak')) take(movie, box, track);
    }
  });
  const chapterTracks = new Set(tracks.flatMap((track) => track.chapterTracks));
  return {
    container: 'movie',
    movieTicksPerSecond: found.ticks,
    isFragmented: found.isFragmented,
    chapters: Math.max(found.chapters, chapterTracks.size),
    attachments: found.covers,
    tracks: tracks
      .filter((track) => !chapterTracks.has(track.id))
      .map(({ handler, chapterTracks: _, ...track }) => ({
        ...track,
        matrix: times(track.matrix, found.matrix),
        kind: kinds[handler] ?? 'data',
      })),
  };
}

const kinds: Readonly<Record<string, TrackKind>> = {
  vide: 'picture',
  soun: 'sound',
  sbtl: 'subtitles',
  subt: 'subtitles',
  text: 'subtitles',
  clcp: 'subtitles',
};

function take(movie: DataView, box: Box, track: Growing): void {
  const isWide = box.from < box.to && movie.getUint8(box.from) === 1;
  switch (box.name) {
    case 'tkhd':
      track.isEnabled = (wordAt(movie, box, 0) & 1) === 1;
      track.id = wordAt(movie, box, isWide ? 20 : 12);
      track.matrix = matrixAt(movie, box, isWide ? 52 : 40);
      return;
    case 'mdhd':
      track.ticksPerSecond = wordAt(movie, box, isWide ? 20 : 12) || 1;
      track.language = languageOf(wordAt(movie, box, isWide ? 32 : 20) >>> 16);
      return;
    case 'hdlr':
      // QuickTime's data handler, within `minf`, is not what the track holds.
      if (box.path.at(-1) === 'mdia' && box.from + 12 <= box.to)
        track.handler = nameAt(movie, box.from + 8);
      return;
    case 'elst':
      track.edits = readEdits(movie, box);
      return;
    case 'tref':
      track.chapterTracks = chapterTracksIn(movie, box);
      return;
    case 'stsd':
      Object.assign(track, readSampleEntries(movie, box, track.handler));
      return;
    default:
  }
}

function readEdits(view: DataView, box: Box): readonly Edit[] {
  if (box.from + 8 > box.to) return [];
  const isWide = view.getUint8(box.from) === 1;
  const entryBytes = isWide ? 20 : 12;
  const listed = Math.min(mostEdits, view.getUint32(box.from + 4));
  return Array.from({ length: entriesIn(box, box.from + 8, entryBytes, listed) }, (_, n): Edit => {
    const at = box.from + 8 + n * entryBytes;
    return {
      durationTicks: isWide ? Number(view.getBigUint64(at)) : view.getUint32(at),
      mediaTime: isWide ? Number(view.getBigInt64(at + 8)) : view.getInt32(at + 4),
      rate: view.getInt16(at + entryBytes - 4) + view.getUint16(at + entryBytes - 2) / 65_536,
    };
  });
}

/** The tracks that hold this track's chapters (QuickTime). */
function chapterTracksIn(view: DataView, box: Box): readonly number[] {
  const tracks: number[] = [];
  for (let at = box.from; at + 8 <= box.to;) {
    const { size, headBytes, name } = boxHead(view, at, box.to - at);
    if (size < headBytes) break;
    if (name === 'chap')
      for (let id = at + headBytes; id + 4 <= Math.min(box.to, at + size); id += 4)
        tracks.push(view.getUint32(id));
    at += size;
  }
  return tracks;
}

/** Nero's list of chapters. */
function chaptersIn(view: DataView, box: Box): number {
  for (let at = box.from; at + 8 <= box.to;) {
    const { size, headBytes, name } = boxHead(view, at, box.to - at);
    if (size < headBytes) break;
    if (name === 'chpl' && at + headBytes + 9 <= box.to)
      return view.getUint8(at + headBytes + (view.getUint8(at + headBytes) === 1 ? 8 : 4));
    at += size;
  }
  return 0;
}

/** Cover pictures among a movie's descriptions (iTunes); `way`: the boxes that lead to them. */
function coversIn(
  view: DataView,
  around: Pick<Box, 'from' | 'to'>,
  way: readonly string[],
): number {
  const [wanted, ...rest] = way;
  let covers = 0;
  for (let at = around.from; at + 8 <= around.to;) {
    const { size, headBytes, name } = boxHead(view, at, around.to - at);
    if (size < headBytes) break;
    if (name === wanted) {
      // `meta` has a version before its boxes.
      const from = at + headBytes + (name === 'meta' ? 4 : 0);
      const inner = { from, to: Math.min(around.to, at + size) };
      covers += rest.length === 0 ? 1 : coversIn(view, inner, rest);
    }
    at += size;
  }
  return covers;
}

function wordAt(view: DataView, box: Box, offset: number): number {
  return box.from + offset + 4 <= box.to ? view.getUint32(box.from + offset) : 0;
}

function matrixAt(view: DataView, box: Box, offset: number): DisplayMatrix {
  if (box.from + offset + 36 > box.to) return plainTrack.matrix;
  const value = (n: number) => view.getInt32(box.from + offset + n * 4) / 65_536;
  return [value(0), value(1), value(3), value(4)];
}

/** The track's matrix, then the movie's. */
function times(track: DisplayMatrix, movie: DisplayMatrix): DisplayMatrix {
  const [a, b, c, d] = track;
  const [e, f, g, h] = movie;
  return [a * e + b * g, a * f + b * h, c * e + d * g, c * f + d * h];
}

/** Three letters of five bits each (ISO 639-2/T). */
function languageOf(packed: number): string {
  const letters = [10, 5, 0].map((shift) => ((packed >> shift) & 31) + 0x60);
  const isCode = letters.every((letter) => letter >= 0x61 && letter <= 0x7a);
  return isCode ? String.fromCharCode(...letters) : '';
}
