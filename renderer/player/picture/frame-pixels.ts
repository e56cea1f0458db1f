import type { FrameIndex } from '../../../shared/media-time/frame-index.ts';
import { isPlain } from '../../../shared/media-time/upright.ts';
import { createRecentFrames } from './recent-frames.ts';

/** Memory for pictures brought ahead; the two that a step needs are kept whatever they take. */
const usualBytes = 32_000_000;

/** What becomes of one picture's pixels; called at most once, and only while the picture is still wanted. */
type PixelUse = {
  readonly isWanted: () => boolean;
  readonly onDrawn: () => void;
  /** The browser could not copy it: draw the picture itself. It is closed afterwards. */
  readonly refuse: (picture: VideoFrame) => void;
};

/** A way to bring a picture's pixels into memory used again and again, and from there onto the canvas. */
type Way<T> = {
  readonly make: () => T;
  readonly fits: (picture: VideoFrame) => boolean;
  readonly fill: (pixels: T, picture: VideoFrame) => Promise<unknown>;
  readonly put: (pixels: T) => void;
};

/** The pixels of the last frames drawn, and of those that are likely to be next. */
export type FramePixels = {
  /** Pictures kept: with three the neighbours on both sides, with two only the next one. */
  readonly most: number;
  /** Draws the frame, at once where its pixels are ready; false where the picture must be drawn by other means. */
  readonly take: (picture: VideoFrame, frame: number, use: PixelUse) => boolean;
  /** Copies the pixels of a frame ahead of need. */
  readonly prepare: (picture: VideoFrame, frame: number) => void;
};

/** How many pictures of RGBA at this size are kept. */
export function picturesKept(width: number, height: number): number {
  return Math.max(2, Math.min(3, Math.floor(usualBytes / (width * height * 4))));
}

/** Pixels for `pen`'s canvas, which has the clip's display size; `paint` draws a picture the slow way. */
export function createFramePixels(
  pen: CanvasRenderingContext2D,
  index: FrameIndex,
  paint: (pen: CanvasRenderingContext2D, picture: VideoFrame) => void,
): FramePixels {
  const { width, height } = pen.canvas;
  const most = picturesKept(width, height);
  return isPlain(index) ? pixelsBy(copied(pen), most) : pixelsBy(painted(pen, index, paint), most);
}

/**
 * By `copyTo`: drawing a `VideoFrame` converts it into fresh memory each time, at 1080p 10 ms against 2 (Chromium 156,
 * two cores, 2026-11), and the pixels are the same to the bit, whatever the colour space.
 */
function copied(pen: CanvasRenderingContext2D): Way<ImageData> {
  const { width, height } = pen.canvas;
  return {
    make: () => new ImageData(width, height),
    // One in a graphics card has no format; one of another size is a smaller copy.
    fits: ({ format, visibleRect }) =>
      format !== null && visibleRect?.width === width && visibleRect.height === height,
    fill: (pixels, picture) => picture.copyTo(pixels.data, { format: 'RGBA' }),
    put: (pixels) => pen.putImageData(pixels, 0, 0),
  };
}

/** Turned pictures and such with pixels that are not square: painted onto a canvas of their own, then from there. */
function painted(
  pen: CanvasRenderingContext2D,
  index: FrameIndex,
  paint: (pen: CanvasRenderingContext2D, picture: VideoFrame) => void,
): Way<CanvasRenderingContext2D> {
  return {
    make() {
      const canvas = document.createElement('canvas');
      Object.assign(canvas, { width: pen.canvas.width, height: pen.canvas.height });
      const spare = canvas.getContext('2d', { alpha: false });
      if (!spare) throw new Error('no 2D canvas');
      return spare;
    },
    fits: ({ codedWidth }) => codedWidth >= index.codedWidth,
    fill: (spare, picture) =>
      new Promise<void>((resolve) => {
        paint(spare, picture);
        resolve();
      }),
    put: (spare) => pen.drawImage(spare.canvas, 0, 0),
  };
}

function pixelsBy<T>(way: Way<T>, most: number): FramePixels {
  const kept = createRecentFrames(most, way.make);
  let isRefused = false;

  /** The picture's pixels, from now on kept under its frame; null where the browser does not give them. */
  function bring(picture: VideoFrame, frame: number, use: (pixels: T | null) => void): void {
    // Taken out meanwhile: two pictures in one copy would mix their pixels.
    const pixels = kept.take();
    const end = (brought: T | null) => {
      use(brought);
      picture.close();
    };
    // One turn after the copy and no later: code that waits for the step must find the picture drawn.
    way.fill(pixels, picture).then(
      () => {
        kept.keep(frame, pixels);
        end(pixels);
      },
      () => {
        isRefused = true;
        end(null);
      },
    );
  }

  return {
    most,
    take(picture, frame, use) {
      if (isRefused || !way.fits(picture)) return false;
      const pixels = kept.get(frame);
      const draw = (brought: T) => {
        way.put(brought);
        use.onDrawn();
      };
      if (pixels !== undefined) {
        draw(pixels);
        return true;
      }
      const mine = picture.clone();
      bring(mine, frame, (brought) => {
        if (!use.isWanted()) return;
        if (brought === null) use.refuse(mine);
        else draw(brought);
      });
      return true;
    },
    prepare(picture, frame) {
      if (isRefused || kept.has(frame) || !way.fits(picture)) return;
      bring(picture.clone(), frame, () => {});
    },
  };
}
