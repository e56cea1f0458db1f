import type { FrameIndex } from '../../shared/media-time/frame-index.ts';
import { drawUpright } from '../../shared/media-time/upright.ts';

/** The picture oriented as the container says, with square pixels, on a canvas of the given size. */
export function drawnUpright(
  picture: VideoFrame,
  index: FrameIndex,
  width: number,
  height: number,
  smoothing: ImageSmoothingQuality = 'medium',
): OffscreenCanvas {
  const canvas = new OffscreenCanvas(width, height);
  const pen = canvas.getContext('2d', { alpha: false });
  if (!pen) throw new Error('no 2D canvas in a worker');
  pen.imageSmoothingQuality = smoothing;
  drawUpright(pen, picture, index, (...to) => pen.drawImage(picture, ...to));
  return canvas;
}
