/* oxlint-disable typescript/no-non-null-assertion -- indices come from the same arrays and tables, in loops that run per pixel */
/** Colour as red, green, blue in 0..1, linear light. */
export type Colour = readonly [number, number, number];

/** One frame of picture: RGB bytes (sRGB), row by row. */
export type Picture = { readonly width: number; readonly height: number; readonly rgb: Uint8Array };

/** A black picture. */
export function makePicture(width: number, height: number): Picture {
  return { width, height, rgb: new Uint8Array(width * height * 3) };
}

/** A colour from a CSS-like hex string such as `#c68863`. */
export function hex(text: string): Colour {
  const value = Number.parseInt(text.slice(1), 16);
  return [toLinear((value >> 16) & 255), toLinear((value >> 8) & 255), toLinear(value & 255)];
}

const curve = Float32Array.from({ length: 8193 }, (_, i) => {
  const linear = i / 8192;
  return 255 * (linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055);
});

/** Linear light 0..1 (clipped) to an sRGB byte value, not rounded. */
export function toByte(linear: number): number {
  return linear >= 1 ? 255 : linear <= 0 ? 0 : curve[(linear * 8192 + 0.5) | 0]!;
}

/** The colour between a and b at share t. */
export function blend(a: Colour, b: Colour, t: number): Colour {
  return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t];
}

/** Fills every pixel from a function of its place in 0..1 (x to the right, y down). */
export function paint(picture: Picture, colourAt: (x: number, y: number) => Colour): void {
  const { width, height, rgb } = picture;
  for (let row = 0, at = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1, at += 3) {
      const colour = colourAt((column + 0.5) / width, (row + 0.5) / height);
      rgb[at] = toByte(colour[0]) + 0.5;
      rgb[at + 1] = toByte(colour[1]) + 0.5;
      rgb[at + 2] = toByte(colour[2]) + 0.5;
    }
  }
}

function toLinear(byte: number): number {
  const value = byte / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}
