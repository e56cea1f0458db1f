/** Bytes that a decoded picture takes; one in a format that has no name here (10 bits and more) is counted double. */
export function bytesOfPicture(picture: VideoFrame): number {
  try {
    return picture.allocationSize();
  } catch {
    return picture.codedWidth * picture.codedHeight * 3;
  }
}

/** A copy with width and height divided, under the same timestamp; the original is closed. */
export function smallerPicture(picture: VideoFrame, divisor: number): VideoFrame {
  // The visible part only: decoders pad their pictures to whole blocks.
  const visible = picture.visibleRect;
  const width = Math.ceil((visible?.width ?? picture.codedWidth) / divisor);
  const height = Math.ceil((visible?.height ?? picture.codedHeight) / divisor);
  const canvas = new OffscreenCanvas(width, height);
  const pen = canvas.getContext('2d', { alpha: false });
  if (!pen) throw new Error('no 2D canvas in a worker');
  pen.drawImage(picture, 0, 0, width, height);
  const { timestamp } = picture;
  picture.close();
  return new VideoFrame(canvas, { timestamp, alpha: 'discard' });
}
