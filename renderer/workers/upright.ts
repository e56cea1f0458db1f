import type { FrameIndex } from '../../shared/media-time/frame-index.ts';

/** The picture turned as the container says, square pixels, on a canvas of the given size. */
export function drawnUpright(
  picture: VideoFrame,
  index: FrameIndex,
  width: number,
  height: number,
): OffscreenCanvas {
  const canvas = new OffscreenCanvas(width, height);
  const pen = canvas.getContext('2d', { alpha: false });
  if (!pen) throw new Error('no 2D canvas in a worker');
  const isOnItsSide = index.rotation === 90 || index.rotation === 270;
  const [w, h] = isOnItsSide ? [height, width] : [width, height];
  pen.imageSmoothingQuality = 'medium';
  pen.translate(width / 2, height / 2);
  pen.rotate((index.rotation * Math.PI) / 180);
  pen.drawImage(picture, -w / 2, -h / 2, w, h);
  return canvas;
}
