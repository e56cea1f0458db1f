import type { Fault } from '../../shared/lifetime/fault.ts';
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
  /** Bytes of decoded picture to hold; unless told, 950 MB on a machine with 8 GB or more, else 450 MB. */
  readonly ringBytes?: number;
  /** Small copies of a clip that does not fit are made at rest; true unless told. */
  readonly hasOverview?: boolean;
  /** The clip as it was decoded ahead; the player takes it over. */
  readonly prepared?: PreparedClip | null;
};

export type PictureSource =
  /** Exact frames, decoded by WebCodecs and held in memory. */
  | 'ring'
  /** WebCodecs can't decode this: the media element is set mid-frame and checked. */
  | 'element'
  /** No picture can be shown, `fault` says why; the sound plays, steps and loops. Without an index a frame is a step of 10 ms. */
  | 'sound'
  /** Neither picture nor sound can be had; `fault` says why. */
  | 'none';

/** Whether what the media element plays is what the desk decodes; only `agrees` lets a playing frame be called exact. */
export type ElementAgreement =
  /** Not compared yet, or nothing could be told. */
  | 'unchecked'
  /** Times and pixels were the same at every frame looked at. */
  | 'agrees'
  /** The file's structure lets players differ: see the index's irregularities. */
  | 'irregular'
  /** The element presented another time than the index lists. */
  | 'time-differs'
  /** It showed other pixels: another picture, colour or shape. */
  | 'picture-differs'
  /** The desk can't decode this clip: there is nothing to hold the element against. */
  | 'nothing-to-compare';

/** Whether steps go from key frame to key frame, and who wanted it so. */
export type KeyFrameSteps = 'off' | 'chosen' | 'too-slow';

export type ClipPlayerState = {
  /** `loading` until the first exact frame is on screen (or a fault stands in its place). */
  readonly phase: 'loading' | 'ready' | 'failed';
  /** Why the picture can't be shown, as a person may read it; the case stays reviewable. */
  readonly fault: Fault | null;
  readonly source: PictureSource;
  /** The frame the playhead stands on. */
  readonly frame: number;
  /** The frame whose pixels are on screen; differs from `frame` only while `isDecoding`. */
  readonly shownFrame: number;
  readonly frameCount: number;
  /** Start of `frame`. */
  readonly us: MediaUs;
  /** Where the first of picture and sound begins: 0 but for clocks that begin late. */
  readonly beginUs: MediaUs;
  /** Where the last of them ends. */
  readonly durationUs: MediaUs;
  /** SMPTE timecode, or null for variable rates. */
  readonly timecode: string | null;
  /**
   * The pixels on screen are proven to be `frame`'s: decoded by the desk under the index's own timestamp, or played by an element
   * that `agrees` and says that time.
   */
  readonly isExact: boolean;
  /** The file asks for a picture or timing that the desk does not make: no frame of it is called exact in words. */
  readonly isNotFollowed: boolean;
  /** The playing element says a time that the index lists; alone that proves nothing. */
  readonly isOnTime: boolean;
  /** How the element was found to compare with the desk's own decoder. */
  readonly agreement: ElementAgreement;
  /**
   * A small copy of `frame` itself stands in until it is decoded at full size: the right frame, not its every pixel,
   * so `isExact` is false and `isDecoding` true meanwhile.
   */
  readonly isSmall: boolean;
  /** The dimmed nearest frame, or a small copy, stands in until `frame` is decoded. */
  readonly isDecoding: boolean;
  readonly isPlaying: boolean;
  /** Chosen playing speed, 0.1 to 2. */
  readonly rate: number;
  /** Speed of the shuttle: 0 when it rests, negative in reverse. */
  readonly shuttle: number;
  readonly loop: Span | null;
  readonly isMuted: boolean;
  /** 0 to 1. */
  readonly volume: number;
  readonly hasSound: boolean | null;
  /** Each step sounds its own frame, unless muted. */
  readonly soundsSteps: boolean;
  /** Steps go to the next key frame: chosen, or because this machine can't keep up with single frames. */
  readonly keyFrameSteps: KeyFrameSteps;
  readonly listening: Listening;
  /** At other speeds than 1 the pitch stays what it was. */
  readonly isPitchKept: boolean;
  /** How much later the loop's sound is heard than its picture shows; only while a loop is set, never kept. */
  readonly nudgeUs: MediaUs;
  /** From the desk's last sample to the ear, as the device states it; null while it states nothing. */
  readonly latencyMs: number | null;
  /** Sentences a reviewer should know now: "slow motion can't judge sync", "element seek". */
  readonly notes: readonly PlayerNote[];
  /** Decoded frames held in memory, of how many. */
  readonly held: number;
  /** Bytes of those frames, and of the small copies. */
  readonly heldBytes: number;
  /** Frames of which there is a small copy; none where the clip fits at full size. */
  readonly smallFrames: number;
  /** Frames in memory are this many times smaller each way, because full size does not fit; 1 is full size. */
  readonly heldDivisor: number;
};

export type PlayerNote =
  | 'element-seek'
  | 'slow-motion-cannot-judge-sync'
  | 'loop-has-a-gap'
  | 'loop-picture-waits'
  | 'mixed-sound-is-later'
  | 'loop-changes-pitch'
  | 'reverse-is-silent'
  | 'time-not-in-index'
  | 'plays-irregular'
  | 'not-as-asked'
  | 'plays-other-times'
  | 'plays-other-picture'
  | 'sound-holes-close'
  | 'sounds-otherwise'
  | 'element-offset'
  | 'smaller-while-stepping'
  | 'key-frame-steps'
  | 'key-frame-steps-too-slow';

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
  /** Steps go to key frames, or to single frames again; once switched by hand it is never switched by itself. */
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
  /** Told when that changes: the state may be the same before and after. */
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

export type TimeReadoutProps = { readonly player: ClipPlayer };

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
export type TransportBarProps = {
  readonly player: ClipPlayer;
  readonly keys: TransportKeys;
};
