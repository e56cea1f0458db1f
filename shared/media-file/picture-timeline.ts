import { usFromSeconds, type MediaUs } from '../media-time/units.ts';
import type { Edit } from './listed-track.ts';

/** One coded picture, in the order of decoding; seconds on the reader's clock. */
export type CodedPicture = {
  readonly start: number;
  readonly end: number;
  /** Decoding may start here. */
  readonly isKey: boolean;
};

/** A track's edit list as far as one stretch of it can be followed. */
export type FollowedEdits = {
  /** Seconds on the reader's clock at which the shown stretch begins; -Infinity where nothing trims it. */
  readonly from: number;
  readonly to: number;
  /** Seconds of nothing before it. */
  readonly delay: number;
  readonly hasSeveral: boolean;
  readonly holds: boolean;
  readonly hasOtherSpeed: boolean;
  /** A list of a file without fragments whose only edit lasts no time: readers differ on what it means. */
  readonly isWithoutLength: boolean;
};

export type EditClock = {
  readonly movieTicksPerSecond: number;
  readonly isFragmented: boolean;
};

/** Reads an edit list the way the reader's clock was set by it: empty edits, then one stretch at the usual speed. */
export function followedEdits(edits: readonly Edit[], clock: EditClock): FollowedEdits {
  const media = edits.filter((edit) => edit.mediaTime >= 0);
  const first = edits.findIndex((edit) => edit.mediaTime >= 0);
  const before = edits.slice(0, Math.max(0, first));
  const delay =
    before.reduce((sum, edit) => sum + edit.durationTicks, 0) / clock.movieTicksPerSecond;
  const [only] = media;
  const hasSeveral = media.length > 1 || edits.length > before.length + media.length;
  const holds = media.some((edit) => edit.rate === 0);
  const hasOtherSpeed = media.some((edit) => edit.rate !== 1 && edit.rate !== 0);
  const isPlain = only !== undefined && !hasSeveral && !holds && !hasOtherSpeed;
  const lasts = isPlain && only.durationTicks > 0 ? only.durationTicks : Infinity;
  return {
    from: isPlain ? delay : -Infinity,
    to: delay + lasts / clock.movieTicksPerSecond,
    delay,
    hasSeveral,
    holds,
    hasOtherSpeed,
    isWithoutLength: isPlain && only.durationTicks === 0 && !clock.isFragmented,
  };
}

/** The frames of a track in presentation order, and what became of the others. */
export type PictureTimeline = {
  readonly shown: readonly CodedPicture[];
  /** Where the last frame ends, in seconds. */
  readonly end: number;
  readonly beforeStart: number;
  readonly afterEnd: number;
  /** Pictures before the first one in time that need pictures which the file does not hold. */
  readonly leading: number;
  readonly hasEqualTimes: boolean;
  /** A later group of pictures claims a time within an earlier one. */
  readonly isOutOfOrder: boolean;
  /** The stretch begins while a picture is shown that began before it. */
  readonly beginsBetween: boolean;
};

/** Which pictures are shown and when. `ticksPerSecond`: the track's; ends are compared in whole ticks, as FFmpeg does. */
export function pictureTimeline(
  decoded: readonly CodedPicture[],
  edits: FollowedEdits,
  ticksPerSecond: number,
): PictureTimeline {
  const firstStart = decoded[0]?.start ?? 0;
  // Those behind the next key picture need nothing of what the file lacks: their times go back.
  const nextKey = decoded.findIndex(({ isKey }, n) => n > 0 && isKey);
  const isLeading = ({ start }: CodedPicture, n: number) =>
    (nextKey < 0 || n < nextKey) && usFromSeconds(start) < usFromSeconds(firstStart);
  const whole = decoded.filter((picture, n) => !isLeading(picture, n));
  const sorted = whole.toSorted((a, b) => a.start - b.start);
  const from = Math.max(0, edits.from);
  const lastTick = Math.round((edits.to - from) * ticksPerSecond);
  const isAfter = ({ start }: CodedPicture) =>
    Math.round((start - from) * ticksPerSecond) >= lastTick;
  const isBefore = ({ start }: CodedPicture) => usFromSeconds(start) < usFromSeconds(from);
  const inside = sorted.filter((picture) => !isBefore(picture) && !isAfter(picture));
  const shown = inside.filter(
    (picture, n) =>
      n === 0 || usFromSeconds(picture.start) > usFromSeconds(inside[n - 1]?.start ?? 0),
  );
  const last = shown.reduce((latest, { end }) => Math.max(latest, end), 0);
  const beforeStart = sorted.filter(isBefore).length;
  const begins = shown[0]?.start ?? 0;
  return {
    shown,
    end: Math.min(last, edits.to),
    beforeStart,
    afterEnd: sorted.filter(isAfter).length,
    leading: decoded.length - whole.length,
    hasEqualTimes: shown.length < inside.length,
    isOutOfOrder: goesBack(whole),
    beginsBetween:
      beforeStart > 0 && (begins - from) * ticksPerSecond > 0.5 && begins - from > 1e-4,
  };
}

function goesBack(decoded: readonly CodedPicture[]): boolean {
  let latest: MediaUs = -Infinity;
  for (const { start, isKey } of decoded) {
    const us = usFromSeconds(start);
    if (isKey && us < latest) return true;
    latest = Math.max(latest, us);
  }
  return false;
}
