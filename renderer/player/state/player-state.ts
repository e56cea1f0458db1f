import type { Fault } from '../../../shared/lifetime/fault.ts';
import type { MediaUs, Span } from '../../../shared/media-time/units.ts';
import type { Listening } from '../sound/listening.ts';

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
  /** Not compared yet, or the comparison gave no answer. */
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
