import type { Scope } from '../../shared/lifetime/scope.ts';
import type { FrameIndex } from '../../shared/media-time/frame-index.ts';
import type { FramePictures } from '../../shared/media-time/frame-pictures.ts';
import type { MediaClock } from '../../shared/media-time/media-clock.ts';
import type { MediaUs, Span } from '../../shared/media-time/units.ts';
import type { ReactNode } from 'react';
import type { PictureFilter } from '../ui/picture-filter.ts';
import type { PictureView } from './picture/picture-view.ts';
import type { BoxPoint } from './picture/zoom-pan.ts';
import type { SoundPicture } from '../../shared/media-time/sound-picture.ts';
import type { Listening } from './sound/listening.ts';
import type { ClipPlayerState } from './state/player-state.ts';
import type { PreparedClip } from './clip-prefetch.ts';

/** What `createClipPlayer` needs; everything it starts ends with `scope`. */
export type ClipPlayerOptions = {
  /** `media://clip/<sha256>`, answered with ranges. */
  readonly mediaUrl: string;
  /** Null where the file has no picture that can be indexed: sound and fault only. */
  readonly index: FrameIndex | null;
  readonly scope: Scope;
  /** Peaks kept from an earlier opening, or null (`readMeasurement` kind `peaks`, version `peaksVersion`). */
  readonly loadPeaks: () => Promise<Uint8Array<ArrayBuffer> | null>;
  /** Keeps freshly computed peaks (`saveMeasurement`). */
  readonly savePeaks: (bytes: Uint8Array<ArrayBuffer>) => Promise<void>;
  /** Bytes of decoded picture to hold; by default 950 MB on a machine with 8 GB or more, else 450 MB. */
  readonly ringBytes?: number;
  /** Small copies of a clip that does not fit are made at rest; true by default. */
  readonly hasOverview?: boolean;
  /** The clip as it was decoded ahead; the player takes it over. */
  readonly prepared?: PreparedClip | null;
};

/** One open clip: picture and sound on one frame clock. Disposed with its scope. */
export type ClipPlayer = {
  /** For `useSyncExternalStore(player.subscribe, player.state)`. */
  readonly state: () => ClipPlayerState;
  readonly subscribe: (listener: () => void) => () => void;
  /** The playhead for the lanes. */
  readonly clock: MediaClock;
  readonly index: FrameIndex | null;

  readonly play: () => void;
  readonly pause: () => void;
  readonly toggle: () => void;
  /** Steps whole frames; pauses first. Sounds one frame of sound unless muted. */
  readonly stepFrames: (by: number) => void;
  /** Steps by time, to the frame on screen then; pauses first and sounds like any step. */
  readonly stepUs: (byUs: MediaUs) => void;
  readonly seekToFrame: (frame: number) => void;
  readonly seekToUs: (us: MediaUs) => void;
  /** J, K, L: reverse, rest, forward; pressed again it goes faster. */
  readonly shuttle: (key: 'j' | 'k' | 'l') => void;
  /** A quarter of normal speed, forward or back, as a shuttle. */
  readonly creep: (direction: 1 | -1) => void;
  /** 0.1 to 2. */
  readonly setRate: (rate: number) => void;
  readonly setLoop: (span: Span | null) => void;
  readonly setMuted: (isMuted: boolean) => void;
  readonly setVolume: (volume: number) => void;
  readonly setListening: (mode: Listening) => void;
  readonly setPitchKept: (isKept: boolean) => void;
  readonly setSoundsSteps: (soundsSteps: boolean) => void;
  /** Moves the loop's sound against its picture; forgotten with the loop. */
  readonly nudgeSound: (byUs: MediaUs) => void;
  /** Steps go to key frames, or to single frames again; once the reviewer has switched it, it is never switched automatically. */
  readonly toggleKeyFrameSteps: () => void;
  /** Next or previous key frame of the file. */
  readonly stepKeyFrame: (direction: 1 | -1) => void;

  /** Puts the picture (element and canvas) into `host`; the returned function takes it out again. */
  readonly attach: (host: HTMLElement) => () => void;
  /** What `attach` puts in: for layers that compare frames. */
  readonly layers: PictureLayers;
  /** Peaks and samples for the waveform; null without a soundtrack. Computed once, then kept. */
  readonly soundPicture: () => Promise<SoundPicture | null>;
  /** Small pictures for the filmstrip. */
  readonly framePictures: FramePictures;
  /** `n` frames spread evenly, as JPEG at most 1024 pixels wide. */
  readonly sampleFrames: (
    n: number,
  ) => Promise<readonly { readonly frame: number; readonly jpeg: Uint8Array<ArrayBuffer> }[]>;
  /** The soundtrack as 16 kHz mono 16-bit WAV, or null. */
  readonly soundWav: () => Promise<Uint8Array<ArrayBuffer> | null>;
  readonly dispose: () => void;
};

