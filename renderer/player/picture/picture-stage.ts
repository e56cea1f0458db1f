import type { FrameIndex } from '../../../shared/media-time/frame-index.ts';
import { drawUpright } from '../../../shared/media-time/upright.ts';
import { createFramePixels } from './frame-pixels.ts';
import { createSmallLayer } from './small-layer.ts';

/** The two layers of the picture: the playing element below, exact frames on a canvas above. */
export type PictureStage = {
  readonly root: HTMLElement;
  readonly canvas: HTMLCanvasElement;
  readonly smallCanvas: HTMLCanvasElement;
  /**
   * Draws one decoded frame and covers the element with it, at the latest when the running task's microtasks
   * have run; `onDrawn` is called unless something newer was drawn by then. Does not close the picture.
   */
  draw(picture: VideoFrame, frame: number, onDrawn: () => void): void;
  /** Brings the pixels of a frame that is likely to be drawn next; does not close the picture. */
  prepare(picture: VideoFrame, frame: number): void;
  /** Frames around the drawn one whose pixels can be kept on one or on both sides. */
  readonly preparesBothSides: boolean;
  /** Draws a neighbour, dimmed, while the wanted frame is decoded. */
  drawStandIn(picture: VideoFrame, frame: number): void;
  /** Covers everything with a small copy of the wanted frame until that is drawn or the element shown. */
  drawSmall(picture: VideoFrame): void;
  /** Says that what is on the canvas is not the wanted frame. */
  dim(isDimmed: boolean): void;
  /** Lifts the canvas: the element shows. */
  showElement(): void;
  isElementShown(): boolean;
  /** Called when the element is shown or covered; the returned function ends it. */
  subscribe(listener: () => void): () => void;
  /** The frame whose pixels are on the canvas and seen; -1 before the first and under a small copy. */
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
  const small = createSmallLayer(paint);
  root.append(video, canvas, small.canvas);
  const pen = canvas.getContext('2d', { alpha: false });
  const pixels = pen && index && createFramePixels(pen, index, paint);
  let drawn = -1;
  let turn = 0;
  let isElement = false;
  const listeners = new Set<() => void>();

  /** WebCodecs hands over coded pixels: how they are oriented is ours to apply. */
  function paint(on: CanvasRenderingContext2D, picture: VideoFrame): void {
    if (index) drawUpright(on, picture, index, (...to) => on.drawImage(picture, ...to));
    else on.drawImage(picture, 0, 0, on.canvas.width, on.canvas.height);
  }

  function name(frame: number): void {
    drawn = frame;
    canvas.dataset['frame'] = String(frame);
  }

  function dim(isDimmed: boolean): void {
    canvas.classList.toggle('is-decoding', isDimmed);
  }

  function cover(): void {
    small.hide();
    canvas.style.visibility = 'visible';
    tell(false);
  }

  function tell(isElementNow: boolean): void {
    if (isElement === isElementNow) return;
    isElement = isElementNow;
    for (const listener of listeners) listener();
  }

  /** Onto the canvas the quickest way there is; `onDrawn` is called unless something newer came between. */
  function bring(picture: VideoFrame, frame: number, onDrawn: () => void): void {
    const mine = ++turn;
    const finish = () => {
      name(frame);
      onDrawn();
    };
    const paintIt = (kept: VideoFrame) => {
      if (pen) paint(pen, kept);
      finish();
    };
    const use = { isWanted: () => mine === turn, onDrawn: finish, refuse: paintIt };
    if (!pixels?.take(picture, frame, use)) paintIt(picture);
  }

  return {
    root,
    canvas,
    smallCanvas: small.canvas,
    draw(picture, frame, onDrawn) {
      bring(picture, frame, () => {
        dim(false);
        cover();
        onDrawn();
      });
    },
    prepare: (picture, frame) => pixels?.prepare(picture, frame),
    preparesBothSides: (pixels?.most ?? 0) > 2,
    drawStandIn(picture, frame) {
      bring(picture, frame, () => {
        dim(true);
        cover();
      });
    },
    drawSmall(picture) {
      turn++;
      cover();
      small.draw(picture, canvas);
    },
    dim,
    showElement() {
      turn++;
      small.hide();
      dim(false);
      canvas.style.visibility = 'hidden';
      tell(true);
    },
    isElementShown: () => isElement,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    drawnFrame: () => (small.canvas.hidden ? drawn : -1),
  };
}
