/* oxlint-disable typescript/no-non-null-assertion -- indices come from the same arrays and tables, in loops that run per pixel */
import { toByte, type Colour, type Picture } from './picture.ts';

/** A point in pixels. */
export type Point = readonly [number, number];

/** Lays a colour over every pixel of a box by the opacity that `coverAt` gives for its middle. */
export function lay(
  picture: Picture,
  box: readonly [number, number, number, number],
  colour: Colour,
  coverAt: (x: number, y: number) => number,
): void {
  const { width, height, rgb } = picture;
  const bytes = colour.map(toByte);
  const [left, top] = [Math.max(0, Math.floor(box[0])), Math.max(0, Math.floor(box[1]))];
  const [right, bottom] = [Math.min(width, Math.ceil(box[2])), Math.min(height, Math.ceil(box[3]))];
  for (let y = top; y < bottom; y += 1) {
    for (let x = left; x < right; x += 1) {
      const cover = coverAt(x + 0.5, y + 0.5);
      if (cover <= 0) continue;
      const at = 3 * (y * width + x);
      for (let axis = 0; axis < 3; axis += 1)
        rgb[at + axis] = rgb[at + axis]! + (bytes[axis]! - rgb[at + axis]!) * cover + 0.5;
    }
  }
}

/** A disc with a soft edge of `soft` pixels. */
export function disc(
  picture: Picture,
  centre: Point,
  radius: number,
  colour: Colour,
  soft = 1,
  opacity = 1,
): void {
  const reach = radius + soft;
  const box = [centre[0] - reach, centre[1] - reach, centre[0] + reach, centre[1] + reach] as const;
  lay(
    picture,
    box,
    colour,
    (x, y) => opacity * edge(Math.hypot(x - centre[0], y - centre[1]) - radius, soft),
  );
}

/** A thick line with round ends. */
export function stroke(
  picture: Picture,
  from: Point,
  to: Point,
  radius: number,
  colour: Colour,
  opacity = 1,
): void {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const long = dx * dx + dy * dy || 1;
  const reach = radius + 1;
  const box = [
    Math.min(from[0], to[0]) - reach,
    Math.min(from[1], to[1]) - reach,
    Math.max(from[0], to[0]) + reach,
    Math.max(from[1], to[1]) + reach,
  ] as const;
  lay(picture, box, colour, (x, y) => {
    const along = Math.min(1, Math.max(0, ((x - from[0]) * dx + (y - from[1]) * dy) / long));
    return (
      opacity * edge(Math.hypot(x - from[0] - along * dx, y - from[1] - along * dy) - radius, 1)
    );
  });
}

/** A convex polygon, corners in either order. */
export function polygon(
  picture: Picture,
  corners: readonly Point[],
  colour: Colour,
  opacity = 1,
): void {
  const xs = corners.map((corner) => corner[0]);
  const ys = corners.map((corner) => corner[1]);
  const turn = Math.sign(areaOf(corners)) || 1;
  const sides = corners.map((from, i) => {
    const to = corners[(i + 1) % corners.length] ?? from;
    const length = Math.hypot(to[0] - from[0], to[1] - from[1]) || 1;
    return {
      from,
      nx: (turn * (to[1] - from[1])) / length,
      ny: (-turn * (to[0] - from[0])) / length,
    };
  });
  const box = [
    Math.min(...xs) - 1,
    Math.min(...ys) - 1,
    Math.max(...xs) + 1,
    Math.max(...ys) + 1,
  ] as const;
  lay(picture, box, colour, (x, y) => {
    let outside = -Infinity;
    for (const side of sides)
      outside = Math.max(outside, (x - side.from[0]) * side.nx + (y - side.from[1]) * side.ny);
    return opacity * edge(outside, 1);
  });
}

/** An axis-parallel rectangle with hard edges. */
export function block(
  picture: Picture,
  x: number,
  y: number,
  width: number,
  height: number,
  colour: Colour,
): void {
  lay(picture, [x, y, x + width, y + height], colour, () => 1);
}

function edge(distance: number, soft: number): number {
  return Math.min(1, Math.max(0, 0.5 - distance / soft));
}

function areaOf(corners: readonly Point[]): number {
  return corners.reduce((sum, from, i) => {
    const to = corners[(i + 1) % corners.length] ?? from;
    return sum + from[0] * to[1] - to[0] * from[1];
  }, 0);
}
