import { corners, grid, type Code, type Corner } from '../../../helpers/matrix/picture-marks.ts';

/** How a picture was seen to lie: mirrored left to right first, then turned clockwise. */
export type Orientation = { readonly isMirrored: boolean; readonly rotation: number };

/** What the pixels of one marked picture say. */
export type MarkedPicture = {
  readonly width: number;
  readonly height: number;
  /** -1 where the middle row can't be read. */
  readonly number: number;
  readonly orientation: Orientation | null;
  /** Mean colour of each source corner, 0..255. */
  readonly colours: Readonly<Record<Corner, readonly [number, number, number]>> | null;
};

type Place = readonly [x: number, y: number];
type Rgb = readonly [number, number, number];

/** Where a place of the coded picture (shares of its sides) is drawn under an orientation. */
function drawnAt([x, y]: Place, { isMirrored, rotation }: Orientation): Place {
  const across = isMirrored ? 1 - x : x;
  if (rotation === 90) return [1 - y, across];
  if (rotation === 180) return [1 - across, 1 - y];
  if (rotation === 270) return [y, 1 - across];
  return [across, y];
}

const edge = 0.06;
const cornerPlaces: Readonly<Record<Corner, Place>> = {
  topLeft: [edge, edge],
  topRight: [1 - edge, edge],
  bottomLeft: [edge, 1 - edge],
  bottomRight: [1 - edge, 1 - edge],
};
const cornerNames = Object.keys(cornerPlaces) as Corner[];
const orientations: readonly Orientation[] = [false, true].flatMap((isMirrored) =>
  [0, 90, 180, 270].map((rotation) => ({ isMirrored, rotation })),
);

/** Code values as red, green and blue by BT.601: near enough to tell the corners apart under any tags. */
function roughly([y, u, v]: Code): Rgb {
  const luma = 1.164 * (y - 16);
  return [
    luma + 1.6 * (v - 128),
    luma - 0.39 * (u - 128) - 0.81 * (v - 128),
    luma + 2.02 * (u - 128),
  ];
}

/** Reads number, orientation and colours from whatever is drawn. */
export function readMarkedPicture(
  source: CanvasImageSource,
  width: number,
  height: number,
): MarkedPicture {
  const canvas = new OffscreenCanvas(Math.max(1, width), Math.max(1, height));
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  if (!pen || width === 0) return { width, height, number: -1, orientation: null, colours: null };
  pen.drawImage(source, 0, 0, width, height);
  const { data } = pen.getImageData(0, 0, width, height);
  const at = ([x, y]: Place): Rgb => mean(data, width, height, x, y);
  const distance = (orientation: Orientation) =>
    cornerNames.reduce(
      (sum, name) =>
        sum + apart(at(drawnAt(cornerPlaces[name], orientation)), roughly(corners[name])),
      0,
    );
  const best = orientations
    .map((orientation) => ({ orientation, distance: distance(orientation) }))
    .toSorted((a, b) => a.distance - b.distance)[0];
  const orientation = best && best.distance < 4 * 120 ? best.orientation : null;
  if (!orientation) return { width, height, number: -1, orientation, colours: null };
  const colours = Object.fromEntries(
    cornerNames.map((name) => [name, at(drawnAt(cornerPlaces[name], orientation))]),
  ) as Record<Corner, Rgb>;
  let number = 0;
  for (let bit = 0; bit < grid.columns; bit++) {
    const [, green] = at(drawnAt([(bit + 0.5) / grid.columns, 0.5], orientation));
    if (green > 128) number += 2 ** bit;
  }
  return { width, height, number, orientation, colours };
}

/** Mean of the few pixels around a place. */
function mean(data: Uint8ClampedArray, width: number, height: number, x: number, y: number): Rgb {
  const sums = [0, 0, 0];
  const [left, top] = [Math.floor(x * width), Math.floor(y * height)];
  let count = 0;
  for (let dy = -1; dy <= 1; dy++)
    for (let dx = -1; dx <= 1; dx++) {
      const [px, py] = [left + dx, top + dy];
      if (px < 0 || py < 0 || px >= width || py >= height) continue;
      for (let c = 0; c < 3; c++) sums[c] = (sums[c] ?? 0) + (data[(py * width + px) * 4 + c] ?? 0);
      count++;
    }
  return [0, 1, 2].map((c) => Math.round((sums[c] ?? 0) / Math.max(1, count))) as unknown as Rgb;
}

function apart(a: Rgb, b: Rgb): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}
