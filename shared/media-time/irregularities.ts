import { z } from 'zod';

/**
 * What a file holds beyond one upright picture and one sound on one clock. A closed list: each has a rule below
 * and a sentence in the catalogue (`irregularity.<code>`).
 */
export const irregularityCode = z.enum([
  // When its pictures are shown.
  'trimmed-start',
  'trimmed-end',
  'delayed-start',
  'several-edits',
  'held-picture',
  'edit-at-other-speed',
  'edit-between-frames',
  'edit-without-length',
  'starts-late',
  'starts-far-off',
  'leading-pictures',
  'starts-without-key-frame',
  'equal-times',
  'times-out-of-order',
  // How its pictures are oriented and how large they are.
  'mirrored',
  'turned',
  'skewed',
  'size-changes',
  'pixels-not-square',
  'cropped-by-container',
  'interlaced',
  // What its colours mean.
  'colour-untagged',
  'colour-tags-differ',
  'colour-changes',
  'high-dynamic-range',
  'transparent',
  // What else is in it.
  'other-pictures',
  'other-sounds',
  'disabled-track',
  'first-track-unplayable',
  'subtitles',
  'attachments',
  'chapters',
  'data-tracks',
  // Its sound.
  'sound-rate-hidden',
  'sound-changes',
  'sound-has-holes',
  'sound-edited',
  // How it is packed.
  'encrypted',
  'compressed-track',
]);
export type IrregularityCode = z.infer<typeof irregularityCode>;

/** What follows from an irregularity. */
export type IrregularityRule = {
  /**
   * Chromium's media element and the desk's own decoder may show or sound different things: while the element
   * plays, `exact` may not be said. Stepping decodes by the index and stays exact.
   */
  readonly playsOtherwise: boolean;
  /** The backend makes a review copy that does not have it, where it has ffmpeg. */
  readonly wantsCopy: boolean;
  /**
   * The file asks for something that neither the desk nor a review copy does: no frame of it is called exact, stepped ones
   * included, though each is the one that its number says.
   */
  readonly isNotFollowed: boolean;
};

const named: IrregularityRule = {
  playsOtherwise: false,
  wantsCopy: false,
  isNotFollowed: false,
};
const copied: IrregularityRule = { ...named, playsOtherwise: true, wantsCopy: true };
/** Shown by the desk as it is, but the element may differ in the pixels. */
const doubtful: IrregularityRule = { ...named, playsOtherwise: true };
const notFollowed: IrregularityRule = { ...doubtful, isNotFollowed: true };

/** One rule for each code. */
export const irregularityRules: Readonly<Record<IrregularityCode, IrregularityRule>> = {
  'trimmed-start': named,
  'trimmed-end': named,
  'delayed-start': named,
  'several-edits': copied,
  'held-picture': notFollowed,
  'edit-at-other-speed': notFollowed,
  'edit-between-frames': copied,
  'edit-without-length': notFollowed,
  'starts-late': named,
  // Both show the same, on an axis that is empty for an hour.
  'starts-far-off': { ...named, wantsCopy: true },
  'leading-pictures': copied,
  'starts-without-key-frame': copied,
  'equal-times': copied,
  'times-out-of-order': copied,
  mirrored: named,
  turned: named,
  // A copy would be without it as well, and no longer say so.
  skewed: notFollowed,
  'size-changes': copied,
  'pixels-not-square': named,
  'cropped-by-container': notFollowed,
  interlaced: named,
  'colour-untagged': named,
  'colour-tags-differ': copied,
  'colour-changes': copied,
  'high-dynamic-range': notFollowed,
  transparent: { ...copied, isNotFollowed: true },
  'other-pictures': named,
  'other-sounds': named,
  'disabled-track': copied,
  'first-track-unplayable': copied,
  subtitles: named,
  attachments: named,
  chapters: named,
  'data-tracks': named,
  'sound-rate-hidden': copied,
  'sound-changes': copied,
  'sound-has-holes': named,
  'sound-edited': copied,
  encrypted: doubtful,
  'compressed-track': copied,
};

/** Whether the media element may show something else than the index says; then playing is never called exact. */
export function playsOtherwise(codes: readonly IrregularityCode[]): boolean {
  return codes.some((code) => irregularityRules[code].playsOtherwise);
}

/** Whether the picture on screen is not what the file asks for, however it is shown. */
export function isNotFollowed(codes: readonly IrregularityCode[]): boolean {
  return codes.some((code) => irregularityRules[code].isNotFollowed);
}

/** Those for which the backend makes a review copy. */
export function needsCopyFor(codes: readonly IrregularityCode[]): readonly IrregularityCode[] {
  return codes.filter((code) => irregularityRules[code].wantsCopy);
}
