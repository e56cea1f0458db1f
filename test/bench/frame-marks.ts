import type { Page } from '@playwright/test';
import type { FrameCode } from '../../tools/demo-media/frame-code.ts';
import { numberBits, type ClipRecipe } from '../helpers/numbered-clips.ts';

/** Points of the picture, in pixels, whose black or white spells the frame number, highest bit first. */
export type FrameMarks = readonly (readonly [number, number])[];

/** Marks of the demo batch: a strip along the lower edge. */
export function marksOfCode(code: FrameCode): FrameMarks {
  return Array.from({ length: code.bits }, (_, bit) => [
    code.xPx + bit * code.stepPx + code.blockWidthPx / 2,
    code.yPx + code.blockHeightPx / 2,
  ]);
}

/** Marks of the numbered clips: a strip along the upper edge, lowest bit at the left. */
export function marksOfRecipe({ width, height }: ClipRecipe): FrameMarks {
  const step = Math.floor(width / numberBits);
  return Array.from({ length: numberBits }, (_, bit) => [
    Math.floor((numberBits - 1 - bit + 0.5) * step),
    Math.floor(height / 16),
  ]);
}

/** The number in the pixels that an element shows; -1 where there is no such element. */
export function readMarks(page: Page, selector: string, marks: FrameMarks): Promise<number> {
  return page.evaluate(
    ({ selector: which, points }) => {
      const source = document.querySelector<HTMLCanvasElement | HTMLVideoElement>(which);
      if (!source || source.style.visibility === 'hidden') return -1;
      const pen = new OffscreenCanvas(points.length, 1).getContext('2d', {
        willReadFrequently: true,
      });
      if (!pen) return -1;
      for (const [at, [x, y]] of points.entries()) pen.drawImage(source, x, y, 1, 1, at, 0, 1, 1);
      const { data } = pen.getImageData(0, 0, points.length, 1);
      return points.reduce((sum, _, at) => sum * 2 + ((data[at * 4] ?? 0) > 127 ? 1 : 0), 0);
    },
    { selector, points: marks },
  );
}
