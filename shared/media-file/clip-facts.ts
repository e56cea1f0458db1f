import type { FrameIndex } from '../media-time/frame-index.ts';
import type { ColourCodes } from './colour-code-points.ts';
import type { ListedFile } from './listed-track.ts';
import type { FollowedEdits, PictureTimeline } from './picture-timeline.ts';

/** What was found about the picture that everything shows. */
export type PictureFacts = {
  readonly trackId: number;
  readonly codec: string;
  readonly timeline: PictureTimeline;
  readonly edits: FollowedEdits;
  /** The first picture in the order of decoding is one at which decoding may start. */
  readonly startsWithKey: boolean;
  readonly isMirrored: boolean;
  readonly rotation: FrameIndex['rotation'];
  /** The display matrix is one of the eight ways in which an unscaled picture can be oriented. */
  readonly isUpright: boolean;
  readonly hasSquarePixels: boolean;
  /** Sizes that key pictures' own headers give, each once. */
  readonly sizes: readonly string[];
  /** Depth or sampling of its colours changes on the way. */
  readonly changesForm: boolean;
  /** The shape of its pixels does. */
  readonly changesShape: boolean;
  /** Colours that key pictures' own headers give, each once; empty where they say nothing. */
  readonly colours: readonly ColourCodes[];
  readonly isInterlaced: boolean;
  readonly isPlayable: boolean;
  readonly isTransparent: boolean;
};

/** What was found about the sound that everything plays. */
export type SoundFacts = {
  readonly trackId: number;
  readonly codec: string;
  readonly edits: FollowedEdits;
  /** Seconds on the reader's clock. */
  readonly end: number;
  /** Stretches longer than a packet within it for which the file has no sound. */
  readonly holes: number;
  /** Its packets carry a band that its header does not announce: it sounds at twice the listed rate. */
  readonly hidesRate: boolean;
  readonly isPlayable: boolean;
};

/** Everything that the one reader of a file's structure found. */
export type ClipFacts = {
  readonly listed: ListedFile;
  /** Tracks that the reader opened; without a header that lists them they are all that is known. */
  readonly openedPictures: number;
  readonly openedSounds: number;
  readonly picture: PictureFacts | null;
  readonly sound: SoundFacts | null;
};
