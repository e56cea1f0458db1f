import { ok, type Result } from '../lifetime/result.ts';
import type { ByteSource } from './byte-source.ts';
import { readClip, startsUsOf, type ReadClip } from './read-clip.ts';
import { frameIndexVersion, type FrameIndex } from '../media-time/frame-index.ts';
import { usFromSeconds } from '../media-time/units.ts';
import { detectFrameRate } from './frame-rate.ts';

/** The frames that are there, and whether the container lists more of them than the file holds. */
export type IndexedFile = { readonly index: FrameIndex; readonly isCutShort: boolean };

/**
 * The frames of the one picture track in presentation order, from the container's own timestamps and edit list. Yields
 * to other work as it goes: a file of hours does not block the desk.
 */
export async function indexFrames(
  sha256: string,
  source: ByteSource,
  yieldNow: () => Promise<void>,
): Promise<Result<IndexedFile>> {
  const read = await readClip(source, yieldNow);
  if (!read.ok) return read;
  return ok({ index: indexOfRead(sha256, read.value), isCutShort: read.value.isCutShort });
}

/** The index of a clip that was read. */
export function indexOfRead(sha256: string, clip: ReadClip): FrameIndex {
  const { timeline, codec, trackId } = clip.picture;
  const startsUs = startsUsOf(timeline);
  return {
    sha256,
    version: frameIndexVersion,
    codec,
    ...clip.sizes,
    trackId,
    soundTrackId: clip.facts.sound?.trackId ?? null,
    irregularities: [...clip.irregularities],
    rate: detectFrameRate(
      timeline.shown.map(({ start }) => start),
      clip.ticksPerSecond,
      timeline.end,
    ),
    startsUs,
    endUs: Math.max(usFromSeconds(timeline.end), (startsUs.at(-1) ?? 0) + 1),
    keyFrames: Uint32Array.from(
      timeline.shown.flatMap(({ isKey }, frame) => (isKey ? [frame] : [])),
    ),
    droppedBeforeStart: timeline.beforeStart,
    droppedAfterEnd: timeline.afterEnd,
  };
}
