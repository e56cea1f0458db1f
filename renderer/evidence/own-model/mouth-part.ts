import type { FaceTrack } from '../../../shared/domain/evidence.ts';
import type { Part } from './model-input.ts';

type Mouth = FaceTrack['boxes'][number]['mouth'];
type Size = { readonly width: number; readonly height: number };

/** The square around a mouth, `margin` times as wide as the mouth, in shares of a picture of that size. */
export function mouthPart({ x, y, width }: Mouth, margin: number, picture: Size): Part {
  const wide = width * margin;
  const high = (wide * picture.width) / Math.max(1, picture.height);
  return { x: x - wide / 2, y: y - high / 2, width: wide, height: high };
}
