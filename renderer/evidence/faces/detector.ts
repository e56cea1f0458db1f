import { detectorSide, type FaceModels } from './face-models.ts';
import { cropSquare, type Pixels, type Square } from './picture-crop.ts';

/** A face that the detector found: its square about the eyes, turned with them. */
export type FoundFace = { readonly square: Square; readonly score: number };

type Anchor = { readonly x: number; readonly y: number };

/** The anchors of BlazeFace's 256-pixel network: 16 x 16 cells with two, then 8 x 8 cells with six. */
export function faceAnchors(): readonly Anchor[] {
  const layers = [
    { stride: 16, each: 2 },
    { stride: 32, each: 6 },
  ];
  return layers.flatMap(({ stride, each }) => {
    const cells = detectorSide / stride;
    return Array.from({ length: cells * cells * each }, (_, i) => {
      const cell = Math.floor(i / each);
      return {
        x: stride * ((cell % cells) + 0.5),
        y: stride * (Math.floor(cell / cells) + 0.5),
      };
    });
  });
}

const anchors = faceAnchors();
const leastScore = 0.5;
const mostFaces = 8;

/** The surest faces in the picture, from left to right; `closeUp` looks at overlapping tiles as well, for small faces. */
export function detectFaces(
  models: FaceModels,
  pixels: Pixels,
  closeUp: boolean,
): readonly FoundFace[] {
  const found = squaresToLookAt(pixels, closeUp).flatMap((square) =>
    detectIn(models, pixels, square),
  );
  found.sort((a, b) => b.score - a.score || a.square.x - b.square.x);
  const kept: FoundFace[] = [];
  for (const face of found)
    if (kept.every((other) => overlap(other.square, face.square) < 0.3)) kept.push(face);
  return kept.slice(0, mostFaces).sort((a, b) => a.square.x - b.square.x);
}

/** The whole picture, and where asked for squares of three fifths of its shorter side that overlap by a quarter. */
export function squaresToLookAt(
  size: { readonly width: number; readonly height: number },
  closeUp: boolean,
): readonly Square[] {
  const { width, height } = size;
  const whole = { x: width / 2, y: height / 2, side: Math.max(width, height), angle: 0 };
  const side = Math.min(width, height) * (Math.max(width, height) > 640 ? 0.6 : 1);
  if (!closeUp || side < detectorSide) return [whole];
  const steps = (length: number): readonly number[] => {
    const count = Math.max(1, Math.ceil((length - side) / (side * 0.75)) + 1);
    if (count === 1) return [length / 2];
    return Array.from({ length: count }, (_, i) => side / 2 + ((length - side) * i) / (count - 1));
  };
  const tiles = steps(height).flatMap((y) => steps(width).map((x) => ({ x, y, side, angle: 0 })));
  return [whole, ...tiles];
}

function detectIn(models: FaceModels, pixels: Pixels, where: Square): readonly FoundFace[] {
  const rgb = cropSquare(pixels, where, detectorSide, { shift: 127.5, divisor: 127.5 });
  const { scores, boxes } = models.detect(rgb);
  const scale = where.side / detectorSide;
  const left = where.x - where.side / 2;
  const top = where.y - where.side / 2;
  return anchors.flatMap((anchor, i) => {
    const score = 1 / (1 + Math.exp(-(scores[i] ?? -100)));
    if (score < leastScore) return [];
    const number = (k: number): number => boxes[i * 16 + k] ?? 0;
    // Six points: right eye, left eye, nose, mouth, ears.
    const angle = Math.atan2(number(7) - number(5), number(6) - number(4));
    const square = {
      x: left + (anchor.x + number(0)) * scale,
      y: top + (anchor.y + number(1)) * scale,
      side: Math.max(number(2), number(3)) * scale,
      angle,
    };
    return [{ square, score }];
  });
}

/** Shared area over united area of two squares, taken as upright. */
export function overlap(a: Square, b: Square): number {
  const across = (p: number, q: number): number =>
    Math.max(
      0,
      Math.min(p + a.side / 2, q + b.side / 2) - Math.max(p - a.side / 2, q - b.side / 2),
    );
  const shared = across(a.x, b.x) * across(a.y, b.y);
  return shared / (a.side * a.side + b.side * b.side - shared || 1);
}
