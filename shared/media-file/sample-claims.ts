import { entriesIn, walkBoxes, type Box } from './boxes.ts';

/**
 * What the tables of an MP4 or MOV claim, summed while walking over its boxes. A reader that trusts a claim works for
 * it: makes an object per sample, steps through chunks that are nowhere. So no claim may exceed the bytes of the file.
 */
export type SampleClaims = {
  /** Adds the claims of one movie header, fragment header or fragment index. False: it nests too deep to be read. */
  add(view: DataView): boolean;
  /** Why no reader should trust this file; null where its claims fit into it. */
  trouble(sizeBytes: number): 'lists-too-much' | null;
};

/** A movie has a handful of tracks; a reader looks through all of them for each box that names one. */
const mostTracks = 1000;
/** Readers compare the headers of encryption systems in pairs. */
const mostProtectionHeaders = 256;
/** Readers take double entries out of the fragment index one by one. */
const mostDoubleEntries = 20_000;

type Track = { times: number; offsets: number; sizes: number; places: number; chunks: ChunkRuns };
/** `steps`: chunks a reader steps through; `samples`: what they hold; `largest`: samples of the largest chunk. */
type ChunkRuns = { steps: number; samples: number; largest: number };

export function createSampleClaims(): SampleClaims {
  const sums = { tracks: 0, protection: 0, inFragments: 0, doubleEntries: 0, auxiliary: 0 };
  const tracks: Track[] = [];
  const track = () => tracks.at(-1) ?? newTrack(tracks);

  function take(view: DataView, box: Box): void {
    const reader = tables[box.name];
    if (box.name === 'trak') {
      sums.tracks += 1;
      // Past the limit their content no longer matters.
      if (sums.tracks <= mostTracks) newTrack(tracks);
    } else if (box.name === 'pssh') sums.protection += 1;
    else if (box.from + 8 > box.to) return;
    else if (box.name === 'trun') sums.inFragments += view.getUint32(box.from + 4);
    else if (box.name === 'tfra') sums.doubleEntries += doubleEntries(view, box);
    else if (box.name === 'saiz') sums.auxiliary = Math.max(sums.auxiliary, auxiliary(view, box));
    else if (reader) reader(view, box, track());
  }

  return {
    add: (view) => walkBoxes(view, 0, view.byteLength, (box) => take(view, box)),
    trouble(sizeBytes) {
      const tooMany =
        sums.tracks > mostTracks ||
        sums.protection > mostProtectionHeaders ||
        sums.doubleEntries > mostDoubleEntries ||
        sums.inFragments > sizeBytes ||
        sums.auxiliary > sizeBytes;
      return tooMany || tracks.some((one) => exceeds(one, sizeBytes)) ? 'lists-too-much' : null;
    },
  };
}

function newTrack(tracks: Track[]): Track {
  const chunks = { steps: 0, samples: 0, largest: 0 };
  const track = { times: 0, offsets: 0, sizes: 0, places: 0, chunks };
  tracks.push(track);
  return track;
}

function exceeds({ times, offsets, sizes, places, chunks }: Track, sizeBytes: number): boolean {
  const samples = Math.max(times, offsets, sizes, places, chunks.samples);
  // Each chunk has a place of four bytes at least in the file; no chunk holds more samples than are listed.
  return samples > sizeBytes || chunks.steps > sizeBytes / 4 || chunks.largest > sizeBytes;
}

/** How the tables of one track are read (ISO/IEC 14496-12, 8.6 and 8.7); offsets count from the box's content. */
const tables: Readonly<Record<string, (view: DataView, box: Box, track: Track) => void>> = {
  stts: (view, box, track) => (track.times += runLengths(view, box)),
  ctts: (view, box, track) => (track.offsets += runLengths(view, box)),
  stsz(view, box, track) {
    if (box.from + 12 > box.to) return;
    const listed = view.getUint32(box.from + 8);
    const isEach = view.getUint32(box.from + 4) === 0;
    const fits = !isEach || entriesIn(box, box.from + 12, 4, listed) === listed;
    track.sizes += fits ? listed : Infinity;
  },
  stz2(view, box, track) {
    if (box.from + 12 > box.to) return;
    const bits = view.getUint8(box.from + 7);
    const listed = view.getUint32(box.from + 8);
    // Entries of no bits need no bytes, however many they are.
    track.sizes += bits === 0 && listed > 0 ? Infinity : listed;
  },
  stsc: (view, box, track) => addChunkRuns(view, box, track.chunks),
  stco: (view, box, track) => (track.places += entriesOf(view, box, 4) ?? Infinity),
  co64: (view, box, track) => (track.places += entriesOf(view, box, 8) ?? Infinity),
  stss: (view, box, track) => (track.places += entriesOf(view, box, 4) ?? Infinity),
};

/** Entries of a table, after its version and its count. Past the end of its box a reader would take other boxes for some. */
function entriesOf(view: DataView, box: Box, entryBytes: number): number | null {
  const listed = view.getUint32(box.from + 4);
  return entriesIn(box, box.from + 8, entryBytes, listed) < listed ? null : listed;
}

function runLengths(view: DataView, box: Box): number {
  const entries = entriesOf(view, box, 8);
  if (entries === null) return Infinity;
  let samples = 0;
  for (let n = 0; n < entries; n++) samples += view.getUint32(box.from + 8 + n * 8);
  return samples;
}

function addChunkRuns(view: DataView, box: Box, runs: ChunkRuns): void {
  const entries = entriesOf(view, box, 12);
  if (entries === null) {
    runs.samples = Infinity;
    return;
  }
  for (let n = 0; n < entries; n++) {
    const at = box.from + 8 + n * 12;
    const perChunk = view.getUint32(at + 4);
    const next = n + 1 < entries ? view.getUint32(at + 12) : null;
    // Runs that go back and forth count each time: a reader steps through each of them.
    const chunks = next === null ? 1 : Math.max(0, next - view.getUint32(at));
    runs.steps += chunks;
    runs.samples += chunks * perChunk;
    runs.largest = Math.max(runs.largest, perChunk);
  }
}

/** Entries of a fragment index whose time was there before. */
function doubleEntries(view: DataView, box: Box): number {
  if (box.from + 16 > box.to) return 0;
  const isWide = view.getUint8(box.from) === 1;
  const lengths = view.getUint32(box.from + 8);
  const numbers = ((lengths >> 4) & 3) + ((lengths >> 2) & 3) + (lengths & 3) + 3;
  const entryBytes = (isWide ? 16 : 8) + numbers;
  const entries = entriesIn(box, box.from + 16, entryBytes, view.getUint32(box.from + 12));
  const times = new Set<number>();
  for (let n = 0; n < entries; n++) {
    const at = box.from + 16 + n * entryBytes;
    times.add(isWide ? Number(view.getBigUint64(at)) : view.getUint32(at));
  }
  return entries - times.size;
}

/** Samples with encryption data of their own (ISO/IEC 23001-7): where all are alike, the number costs no bytes. */
function auxiliary(view: DataView, box: Box): number {
  const at = box.from + ((view.getUint32(box.from) & 1) === 1 ? 12 : 4);
  return at + 5 <= box.to ? view.getUint32(at + 1) : 0;
}
