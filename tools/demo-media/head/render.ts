/* oxlint-disable typescript/no-non-null-assertion -- indices come from the same arrays and tables, in loops that run per pixel */
import { smoothstep } from '../noise.ts';
import { toByte, type Picture } from '../picture.ts';
import { isBehindLips, material, openShare, type Bust } from './bust.ts';
import { vertexNormals } from './mesh.ts';
import { drawDepth, lightFrame, makeDepthMap, type DepthMap } from './occlusion.ts';
import { posedPositions, turned, type Pose } from './pose.ts';
import { clearSurface, makeSurface, rasterise, type Surface } from './rasterise.ts';
import { shadeSample, type EyeAim, type SurfacePoint } from './shade.ts';

/** Where a bust is in the picture: pixels per mesh unit, and the pixel between the eyes. */
export type Stand = { readonly pixelsPerUnit: number; readonly x: number; readonly y: number };

/** Draws posed busts into pictures of one size; holds the buffers. */
export type Painter = {
  readonly surface: Surface;
  readonly shadow: DepthMap;
  readonly samples: number;
};

const cameraDistance = 13;
const faceDepth = 0.8;

/** Buffers for pictures of the given size, with `samples` x `samples` samples per pixel. */
export function makePainter(width: number, height: number, samples = 2): Painter {
  const key = lightFrame(-0.55, 0.62, 0.95);
  return {
    surface: makeSurface(width * samples, height * samples),
    shadow: makeDepthMap(key, 700, 5.4, [0, 6.7, 0.6]),
    samples,
  };
}

/** Draws one person over what the picture already shows. */
export function drawBust(
  painter: Painter,
  picture: Picture,
  bust: Bust,
  pose: Pose,
  stand: Stand,
): void {
  const positions = posedPositions(bust, pose);
  const eyeLevel = (bust.eyes[0].centre[1] + bust.eyes[1].centre[1]) / 2;
  const normals = vertexNormals(positions, bust.triangles);
  const scratch = new Float32Array(positions.length);
  drawDepth(painter.shadow, positions, bust.triangles, scratch);
  project(painter, bust, positions, stand, eyeLevel, scratch);
  clearSurface(painter.surface);
  rasterise(painter.surface, scratch, bust.triangles);
  thickenHair(painter, bust, stand, scratch);
  resolve(painter, picture, makeSampler(painter, bust, pose, positions, normals));
}

function project(
  painter: Painter,
  bust: Bust,
  positions: Float32Array,
  stand: Stand,
  eyeLevel: number,
  out: Float32Array,
): void {
  const scale = stand.pixelsPerUnit * painter.samples * cameraDistance;
  for (const vertex of bust.vertices) {
    const at = 3 * vertex;
    const depth = cameraDistance - (positions[at + 2]! - faceDepth);
    out[at] = stand.x * painter.samples + (scale * positions[at]!) / depth;
    out[at + 1] = stand.y * painter.samples - (scale * (positions[at + 1]! - eyeLevel)) / depth;
    out[at + 2] = depth + bust.setBack[vertex]!;
  }
}

/** Draws the loose hair again a little to each side, so that no light shows between its sheets. */
function thickenHair(painter: Painter, bust: Bust, stand: Stand, projected: Float32Array): void {
  if (bust.firstHair >= bust.triangles.length) return;
  for (const step of [-0.05, 0.05]) {
    const shifted = projected.map((value, i) =>
      i % 3 === 0
        ? value + step * stand.pixelsPerUnit * painter.samples
        : value + (i % 3 === 2 ? 0.02 : 0),
    );
    rasterise(painter.surface, shifted, bust.triangles, bust.firstHair);
  }
}

type Sampler = (at: number, out: Float32Array) => void;

