/** Numbers of a picture, three a pixel. */
export type RgbNumbers = Float32Array;

/** RGBA, 4 bytes a pixel. */
export type Pixels = {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
};

/** A square of the picture in its pixels, turned by `angle` (radians, clockwise) about its centre. */
export type Square = {
  readonly x: number;
  readonly y: number;
  readonly side: number;
  readonly angle: number;
};

/** Where a point of the crop (in its own pixels) is in the picture. */
export function fromCrop(
  square: Square,
  side: number,
  x: number,
  y: number,
): readonly [number, number] {
  const scale = square.side / side;
  const dx = (x - side / 2) * scale;
  const dy = (y - side / 2) * scale;
  const cos = Math.cos(square.angle);
  const sin = Math.sin(square.angle);
  return [square.x + dx * cos - dy * sin, square.y + dx * sin + dy * cos];
}

/**
 * The square as `side` x `side` RGB numbers `(byte - shift) / divisor`. Where the picture is made smaller, every
 * number is the mean of four bilinear samples, so that fine detail does not flicker; outside the picture it is black.
 */
export function cropSquare(
  pixels: Pixels,
  square: Square,
  side: number,
  range: { readonly shift: number; readonly divisor: number },
): RgbNumbers {
  const out = new Float32Array(side * side * 3);
  const scale = square.side / side;
  const taps = scale < 1.5 ? 1 : 2;
  const cos = Math.cos(square.angle) * scale;
  const sin = Math.sin(square.angle) * scale;
  const weight = 1 / (taps * taps * range.divisor);
  const offset = -range.shift / range.divisor;
  const sum = new Float64Array(3);
  for (let row = 0, at = 0; row < side; row += 1) {
    for (let column = 0; column < side; column += 1, at += 3) {
      sum.fill(0);
      for (let tap = 0; tap < taps * taps; tap += 1) {
        const dx = column + ((tap % taps) + 0.5) / taps - side / 2;
        const dy = row + (Math.floor(tap / taps) + 0.5) / taps - side / 2;
        addSample(pixels, square.x + dx * cos - dy * sin, square.y + dx * sin + dy * cos, sum);
      }
      out[at] = (sum[0] ?? 0) * weight + offset;
      out[at + 1] = (sum[1] ?? 0) * weight + offset;
      out[at + 2] = (sum[2] ?? 0) * weight + offset;
    }
  }
  return out;
}

/** Adds the bilinear sample at a point whose pixel centres are at halves. */
function addSample(pixels: Pixels, x: number, y: number, sum: Float64Array): void {
  const { width, height, data } = pixels;
  const left = Math.floor(x - 0.5);
  const top = Math.floor(y - 0.5);
  if (left < -1 || top < -1 || left >= width || top >= height) return;
  const fx = x - 0.5 - left;
  const fy = y - 0.5 - top;
  const x0 = Math.max(0, left);
  const x1 = Math.min(width - 1, left + 1);
  const above = Math.max(0, top) * width;
  const below = Math.min(height - 1, top + 1) * width;
  for (let colour = 0; colour < 3; colour += 1) {
    const a = data[(above + x0) * 4 + colour] ?? 0;
    const b = data[(above + x1) * 4 + colour] ?? 0;
    const c = data[(below + x0) * 4 + colour] ?? 0;
    const d = data[(below + x1) * 4 + colour] ?? 0;
    const upper = a + (b - a) * fx;
    const lower = c + (d - c) * fx;
    sum[colour] = (sum[colour] ?? 0) + upper + (lower - upper) * fy;
  }
}
