import type { MediaUs, Span } from './units.ts';

/** Where the shared playhead is. Read it once per paint; it is cheap and never stale. */
export type ClockReading = {
  /** Media time of the playhead: between frames while playing, the frame's own start while paused. */
  readonly us: MediaUs;
  /** The frame on screen; -1 for a clip without an indexed picture. */
  readonly frame: number;
  readonly isPlaying: boolean;
  /** Media seconds per real second; negative in reverse. */
  readonly rate: number;
};

/**
 * The one clock of an open case: the player drives it, the lanes follow it.
 * `subscribe` announces a changed reading (a step, a seek, start and stop, each frame while playing).
 */
export type MediaClock = {
  readonly read: () => ClockReading;
  readonly subscribe: (listener: () => void) => () => void;
  /** Moves the playhead to the frame on screen at `us`. */
  readonly seekToUs: (us: MediaUs) => void;
  /** The A/B loop, or null. */
  readonly loop: () => Span | null;
  readonly setLoop: (span: Span | null) => void;
};
