import type { Part } from './model-input.ts';

/** Where the mouth lies in a face's box, and how wide it is there: the middle of the lower part (68-point averages). */
const mouthCentre = { x: 0.5, y: 0.78 };
const mouthWidth = 0.4;

/** A part around the mouth of a face, `margin` times as wide as the mouth, as high as wide by shares of the box. */
export function mouthPart(box: Part, margin: number): Part {
  const width = box.width * mouthWidth * margin;
  const height = box.height * mouthWidth * margin;
  return {
    x: box.x + box.width * mouthCentre.x - width / 2,
    y: box.y + box.height * mouthCentre.y - height / 2,
    width,
    height,
  };
}
