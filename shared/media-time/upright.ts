import type { FrameIndex } from './frame-index.ts';

/** What an index says of how its pictures are oriented. */
export type PictureLie = Pick<
  FrameIndex,
  'rotation' | 'isMirrored' | 'codedWidth' | 'codedHeight' | 'displayWidth' | 'displayHeight'
>;

type Size = { readonly width: number; readonly height: number };

/** Where to draw a picture: under this transform (canvas order a to f) into a rectangle around the origin. */
export type UprightPlace = {
  readonly transform: readonly [number, number, number, number, number, number];
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Edges of the surface stay free: they must be blackened first. */
  readonly hasEdges: boolean;
};

/** Rounding of sides moves the shape of a whole picture by this many lines, that of a small copy by more. */
const wholeSlack = 1;
const copySlack = 4;

/** The picture has the clip's own shape, at whatever size. */
function hasUsualShape({ width, height }: Size, { codedWidth, codedHeight }: PictureLie): boolean {
  if (codedWidth === 0 || codedHeight === 0) return true;
  const slack = width >= codedWidth ? wholeSlack : copySlack;
  return Math.abs((width * codedHeight) / codedWidth - height) <= slack;
}

/** Whether the picture is drawn as it is, pixel by pixel. */
export function isPlain(lie: PictureLie): boolean {
  return (
    lie.rotation === 0 &&
    !lie.isMirrored &&
    lie.codedWidth === lie.displayWidth &&
    lie.codedHeight === lie.displayHeight
  );
}

/**
 * Places a decoded picture upright on a surface that stands for the clip's display size: mirrored, then turned, as the
 * container says, with square pixels. A picture of another shape than the clip's keeps its own: it is placed
 * in the middle, as large as fits, as the media element shows it.
 */
export function uprightPlace(lie: PictureLie, picture: Size, surface: Size): UprightPlace {
  const isOnItsSide = lie.rotation === 90 || lie.rotation === 270;
  const [acrossPx, downPx] = isOnItsSide
    ? [surface.height, surface.width]
    : [surface.width, surface.height];
  const isUsual = hasUsualShape(picture, lie);
  const fitted = isUsual
    ? { width: acrossPx, height: downPx }
    : fittedSize(ownShape(lie, picture), { width: acrossPx, height: downPx });
  const turn = (lie.rotation * Math.PI) / 180;
  const [cos, sin] = [Math.round(Math.cos(turn)), Math.round(Math.sin(turn))];
  const across = lie.isMirrored ? -1 : 1;
  return {
    transform: [across * cos, across * sin, -sin, cos, surface.width / 2, surface.height / 2],
    x: -fitted.width / 2,
    y: -fitted.height / 2,
    ...fitted,
    hasEdges: !isUsual,
  };
}

/** The picture's size in square pixels, before it is turned: pixels are as wide as in the rest of the clip. */
function ownShape(lie: PictureLie, { width, height }: Size): Size {
  const isOnItsSide = lie.rotation === 90 || lie.rotation === 270;
  const [wide, high] = isOnItsSide
    ? [lie.displayHeight, lie.displayWidth]
    : [lie.displayWidth, lie.displayHeight];
  const pixelAspect = (wide * lie.codedHeight) / Math.max(1, high * lie.codedWidth);
  return { width: width * pixelAspect, height };
}

/** The largest size of this shape within the room. */
export function fittedSize(shape: Size, room: Size): Size {
  const scale = Math.min(
    room.width / Math.max(1, shape.width),
    room.height / Math.max(1, shape.height),
  );
  return { width: shape.width * scale, height: shape.height * scale };
}

/** What of a canvas' context the drawing needs, on the page as in a worker. */
type Pen = {
  readonly canvas: Size;
  fillStyle: unknown;
  save(): void;
  restore(): void;
  setTransform(a: number, b: number, c: number, d: number, e: number, f: number): void;
  fillRect(x: number, y: number, width: number, height: number): void;
};

/** A decoded picture, as WebCodecs has it. */
type DecodedPicture = {
  readonly visibleRect: Size | null;
  readonly codedWidth: number;
  readonly codedHeight: number;
};

/**
 * Draws a decoded picture upright over the whole canvas; where its shape is not the clip's, on black. `put` draws the picture
 * into a rectangle under the transform that is set by then.
 */
export function drawUpright(
  pen: Pen,
  { visibleRect, codedWidth, codedHeight }: DecodedPicture,
  lie: PictureLie,
  put: (x: number, y: number, width: number, height: number) => void,
): void {
  const size = visibleRect ?? { width: codedWidth, height: codedHeight };
  const { transform, x, y, width, height, hasEdges } = uprightPlace(lie, size, pen.canvas);
  pen.save();
  if (hasEdges) {
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.fillStyle = '#000';
    pen.fillRect(0, 0, pen.canvas.width, pen.canvas.height);
  }
  pen.setTransform(...transform);
  put(x, y, width, height);
  pen.restore();
}
