import { z } from 'zod';
import { irregularityCode } from './irregularities.ts';
import type { MediaUs, Span } from './units.ts';

/**
 * Version of the indexing method; stored with every verdict's frame numbers. An index of another version is
 * measured again. 2: in H.264 only IDR pictures are key frames (1 also listed recovery points of open groups), and a frame a
 * quarter of its length off an even grid makes a clip uneven. 3: one picture track by one rule, edit lists followed at both
 * ends, mirrored pictures, and what is irregular about the file. 4: no cover picture is taken for the clip, pictures whose times go
 * back are shown, and changes of a pixel's shape and depth are said.
 */
export const frameIndexVersion = 4;

/** Nominal rate as a reduced fraction (30000/1001), or a range where frames are unevenly spaced. */
export const frameRate = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('cfr'),
    numerator: z.number().int().positive(),
    denominator: z.number().int().positive(),
  }),
  z.object({ kind: z.literal('vfr'), minFps: z.number(), maxFps: z.number(), meanFps: z.number() }),
]);
export type FrameRate = z.infer<typeof frameRate>;

/**
 * Every video frame of one file in presentation order, from the container's own timestamps.
 * `startsUs[i]` is the presentation time of frame i in integer microseconds, strictly rising;
 * frame i is shown during `[startsUs[i], startsUs[i + 1])`, the last one until `endUs`.
 */
export const frameIndex = z.object({
  sha256: z.string(),
  version: z.number().int(),
  codec: z.string(),
  codedWidth: z.number().int().nonnegative(),
  codedHeight: z.number().int().nonnegative(),
  displayWidth: z.number().int().nonnegative(),
  displayHeight: z.number().int().nonnegative(),
  /** Degrees clockwise by which the decoded picture is turned to stand upright; after `isMirrored`. */
  rotation: z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]),
  /** The decoded picture is mirrored left to right, before it is turned. */
  isMirrored: z.boolean(),
  /** The one picture track that everything shows and measures, by the reader's own number (`InputTrack.id`). */
  trackId: z.number().int(),
  /** The one sound track that everything plays and measures; null where there is none. */
  soundTrackId: z.number().int().nullable(),
  /** What is irregular about the file, each once. */
  irregularities: z.array(irregularityCode),
  rate: frameRate,
  startsUs: z.instanceof(Float64Array),
  endUs: z.number(),
  /** Frame numbers (presentation order) at which decoding may start, rising. */
  keyFrames: z.instanceof(Uint32Array),
  /** Frames that the container lists before presentation time zero and that are not shown. */
  droppedBeforeStart: z.number().int().nonnegative(),
  /** Frames behind the end of the edit list, which are not shown either. */
  droppedAfterEnd: z.number().int().nonnegative(),
});
export type FrameIndex = Readonly<z.infer<typeof frameIndex>>;

type Starts = Pick<FrameIndex, 'startsUs' | 'endUs'>;

export function frameCount(index: Pick<FrameIndex, 'startsUs'>): number {
  return index.startsUs.length;
}

/** Start of frame `frame` in microseconds; the end of the clip for the frame past the last. */
export function startOfFrame(index: Starts, frame: number): MediaUs {
  if (frame >= index.startsUs.length) return index.endUs;
  return index.startsUs[Math.max(0, frame)] ?? 0;
}

/** The frame on screen at `us`: the last one that starts at or before it, held inside the clip. */
export function frameAt(index: Starts, us: MediaUs): number {
  const starts = index.startsUs;
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= us) low = middle;
    else high = middle - 1;
  }
  return Math.max(0, low);
}

export function spanOfFrame(index: Starts, frame: number): Span {
  return { fromUs: startOfFrame(index, frame), toUs: startOfFrame(index, frame + 1) };
}

/** Middle of a frame's own interval: where a media element must be set to show exactly this frame. */
export function middleOfFrame(index: Starts, frame: number): MediaUs {
  const { fromUs, toUs } = spanOfFrame(index, frame);
  return Math.floor((fromUs + toUs) / 2);
}

/** The last key frame at or before `frame`; 0 where none is listed. */
export function keyFrameBefore(index: Pick<FrameIndex, 'keyFrames'>, frame: number): number {
  let found = 0;
  for (const key of index.keyFrames) {
    if (key > frame) break;
    found = key;
  }
  return found;
}

/** The first key frame after `frame`, or undefined. */
export function keyFrameAfter(
  index: Pick<FrameIndex, 'keyFrames'>,
  frame: number,
): number | undefined {
  return index.keyFrames.find((key) => key > frame);
}
