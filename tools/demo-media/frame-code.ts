import { block } from './drawing.ts';
import type { Colour, Picture } from './picture.ts';

/** Where the frame number is drawn: `bits` blocks from left to right, most significant first, white = 1, black = 0. */
export type FrameCode = {
  readonly bits: number;
  readonly xPx: number;
  readonly yPx: number;
  readonly blockWidthPx: number;
  readonly blockHeightPx: number;
  readonly stepPx: number;
};

const ground: Colour = [0.045, 0.045, 0.05];

/** A strip in the lowest 16 rows: 16 blocks of 32 x 16 px. */
export function frameCodeFor(height: number): FrameCode {
  return { bits: 16, xPx: 16, yPx: height - 16, blockWidthPx: 32, blockHeightPx: 16, stepPx: 32 };
}

/** Draws a frame's number into a picture. */
export function drawFrameCode(picture: Picture, code: FrameCode, frameIndex: number): void {
  block(picture, 0, code.yPx, picture.width, code.blockHeightPx, ground);
  for (let bit = 0; bit < code.bits; bit += 1) {
    const isSet = (frameIndex >> (code.bits - 1 - bit)) & 1;
    const colour: Colour = isSet ? [1, 1, 1] : [0, 0, 0];
    block(
      picture,
      code.xPx + bit * code.stepPx,
      code.yPx,
      code.blockWidthPx,
      code.blockHeightPx,
      colour,
    );
  }
}
