import type { Timing } from './encode.ts';
import type { FrameCode } from './frame-code.ts';
import type { Picture } from './picture.ts';
import type { SpokenWord } from './speech/speak.ts';

/** How a clip is packed. */
export type Packing = 'h264-mp4' | 'hevc-mp4' | 'av1-mp4' | 'vp9-webm' | 'mpeg4-avi';

/** What a made clip is known to contain, beyond its file facts. */
export type KnownContent = {
  /** What is heard; null without speech. */
  readonly spokenText: string | null;
  /** The words of it, microseconds from the clip's start. */
  readonly spokenWords: readonly SpokenWord[];
  /** What the mouth forms; null where no mouth moves. */
  readonly mouthText: string | null;
  /** What the prompt asked to be said; null where it asked for no speech. */
  readonly askedText: string | null;
  /** Heard speech, half open, microseconds from the clip's start. */
  readonly speechSpansUs: readonly (readonly [number, number])[];
  /** Moving mouth, half open, microseconds from the clip's start. */
  readonly mouthSpansUs: readonly (readonly [number, number])[];
  /** How much later than the picture the sound is (+ = sound late); null where nothing ties sound to picture. */
  readonly soundOffsetUs: number | null;
  /** First frames of new scenes. */
  readonly cuts: readonly number[];
  /** Half-open frame ranges that all show the picture of their first frame. */
  readonly frozen: readonly (readonly [number, number])[];
  readonly faces: Faces;
  /** Moments of a heard and seen event such as a thud, microseconds. */
  readonly eventsUs: readonly number[];
  readonly frameCode: FrameCode | null;
};

/** Synthetic faces in the picture, from left to right; `speaking` counts from 0. */
export type Faces = {
  readonly count: number;
  readonly speaking: number | null;
  readonly boxes: readonly {
    readonly xPx: number;
    readonly yPx: number;
    readonly widthPx: number;
    readonly heightPx: number;
  }[];
};

/** One clip of the demo batch, ready to be rendered. */
export type Clip = {
  readonly id: string;
  readonly packing: Packing;
  readonly width: number;
  readonly height: number;
  readonly timing: Timing;
  readonly frameCount: number;
  readonly pictureAt: (frameIndex: number) => Picture;
  readonly sound: Float32Array | null;
  readonly known: KnownContent;
  /** Encoder options that overrule the packing's, such as another quality. */
  readonly options?: readonly string[];
};

/** A clip without people, speech or faults. */
export const nothingKnown: KnownContent = {
  spokenText: null,
  spokenWords: [],
  mouthText: null,
  askedText: null,
  speechSpansUs: [],
  mouthSpansUs: [],
  soundOffsetUs: null,
  cuts: [],
  frozen: [],
  faces: { count: 0, speaking: null, boxes: [] },
  eventsUs: [],
  frameCode: null,
};

/** Seconds at which a frame starts. */
export function startOf(timing: Timing, frameIndex: number): number {
  if (timing.kind === 'variable') return (timing.ticks[frameIndex] ?? timing.endTick) / 90_000;
  return (frameIndex * timing.denominator) / timing.numerator;
}

/** Length of a clip in seconds. */
export function lengthOf(timing: Timing, frameCount: number): number {
  return timing.kind === 'variable'
    ? timing.endTick / 90_000
    : (frameCount * timing.denominator) / timing.numerator;
}

/** A constant frame rate as a fraction. */
export function rate(numerator: number, denominator = 1): Timing & { readonly kind: 'constant' } {
  return { kind: 'constant', numerator, denominator };
}