function makeSampler(
  painter: Painter,
  bust: Bust,
  pose: Pose,
  positions: Float32Array,
  normals: Float32Array,
): Sampler {
  const { surface, shadow } = painter;
  const open = openShare(pose.open);
  const eyes = bust.eyes.map((eye) => eyeAim(eye.centre, pose));
  const sky = bust.vertices.reduce((all, vertex) => {
    all[vertex] = bust.skyClosed[vertex]! * (1 - open) + bust.skyOpen[vertex]! * open;
    return all;
  }, new Float32Array(bust.skyClosed.length));
  const point: SurfacePoint = {
    kind: 0,
    position: new Float32Array(3),
    normal: new Float32Array(3),
    base: new Float32Array(3),
    sky: 0,
    inside: 0,
  };
  return (at, out) => {
    const t = surface.triangle[at]!;
    const [a, b, c] = [bust.triangles[t]!, bust.triangles[t + 1]!, bust.triangles[t + 2]!];
    const [wb, wc] = [surface.weightB[at]!, surface.weightC[at]!];
    const wa = 1 - wb - wc;
    for (let axis = 0; axis < 3; axis += 1) {
      const [ia, ib, ic] = [3 * a + axis, 3 * b + axis, 3 * c + axis];
      point.position[axis] = wa * positions[ia]! + wb * positions[ib]! + wc * positions[ic]!;
      point.normal[axis] = wa * normals[ia]! + wb * normals[ib]! + wc * normals[ic]!;
      point.base[axis] = wa * bust.base[ia]! + wb * bust.base[ib]! + wc * bust.base[ic]!;
    }
    point.kind = bust.materials[t / 3]!;
    point.sky = wa * sky[a]! + wb * sky[b]! + wc * sky[c]!;
    const closed = wa * bust.skyClosed[a]! + wb * bust.skyClosed[b]! + wc * bust.skyClosed[c]!;
    point.inside =
      point.kind === material.skin && isBehindLips(point.base, 0)
        ? smoothstep(0.12, 0.03, closed)
        : 0;
    shadeSample(bust.character, point, shadow, point.base[0]! > 0 ? eyes[0]! : eyes[1]!, out);
  };
}

function eyeAim(centre: readonly [number, number, number], pose: Pose): EyeAim {
  const [x, y, z] = turned(pose, 1, ...centre);
  const [aheadX, aheadY, aheadZ] = turned(
    { ...pose, turn: pose.turn + pose.gazeX, nod: pose.nod - pose.gazeY },
    1,
    0,
    6.5,
    1.1,
  );
  const length = Math.hypot(aheadX, aheadY - 6.5, aheadZ - 0.1);
  return {
    centre: [x, y, z],
    ahead: [aheadX / length, (aheadY - 6.5) / length, (aheadZ - 0.1) / length],
  };
}

function resolve(painter: Painter, picture: Picture, sample: Sampler): void {
  const { surface, samples } = painter;
  const { width, height, rgb } = picture;
  const colour = new Float32Array(3);
  const sum = new Float32Array(3);
  const count = samples * samples;
  const places = Array.from(
    { length: count },
    (_, k) => Math.floor(k / samples) * surface.width + (k % samples),
  );
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const corner = y * samples * surface.width + x * samples;
      const isFlat = isOneSurface(surface, corner, places);
      let hits = 0;
      sum.fill(0);
      for (const place of isFlat ? places.slice(0, 1) : places) {
        if (surface.triangle[corner + place]! < 0) continue;
        sample(corner + place, colour);
        for (let axis = 0; axis < 3; axis += 1) sum[axis] = sum[axis]! + toByte(colour[axis]!);
        hits += 1;
      }
      if (hits === 0) continue;
      const cover = isFlat ? 1 : hits / count;
      const out = 3 * (y * width + x);
      for (let axis = 0; axis < 3; axis += 1) {
        rgb[out + axis] = (sum[axis]! / hits) * cover + rgb[out + axis]! * (1 - cover) + 0.5;
      }
    }
  }
}

/** True where all samples of a pixel are on one smooth piece, so that one of them may stand for all. */
function isOneSurface(surface: Surface, corner: number, places: readonly number[]): boolean {
  const first = surface.depth[corner]!;
  return places.every(
    (place) =>
      surface.triangle[corner + place]! >= 0 &&
      Math.abs(surface.depth[corner + place]! - first) < 0.02,
  );
}
