import type { FrameIndex } from '../media-time/frame-index.ts';

export type Orientation = Pick<FrameIndex, 'isMirrored' | 'rotation'> & {
  /** False where the matrix also scales, leans or turns by less than a quarter. */
  readonly isUpright: boolean;
};

const near = 1e-3;

/**
 * The nearest of the eight ways in which a picture can be oriented: mirrored left to right first, then turned clockwise.
 * `matrix` is row-major and maps (x, y, 1) as a row, y downwards (ISO/IEC 14496-12, 6.2.2).
 */
export function orientationOf(matrix: readonly number[]): Orientation {
  const [a = 1, b = 0, , c = 0, d = 1] = matrix;
  const isMirrored = a * d - b * c < 0;
  // Where (1, 0) points after the mirror is where the turn took it.
  const radians = Math.atan2(isMirrored ? -b : b, isMirrored ? -a : a);
  const quarters = ((Math.round(radians / (Math.PI / 2)) % 4) + 4) % 4;
  const rotation = ([0, 90, 180, 270] as const)[quarters] ?? 0;
  const [cos, sin] = [Math.cos((quarters * Math.PI) / 2), Math.sin((quarters * Math.PI) / 2)];
  const sign = isMirrored ? -1 : 1;
  const isUpright =
    Math.abs(a - sign * cos) < near &&
    Math.abs(b - sign * sin) < near &&
    Math.abs(c + sin) < near &&
    Math.abs(d - cos) < near;
  return { isMirrored, rotation, isUpright };
}
