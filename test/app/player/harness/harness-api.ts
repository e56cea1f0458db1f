import type { ClipPlayer, ClipPlayerState } from '../../../../renderer/player/clip-player-types.ts';

/** What the specs and the bench call inside the page. */
export type Harness = {
  open(url: string, ringBytes?: number): Promise<{ frames: number; keyFrames: number[]; startsUs: number[] }>;
  close(): void;
  player(): ClipPlayer;
  state(): ClipPlayerState;
  /** Resolves when the exact frame of the playhead is on screen. */
  settled(timeoutMs?: number): Promise<ClipPlayerState>;
  /** The frame number in the canvas' own pixels. */
  pixelNumber(): number;
  /** The frame number in the pixels of whatever the reviewer sees: element or canvas. */
  seenNumber(): number;
  /** The frame number in the media element's own pixels, covered or not. */
  elementNumber(): number;
};

declare global {
  // oxlint-disable-next-line no-var -- a global of the page is declared with var
  var harness: Harness;
}
