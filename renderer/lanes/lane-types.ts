import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import type { Finding } from '../../shared/domain/finding.ts';
import type { FrameIndex } from '../../shared/media-time/frame-index.ts';
import type { FramePictures } from '../../shared/media-time/frame-pictures.ts';
import type { MediaClock } from '../../shared/media-time/media-clock.ts';
import type { SoundPicture } from '../../shared/media-time/sound-picture.ts';
import type { MediaUs, Span } from '../../shared/media-time/units.ts';
import type { TimeAxis } from './time-axis.ts';

export const laneStates = ['clear', 'weak', 'cannot-tell', 'coming', 'not-run'] as const;
/** How far a lane's evidence reaches; anything but `clear` is said in words beside the title. */
export type LaneState = (typeof laneStates)[number];

/** What a lane draws on. `axis` turns media time into pixels; `clock` is the shared playhead. */
export type LaneCanvas = {
  readonly axis: TimeAxis;
  readonly widthPx: number;
  readonly clock: MediaClock;
};

/** One strip under the picture. A new kind of evidence is one more of these. */
export type Lane = {
  readonly id: string;
  readonly title: string;
  /** Who measured it, with version ("container", "sync 1.2"); empty for the reviewer's own. */
  readonly author: string;
  readonly state: LaneState;
  /** One sentence for every state but `clear`. */
  readonly note?: string;
  readonly heightPx: number;
  /** What is drawn, in a few words with its values: what a screen reader says of the strip. */
  readonly summary?: string;
  /** Nothing to draw: it is named in the line at the foot, with the others of its state, until that is unfolded. */
  readonly isEmpty?: boolean;
  render(canvas: LaneCanvas): ReactNode;
};

export type LanesProps = {
  readonly clock: MediaClock;
  /** Where the first of picture and sound begins, and where the last of them ends. */
  readonly beginUs: MediaUs;
  readonly endUs: MediaUs;
  /** Names the frames for a screen reader. */
  readonly index?: FrameIndex | null;
  readonly lanes: readonly Lane[];
  /** The span being marked now (in point set, out point not yet), or null. */
  readonly marking: Span | null;
  /** For the overview above the lanes; undefined while being read, null without a soundtrack. */
  readonly sound?: SoundPicture | null | undefined;
  /** Spans that the overview marks. */
  readonly marks?: readonly Span[];
  /** Alt and a click point at a moment between frames: a sound event. */
  readonly onPoint?: (us: MediaUs) => void;
  /** Whether drawn regions keep to frames, with the key that switches it; absent hides the switch. */
  readonly snap?: Snap;
};

export type Snap = {
  readonly isOn: boolean;
  /** As printed on the key, or null. */
  readonly key: string | null;
  readonly toggle: () => void;
};

export type WaveformLaneProps = {
  /** Undefined while being read, null without a soundtrack. */
  readonly sound: SoundPicture | null | undefined;
  readonly cspNonce?: string;
  readonly t: TFunction;
  /** 88 where it is not given. */
  readonly heightPx?: number;
};
export type FindingsLaneProps = {
  readonly findings: readonly Finding[];
  readonly selectedId: string | null;
  readonly labelOf: (finding: Finding) => string;
  readonly onSelect: (findingId: string | null) => void;
  readonly t: TFunction;
};
export type FramesLaneProps = { readonly index: FrameIndex; readonly t: TFunction };
export type FilmstripLaneProps = {
  readonly index: FrameIndex;
  readonly pictures: FramePictures;
  /** The picture's own filter, as CSS (`none`, `blur(4px) grayscale(1)`). */
  readonly filterCss: string;
  readonly t: TFunction;
};
