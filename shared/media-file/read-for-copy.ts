import type { CopyReading } from '../domain/container-reading.ts';
import { ok, type Result } from '../lifetime/result.ts';
import type { ByteSource } from './byte-source.ts';
import { chosenPlace } from './choose-tracks.ts';
import { indexOfRead } from './index-frames.ts';
import { nothingListed, type ListedFile, type TrackKind } from './listed-track.ts';
import { readClip, readHeader, type ReadClip } from './read-clip.ts';

/** Reads a file as every desk will, and which of its tracks a copy is made of. */
export async function readForCopy(
  source: ByteSource,
  yieldNow: () => Promise<void>,
): Promise<Result<CopyReading>> {
  const listed: ListedFile = await readHeader(source).catch(() => nothingListed);
  const read = await readClip(source, yieldNow);
  return ok({
    places: {
      picture: placeOf(listed, 'picture', read.ok ? read.value.picture.trackId : null),
      sound: placeOf(listed, 'sound', read.ok ? (read.value.facts.sound?.trackId ?? null) : null),
    },
    clip: read.ok ? clipOf(read.value) : null,
    fault: read.ok ? null : read.fault,
  });
}

/** The track that the desk shows, counted among its kind; by the header alone where the desk shows none. */
function placeOf(listed: ListedFile, kind: TrackKind, shownId: number | null): number {
  const tracks = listed.tracks.filter((track) => track.kind === kind);
  const place = tracks.findIndex(({ id }) => id === shownId);
  return place < 0 ? chosenPlace(listed, kind) : place;
}

function clipOf(read: ReadClip): NonNullable<CopyReading['clip']> {
  const { timeline, sizes } = read.picture;
  const sides = sizes.map((size) => size.split('x').map(Number));
  const largest = (of: 0 | 1) => Math.max(0, ...sides.map((size) => size[of] ?? 0));
  return {
    index: indexOfRead('', read),
    isCutShort: read.isCutShort,
    framesFound:
      timeline.shown.length + timeline.beforeStart + timeline.afterEnd + timeline.leading,
    ticksPerSecond: read.ticksPerSecond,
    largest: { width: largest(0), height: largest(1) },
    sizes: sizes.length,
  };
}
