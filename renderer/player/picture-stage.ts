import type { FrameIndex } from '../../shared/media-time/frame-index.ts';
import { createPixelCopies } from './pixel-copies.ts';

/** The two layers of the picture: the playing element below, exact frames on a canvas above. */
export type PictureStage = {
  readonly root: HTMLElement;
  readonly canvas: HTMLCanvasElement;
  /**
   * Draws one decoded frame and covers the element with it, at the latest when the running task's microtasks
   * have run; `onDrawn` is told unless something newer was drawn by then. Does not close the picture.
   */
  draw(picture: VideoFrame, frame: number, onDrawn: () => void): void;
  /** Draws a neighbour, dimmed, while the wanted frame is decoded. */
  drawStandIn(picture: VideoFrame, frame: number): void;
  /** Says that what is on the canvas is not the wanted frame. */
  dim(isDimmed: boolean): void;
  /** Lifts the canvas: the element shows. */
  showElement(): void;
  isElementShown(): boolean;
  /** The frame whose pixels are on the canvas; -1 before the first. */
  drawnFrame(): number;
};

/** Builds the layers, sized to the clip's display size (square pixels, turned the right way up). */
export function createPictureStage(video: HTMLElement, index: FrameIndex | null): PictureStage {
  const root = document.createElement('div');
  root.className = 'picture-layers';
  const canvas = document.createElement('canvas');
  canvas.className = 'picture-frame';
  canvas.width = Math.max(1, index?.displayWidth ?? 1);
  canvas.height = Math.max(1, index?.displayHeight ?? 1);
  const word = document.createElement('span');
  word.className = 'picture-decoding';
  word.textContent = 'decoding';
  word.hidden = true;
  root.append(video, canvas, word);
  const pen = canvas.getContext('2d', { alpha: false });
  const copies = createPixelCopies(canvas.width, canvas.height);
  let drawn = -1;
  let turn = 0;
  let isElement = false;

  function paint(picture: VideoFrame, frame: number): void {
    if (!pen || !index) return;
    const { width, height } = canvas;
    if (index.rotation === 0) {
      pen.drawImage(picture, 0, 0, width, height);
    } else {
      const isOnItsSide = index.rotation !== 180;
      const [w, h] = isOnItsSide ? [height, width] : [width, height];
      pen.save();
      pen.translate(width / 2, height / 2);
      // WebCodecs hands over coded pixels: the container's rotation is ours to apply.
      pen.rotate((index.rotation * Math.PI) / 180);
      pen.drawImage(picture, -w / 2, -h / 2, w, h);
      pen.restore();
    }
    name(frame);
  }

  function name(frame: number): void {
    drawn = frame;
    canvas.dataset['frame'] = String(frame);
  }

  function dim(isDimmed: boolean): void {
    canvas.classList.toggle('is-decoding', isDimmed);
    word.hidden = !isDimmed;
  }

  function cover(): void {
    isElement = false;
    canvas.style.visibility = 'visible';
  }

  return {
    root,
    canvas,
    draw(picture, frame, onDrawn) {
      const mine = ++turn;
      const finish = () => {
        dim(false);
        cover();
        onDrawn();
      };
      const isCopied =
        index?.rotation === 0 &&
        copies.take(picture, {
          isWanted: () => mine === turn,
          put(pixels) {
            pen?.putImageData(pixels, 0, 0);
            name(frame);
            finish();
          },
          refuse(kept) {
            paint(kept, frame);
            finish();
          },
        });
      if (isCopied) return;
      paint(picture, frame);
      finish();
    },
    drawStandIn(picture, frame) {
      turn++;
      paint(picture, frame);
      dim(true);
      cover();
    },
    dim,
    showElement() {
      turn++;
      isElement = true;
      dim(false);
      canvas.style.visibility = 'hidden';
    },
    isElementShown: () => isElement,
    drawnFrame: () => drawn,
  };
}
