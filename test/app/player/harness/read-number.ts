const bits = 16;

/** The frame number that `numbered-clips` drew along the top edge; the picture may have been turned. */
export function readNumber(
  source: CanvasImageSource,
  width: number,
  height: number,
  rotation = 0,
): number {
  // Shrunk: sixteen broad bars need few pixels, and reading fewer is quicker than a frame lasts.
  const scale = Math.min(1, 192 / Math.min(width, height));
  const [w, h] = [Math.round(width * scale), Math.round(height * scale)];
  const canvas = new OffscreenCanvas(w, h);
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  if (!pen) throw new Error('no canvas');
  pen.drawImage(source, 0, 0, w, h);
  const { data } = pen.getImageData(0, 0, w, h);
  let number = 0;
  for (let bit = 0; bit < bits; bit++) {
    const along = (bit + 0.5) / bits;
    const deep = 1 / 16;
    // Where a point of the unturned picture lies after the container's rotation.
    const [x, y] =
      rotation === 90
        ? [1 - deep, along]
        : rotation === 270
          ? [deep, 1 - along]
          : rotation === 180
            ? [1 - along, 1 - deep]
            : [along, deep];
    if ((data[(Math.floor(y * h) * w + Math.floor(x * w)) * 4] ?? 0) > 127) number |= 1 << bit;
  }
  return number;
}
