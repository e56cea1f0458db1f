import type { ColourCodes } from './colour-code-points.ts';

export type TrackKind = 'picture' | 'sound' | 'subtitles' | 'data';

/** Rows `a b`, `c d` of a display matrix: (x, y) is shown at (ax + cy, bx + dy), moved into view. */
export type DisplayMatrix = readonly [a: number, b: number, c: number, d: number];
export const plainMatrix: DisplayMatrix = [1, 0, 0, 1];

export type Edit = {
  /** In the movie's ticks; 0 means "to the end". */
  readonly durationTicks: number;
  /** In the track's ticks; -1 is an empty edit. */
  readonly mediaTime: number;
  readonly rate: number;
};

/** A track as the container's header lists it, whether a reader knows its coding or not. */
export type ListedTrack = {
  readonly id: number;
  readonly kind: TrackKind;
  /** The container's own name of the coding. */
  readonly coding: string;
  /** A disabled track is not played: Chromium leaves it out where another is enabled. */
  readonly isEnabled: boolean;
  /** As the container says: a language code, or empty. */
  readonly language: string;
  readonly edits: readonly Edit[];
  readonly ticksPerSecond: number;
  readonly matrix: DisplayMatrix;
  /** Sizes of all its sample entries, each once. */
  readonly sizes: readonly { readonly width: number; readonly height: number }[];
  readonly colour: ColourCodes | null;
  readonly isCropped: boolean;
  readonly isInterlaced: boolean;
  readonly isTransparent: boolean;
  readonly isEncrypted: boolean;
  /** Its packets are packed in a way that readers refuse (Matroska's zlib, bzlib, lzo). */
  readonly isCompressed: boolean;
  /** More than one description of how its sound is coded. */
  readonly soundCodings: number;
};

/** What the header of a container lists. */
export type ListedFile = {
  readonly container: 'movie' | 'matroska' | 'other';
  /** Ticks of the movie's own clock, in which edits last. */
  readonly movieTicksPerSecond: number;
  readonly isFragmented: boolean;
  readonly tracks: readonly ListedTrack[];
  readonly chapters: number;
  readonly attachments: number;
};

export const nothingListed: ListedFile = {
  container: 'other',
  movieTicksPerSecond: 1,
  isFragmented: false,
  tracks: [],
  chapters: 0,
  attachments: 0,
};

export const plainTrack: Omit<ListedTrack, 'id' | 'kind'> = {
  coding: '',
  isEnabled: true,
  language: '',
  edits: [],
  ticksPerSecond: 1,
  matrix: plainMatrix,
  sizes: [],
  colour: null,
  isCropped: false,
  isInterlaced: false,
  isTransparent: false,
  isEncrypted: false,
  isCompressed: false,
  soundCodings: 1,
};
