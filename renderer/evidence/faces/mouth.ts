import { meshSide, type MeshOutput } from './face-models.ts';
import { fromCrop, type RgbNumbers, type Square } from './picture-crop.ts';

/** What is measured of one face in one picture. */
export type FaceShape = {
  /** Mean of three inner lip distances over the face's height. */
  readonly opening: number;
  /** Distance of the inner mouth corners over the face's height. */
  readonly width: number;
  /** Mean luma of the mouth over the mean luma of the face: an open mouth is dark. */
  readonly luma: number;
  /** Between the outer eye corners, in pixels of the picture. */
  readonly eyeDistancePx: number;
  /** The face's own box in pixels, upright. */
  readonly box: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  };
  /** Middle and width of the mouth, likewise; the width of one that is turned away is kept from vanishing. */
  readonly mouth: { readonly x: number; readonly y: number; readonly width: number };
  /** Where to look in the next picture. */
  readonly next: Square;
};

// Points of the 468-point mesh.
const lipPairs = [
  [13, 14],
  [82, 87],
  [312, 317],
] as const;
const faceTop = 10;
const faceBottom = 152;
const mouthCorners = [78, 308] as const;
const outerLips = { left: 61, right: 291, top: 0, bottom: 17 } as const;
/** A mouth is at least this wide, by its face's height: seen from the side its corners are close together. */
const leastMouthWidth = 0.25;
const eyeCorners = [33, 263] as const;

/** Share of the face that is added around it for the network, as it was trained. */
const cropOverFace = 1.5;

/** Measures a mesh that was found in `rgb`, the crop of `square`. */
export function measureFace(mesh: MeshOutput, rgb: RgbNumbers, square: Square): FaceShape {
  const points = mesh.points;
  const height = distance(points, faceTop, faceBottom) || 1;
  const lips = lipPairs.map(([upper, lower]) => distance(points, upper, lower));
  const scale = square.side / meshSide;
  const corners = eyeCorners.map((point) => place(points, point, square));
  const [right, left] = [corners[0] ?? [0, 0], corners[1] ?? [0, 0]];
  const box = boxOf(points, square);
  return {
    opening: lips.reduce((sum, lip) => sum + lip, 0) / lips.length / height,
    width: distance(points, ...mouthCorners) / height,
    luma: mouthLuma(points, rgb),
    eyeDistancePx: distance(points, ...eyeCorners) * scale,
    box,
    mouth: mouthOf(points, square, box.height),
    next: {
      x: box.x + box.width / 2,
      y: box.y + box.height / 2,
      side: Math.max(box.width, box.height) * cropOverFace,
      angle: Math.atan2(left[1] - right[1], left[0] - right[0]),
    },
  };
}

/** The crop that the mesh network expects for a face of the detector. */
export function cropForFound(square: Square): Square {
  return { ...square, side: square.side * cropOverFace };
}

function distance(points: Float32Array, a: number, b: number): number {
  const dx = (points[a * 3] ?? 0) - (points[b * 3] ?? 0);
  const dy = (points[a * 3 + 1] ?? 0) - (points[b * 3 + 1] ?? 0);
  return Math.hypot(dx, dy);
}

function place(points: Float32Array, point: number, square: Square): readonly [number, number] {
  return fromCrop(square, meshSide, points[point * 3] ?? 0, points[point * 3 + 1] ?? 0);
}

function boxOf(points: Float32Array, square: Square): FaceShape['box'] {
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (let point = 0; point < 468; point += 1) {
    const [x, y] = place(points, point, square);
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x);
    box.top = Math.min(box.top, y);
    box.bottom = Math.max(box.bottom, y);
  }
  return { x: box.left, y: box.top, width: box.right - box.left, height: box.bottom - box.top };
}

function mouthOf(points: Float32Array, square: Square, faceHeight: number): FaceShape['mouth'] {
  const { left, right, top, bottom } = outerLips;
  const [from, to, above, below] = [left, right, top, bottom].map((point) =>
    place(points, point, square),
  );
  const [x1, y1] = from ?? [0, 0];
  const [x2, y2] = to ?? [0, 0];
  return {
    x: (x1 + x2) / 2,
    y: ((above?.[1] ?? 0) + (below?.[1] ?? 0)) / 2,
    width: Math.max(Math.hypot(x2 - x1, y2 - y1), leastMouthWidth * faceHeight),
  };
}

function mouthLuma(points: Float32Array, rgb: RgbNumbers): number {
  const whole = meanLuma(rgb, 48, 48, meshSide - 48, meshSide - 48);
  const mouth = meanLuma(
    rgb,
    points[outerLips.left * 3] ?? 0,
    points[outerLips.top * 3 + 1] ?? 0,
    points[outerLips.right * 3] ?? 0,
    points[outerLips.bottom * 3 + 1] ?? 0,
  );
  return whole > 0.01 ? mouth / whole : 0;
}

function meanLuma(
  rgb: RgbNumbers,
  left: number,
  top: number,
  right: number,
  bottom: number,
): number {
  let sum = 0;
  let count = 0;
  for (let y = clamp(top); y <= clamp(bottom); y += 1) {
    for (let x = clamp(left); x <= clamp(right); x += 1) {
      const at = (y * meshSide + x) * 3;
      sum += 0.299 * (rgb[at] ?? 0) + 0.587 * (rgb[at + 1] ?? 0) + 0.114 * (rgb[at + 2] ?? 0);
      count += 1;
    }
  }
  return count > 0 ? sum / count : 0;
}

function clamp(value: number): number {
  return Math.max(0, Math.min(meshSide - 1, Math.round(value)));
}