/** The layers of the picture: the playing element below, exact frames on a canvas above. */
export type PictureLayers = {
  readonly exact: HTMLCanvasElement;
  /** Lies over both, unless hidden, while only a small copy of the frame is there. */
  readonly small: HTMLCanvasElement;
  readonly video: HTMLVideoElement;
  /** The element shows; otherwise the canvas covers it. */
  readonly isElementShown: () => boolean;
  /** Called when that changes: the state may be the same before and after. */
  readonly subscribe: (listener: () => void) => () => void;
};

/** What a hand on wheel or mouse asks of the picture. */
export type PictureGestures = {
  readonly onZoom: (by: 1 | -1, at: BoxPoint) => void;
  /** Shares of the picture's box, to the right and down. */
  readonly onPan: (dx: number, dy: number) => void;
  /** The box on screen in CSS pixels, whenever it changes. */
  readonly onBox: (widthPx: number, heightPx: number) => void;
};

export type PictureProps = {
  readonly player: ClipPlayer;
  readonly filter: PictureFilter;
  /** True only while the lifting key is held. */
  readonly isFilterLifted: boolean;
  /** Widest the picture may be in CSS pixels; null fills the room. */
  readonly maxWidthPx: number | null;
  readonly view?: PictureView;
  readonly gestures?: PictureGestures;
  /** How the picture is looked at, for its screen-reader name; empty when plainly. */
  readonly viewName?: string;
  /** Lies over the picture, unfiltered and unzoomed: a badge, a legend. */
  readonly children?: ReactNode;
};

export type TimeReadoutProps = {
  readonly player: ClipPlayer;
  /** The frames are those of a copy made for reviewing: an exact one is one of the copy. */
  readonly isReviewCopy?: boolean;
};

/** Key names shown on the controls, from the reviewer's own key map. */
export type TransportKeys = Partial<
  Record<
    | 'toggle'
    | 'stepBack'
    | 'stepForward'
    | 'slower'
    | 'faster'
    | 'loop'
    | 'keyFrameSteps'
    | 'mute'
    | 'shuttleBack'
    | 'shuttleRest'
    | 'shuttleForward'
    | 'listening'
    | 'pitch'
    | 'stepSound'
    | 'soundEarlier'
    | 'soundLater',
    string
  >
>;
export type SoundLineProps = {
  readonly player: ClipPlayer;
  readonly keys: TransportKeys;
  /** Switches the sound of steps; unless given, for this clip only. */
  readonly onStepSound?: () => void;
};
export type SpeedLineProps = { readonly player: ClipPlayer; readonly keys: TransportKeys };
export type TransportBarProps = {
  readonly player: ClipPlayer;
  readonly keys: TransportKeys;
  /** Between the playhead's controls and speed and sound: the readout. */
  readonly children?: ReactNode;
  /** Behind speed and sound. */
  readonly end?: ReactNode;
};
