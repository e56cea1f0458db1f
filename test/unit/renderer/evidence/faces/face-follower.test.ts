import { expect, test } from 'vitest';
import { CutWatch } from '../../../../../renderer/evidence/faces/cut-watch.ts';
import {
  faceAnchors,
  overlap,
  squaresToLookAt,
} from '../../../../../renderer/evidence/faces/detector.ts';
import { FaceFollower } from '../../../../../renderer/evidence/faces/face-follower.ts';
import {
  detectorSide,
  meshSide,
  type FaceModels,
} from '../../../../../renderer/evidence/faces/face-models.ts';
import { faceTracksOf } from '../../../../../renderer/evidence/faces/faces-result.ts';
import { cropSquare, type Pixels } from '../../../../../renderer/evidence/faces/picture-crop.ts';

type Spot = { readonly x: number; readonly y: number; readonly side: number };

/** A black picture with white squares for faces. */
function picture(...spots: readonly Spot[]): Pixels {
  const [width, height] = [640, 480];
  const data = new Uint8ClampedArray(width * height * 4);
  for (const { x, y, side } of spots)
    for (let row = Math.round(y - side / 2); row < y + side / 2; row += 1)
      for (let column = Math.round(x - side / 2); column < x + side / 2; column += 1)
        data.fill(255, (row * width + column) * 4, (row * width + column) * 4 + 4);
  return { width, height, data };
}

/** Columns and rows that hold something bright, as the middle and side of what is there. */
function brightIn(rgb: Float32Array, side: number, from: number, to: number, least: number) {
  const found = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity, count: 0 };
  for (let y = 0; y < side; y += 1)
    for (let x = from; x < to; x += 1)
      if ((rgb[(y * side + x) * 3] ?? 0) > least) {
        found.left = Math.min(found.left, x);
        found.right = Math.max(found.right, x + 1);
        found.top = Math.min(found.top, y);
        found.bottom = Math.max(found.bottom, y + 1);
        found.count += 1;
      }
  return found;
}

const anchors = faceAnchors();

/** Networks that know white squares: one to each half of what they look at. */
const models: FaceModels = {
  detect(rgb) {
    const scores = new Float32Array(anchors.length).fill(-50);
    const boxes = new Float32Array(anchors.length * 16);
    for (const half of [0, 1]) {
      const from = (half * detectorSide) / 2;
      const bright = brightIn(rgb, detectorSide, from, from + detectorSide / 2, 0);
      if (bright.count < 9) continue;
      const anchor = anchors[half] ?? { x: 0, y: 0 };
      const [x, y] = [(bright.left + bright.right) / 2, (bright.top + bright.bottom) / 2];
      scores[half] = 5;
      const size = bright.right - bright.left;
      boxes.set([x - anchor.x, y - anchor.y, size, size, 0, 0, 1, 0], half * 16);
    }
    return { scores, boxes };
  },
  mesh(rgb) {
    const bright = brightIn(rgb, meshSide, 0, meshSide, 0.5);
    const points = new Float32Array(468 * 3);
    for (let i = 0; i < 468; i += 1) {
      points[i * 3] = i % 2 === 0 ? bright.left : bright.right;
      points[i * 3 + 1] = i % 3 === 0 ? bright.top : bright.bottom;
    }
    // The outer eye corners lie level.
    [points[33 * 3], points[33 * 3 + 1]] = [bright.left, bright.top];
    [points[263 * 3], points[263 * 3 + 1]] = [bright.right, bright.top];
    return { points, score: bright.count > 500 ? 1 : 0 };
  },
};

function follow(pictures: readonly Pixels[], cutAt = -1) {
  const follower = new FaceFollower(models);
  pictures.forEach((pixels, i) => follower.look(pixels, i, i * 40_000, i === cutAt));
  const frames = pictures.map((_, i) => i);
  return faceTracksOf(follower.faces, { width: 640, height: 480, frames, lookUs: 40_000 });
}

const left = (i: number): Spot => ({ x: 150 + 2 * i, y: 200, side: 80 });
const right = (i: number): Spot => ({ x: 500 - i, y: 240, side: 60 });
const count = (n: number): readonly number[] => Array.from({ length: n }, (_, i) => i);

