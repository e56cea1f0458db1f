import type { FrameIndex } from '../../../shared/media-time/frame-index.ts';
import { startOfFrame } from '../../../shared/media-time/frame-index.ts';
import { drawUpright } from '../../../shared/media-time/upright.ts';
import type { MeasuredFrame } from './analyser.ts';

type Rgba = ReturnType<MeasuredFrame['rgba']>;
type Luma = ReturnType<MeasuredFrame['luma']>;
type Pen = OffscreenCanvasRenderingContext2D;

/** Turns decoded pictures into upright pixels; canvases are kept for the next picture of the same size. */
export class PictureReader {
  readonly #index: FrameIndex;
  readonly #pens = new Map<string, Pen>();

  constructor(index: FrameIndex) {
    this.#index = index;
  }

  /** The picture as analysers see it; every size is read once, for all of them. */
  read(frame: number, picture: VideoFrame): MeasuredFrame {
    const { displayWidth, displayHeight } = this.#index;
    const pixels = new Map<string, Rgba>();
    const lumas = new Map<string, Luma>();
    const sizeFor = (maxSidePx: number) => {
      const scale = Math.min(1, maxSidePx / Math.max(1, displayWidth, displayHeight));
      return {
        width: Math.max(1, Math.round(displayWidth * scale)),
        height: Math.max(1, Math.round(displayHeight * scale)),
      };
    };
    const rgba = (maxSidePx: number): Rgba => {
      const { width, height } = sizeFor(maxSidePx);
      return kept(pixels, `${width}x${height}`, () => ({
        width,
        height,
        data: this.#draw(picture, width, height),
      }));
    };
    return {
      frame,
      startUs: startOfFrame(this.#index, frame),
      width: displayWidth,
      height: displayHeight,
      rgba,
      luma(maxSidePx) {
        const { width, height, data } = rgba(maxSidePx);
        return kept(lumas, `${width}x${height}`, () => ({ width, height, data: lumaOf(data) }));
      },
    };
  }

  #draw(picture: VideoFrame, width: number, height: number): Uint8ClampedArray {
    const pen = kept(this.#pens, `${width}x${height}`, () => newPen(width, height));
    drawUpright(pen, picture, this.#index, (...to) => pen.drawImage(picture, ...to));
    return pen.getImageData(0, 0, width, height).data;
  }
}

/** BT.709 luma of full-range pixels. */
function lumaOf(rgba: Uint8ClampedArray): Uint8Array {
  const luma = new Uint8Array(rgba.length / 4);
  for (let i = 0, at = 0; i < luma.length; i++, at += 4)
    luma[i] =
      ((rgba[at] ?? 0) * 218 + (rgba[at + 1] ?? 0) * 732 + (rgba[at + 2] ?? 0) * 74 + 512) >> 10;
  return luma;
}

function newPen(width: number, height: number): Pen {
  const pen = new OffscreenCanvas(width, height).getContext('2d', {
    alpha: false,
    willReadFrequently: true,
  });
  if (!pen) throw new Error('no 2D canvas in a worker');
  pen.imageSmoothingQuality = 'medium';
  return pen;
}

function kept<T>(all: Map<string, T>, key: string, make: () => T): T {
  const known = all.get(key);
  if (known !== undefined) return known;
  const made = make();
  all.set(key, made);
  return made;
}
