import type { PictureLooking } from '../../../../renderer/player/view/use-picture-view.ts';
import type { ClipPlayer } from '../../../../renderer/player/clip-player-types.ts';
import type { ClipPlayerState } from '../../../../renderer/player/state/player-state.ts';
import type { FrameIndex } from '../../../../shared/media-time/frame-index.ts';
import type { MarkedPicture } from './marked-picture.ts';
import type { LookedAt } from './look-at-file.ts';
import type { PictureCount } from './count-pictures.ts';
import type { SoundTap } from './sound-tap.ts';
import type { StepPattern } from './step-routes.ts';

export type Measured = {
  /** From the key to the picture, drawn or submitted for composition. */
  readonly ms: number[];
  /** From the key to the end of the screen's next refresh. */
  readonly onScreenMs: number[];
  /** Where a small copy comes first: from the key to the full size. Empty elsewhere. */
  readonly fullMs: number[];
  /** How many frames were right by their pixels, small ones and full ones each for itself. */
  readonly exact: number;
  /** Bytes of decoded picture held after each step. */
  readonly heldBytes: number[];
};

/** What was seen and heard of a flash-and-beep clip, in milliseconds of media time. */
export type DriftSeen = {
  /** For every frame: when it is displayed minus when its own moment is heard. */
  readonly pictureMinusSound: readonly number[];
  /** Where the playhead stands when a beep is heard minus where the beep lies in the clip. */
  readonly playheadMinusSound: readonly number[];
  /** Where the beep lies in the waveform minus the flash's own frame start. */
  readonly waveformMinusFrame: readonly number[];
  readonly wrongTimecodes: number;
  readonly timecodes: number;
};

export type Trial = {
  readonly slowest: { readonly what: string; readonly ms: number };
  /** Acts after which the picture was neither proven nor explained. */
  readonly wordless: readonly string[];
  readonly state: ClipPlayerState;
};

export type HeldSteps = {
  readonly frames: readonly { readonly drawn: number; readonly read: number }[];
  readonly paints: number;
};

/** What the specs and the bench call inside the page. */
export type Harness = {
  open(
    url: string,
    ringBytes?: number,
    indexUrl?: string,
    hasOverview?: boolean,
  ): Promise<{ frames: number; keyFrames: number[]; startsUs: number[] }>;
  /** Opens a clip by the index that the desk's own data service would hand over, or none, and tries everything out. */
  tryOut(url: string, index: FrameIndex | null): Promise<Trial>;
  /** Begins to open a clip by that index, and waits for nothing. */
  show(url: string, index: FrameIndex | null, ringBytes?: number, hasOverview?: boolean): void;
  /** Steps to frames of a clip of marked pictures, then plays it in an element of its own. */
  lookAt(url: string, index: FrameIndex, frames: readonly number[]): Promise<LookedAt>;
  close(): void;
  /** Things that the page still owns for clips: 0 when none is open. */
  owned(): number;
  pictures(): PictureCount;
  /** Decodes a clip ahead; the next `open` of it takes it over. */
  prepare(url: string, indexUrl?: string): Promise<void>;
  /** Milliseconds from making the player to the exact first frame on its canvas, at the last `open`. */
  openedMs(): number;
  readonly tap: SoundTap;
  /** Holds a step key this long; answers the frames drawn, each with the number in its pixels, and the page's paints. */
  holdSteps(by: number, ms: number): Promise<HeldSteps>;
  player(): ClipPlayer;
  state(): ClipPlayerState;
  /** Resolves when the exact frame of the playhead is on screen. */
  settled(timeoutMs?: number): Promise<ClipPlayerState>;
  /** Resolves when the playhead's frame is on screen or was refused. */
  answered(): Promise<void>;
  /** The frame number in the canvas' own pixels. */
  pixelNumber(): number;
  /** The frame number in the pixels of an upright picture. */
  numberOn(canvas: HTMLCanvasElement): number;
  /** The frame number in the pixels of whatever the reviewer sees: element or canvas. */
  seenNumber(): number;
  /** The frame number in the media element's own pixels, covered or not. */
  elementNumber(): number;
  /** The frame number in the pixels of the topmost layer, comparing layer included. */
  topNumber(): number;
  /** What the marks in a picture's own pixels say, of a layer by its selector or of a picture drawn elsewhere. */
  marked(source: string | ImageBitmap): MarkedPicture;
  /** How the picture is looked at now, and what changes it. */
  looking(): PictureLooking;
  /** All pixels of a canvas, as red, green, blue and alpha. */
  pixels(selector: string): Uint8ClampedArray;
  /** Resolves when what was asked has come to the screen. */
  painted(): Promise<void>;
  /** Milliseconds from each key to its exact frame on the canvas, and how many frames were right by their pixels. */
  measureSteps(pattern: StepPattern, n: number): Promise<Measured>;
  /** Plays from a moment on until `count` beeps were heard. */
  measureDrift(everySeconds: number, fromSeconds: number, count: number): Promise<DriftSeen>;
  /** So many random seeks, with loops, rates and shuttling between. */
  trouble(seeks: number): Promise<void>;
  /** The same with a plain media element set to `frame / fps`, as web tools do it. */
  measurePeer(url: string, frames: number, pattern: StepPattern, n: number): Promise<Measured>;
};

declare global {
  var harness: Harness;
}