test('two faces keep their own ids, left before right, in every picture', () => {
  const tracks = follow(count(30).map((i) => picture(left(i), right(i))));
  expect(tracks.map((track) => track.faceId)).toEqual([1, 2]);
  expect(tracks.map((track) => track.boxes.length)).toEqual([30, 30]);
  expect(tracks.map((track) => track.found)).toEqual([1, 1]);
  expect(tracks[0]?.boxes[10]).toMatchObject({ frame: 10 });
  expect(tracks[0]?.boxes[10]?.x).toBeCloseTo((170 - 40) / 640, 1);
  expect(Math.abs((tracks[0]?.eyeDistancePx ?? 0) - 80)).toBeLessThan(6);
});

test('a face that is hidden for a moment comes back under its id', () => {
  const tracks = follow(
    count(40).map((i) => (i >= 15 && i < 20 ? picture() : picture(left(i / 4)))),
  );
  expect(tracks).toHaveLength(1);
  expect(tracks[0]?.found).toBeCloseTo(35 / 40, 1);
});

test('after a cut the same place holds somebody new', () => {
  const tracks = follow(
    count(40).map((i) => picture(left(i / 4))),
    20,
  );
  expect(tracks.map(({ faceId, fromFrame, toFrame }) => [faceId, fromFrame, toFrame])).toEqual([
    [1, 0, 20],
    [2, 20, 40],
  ]);
});

test('what is seen for a tenth of a second is no face', () => {
  expect(follow(count(40).map((i) => (i < 3 ? picture(left(i)) : picture())))).toEqual([]);
});

test('the same pictures give the same numbers', () => {
  const pictures = count(20).map((i) => picture(left(i), right(i)));
  expect(follow(pictures)).toEqual(follow(pictures));
});

test('a crop turned by a quarter shows the picture turned', () => {
  const pixels = picture({ x: 320, y: 200, side: 20 });
  const square = { x: 320, y: 240, side: 192, angle: -Math.PI / 2 };
  const bright = brightIn(
    cropSquare(pixels, square, meshSide, { shift: 0, divisor: 255 }),
    meshSide,
    0,
    meshSide,
    0.5,
  );
  expect((bright.left + bright.right) / 2 - meshSide / 2).toBeCloseTo(40, 0);
  expect((bright.top + bright.bottom) / 2 - meshSide / 2).toBeCloseTo(0, 0);
});

test('small faces are looked for in overlapping tiles that cover the whole picture', () => {
  const squares = squaresToLookAt({ width: 1920, height: 1080 }, true);
  expect(squares[0]).toMatchObject({ side: 1920 });
  const tiles = squares.slice(1);
  const reach = (at: 'x' | 'y', length: number): boolean =>
    Math.min(...tiles.map((tile) => tile[at] - tile.side / 2)) <= 0 &&
    Math.max(...tiles.map((tile) => tile[at] + tile.side / 2)) >= length;
  expect([reach('x', 1920), reach('y', 1080)]).toEqual([true, true]);
  expect(squaresToLookAt({ width: 1920, height: 1080 }, false)).toHaveLength(1);
});

test('overlap is shared over united area', () => {
  const square = { x: 0, y: 0, side: 2, angle: 0 };
  expect(overlap(square, square)).toBe(1);
  expect(overlap(square, { ...square, x: 1 })).toBeCloseTo(1 / 3);
  expect(overlap(square, { ...square, x: 3 })).toBe(0);
});

test('a cut is a change far above what moves from picture to picture', () => {
  const cuts = new CutWatch();
  const shot = (base: number, i: number): Uint8Array =>
    Uint8Array.from({ length: 400 }, (_, k) => base + ((k * 7 + i) % 20));
  const seen = [0, 1, 2, 3].map((i) => cuts.isCut(shot(40, i)));
  expect(seen).toEqual([false, false, false, false]);
  expect(cuts.isCut(shot(160, 4))).toBe(true);
  expect(cuts.isCut(shot(160, 5))).toBe(false);
});
