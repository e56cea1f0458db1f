/* oxlint-disable typescript/no-non-null-assertion -- indices come from the same arrays and tables, in loops that run per pixel */
import { clearSurface, makeSurface, rasterise, type Surface } from './rasterise.ts';

/** A direction of parallel light with the two axes across it, each a unit vector. */
export type LightFrame = { readonly towards: Vector; readonly across: Vector; readonly up: Vector };
type Vector = readonly [number, number, number];

/** Depth seen along one direction over the head and shoulders. */
export type DepthMap = {
  readonly surface: Surface;
  readonly frame: LightFrame;
  readonly scale: number;
  readonly centre: Vector;
};

/** A light frame that looks from the origin towards (x, y, z). */
export function lightFrame(x: number, y: number, z: number): LightFrame {
  const towards = unit([x, y, z]);
  const helper: Vector = Math.abs(towards[1]) > 0.9 ? [1, 0, 0] : [0, 1, 0];
  const across = unit(cross(helper, towards));
  return { towards, across, up: cross(towards, across) };
}

/** A reusable depth map of `size` samples over `span` mesh units around `centre`. */
export function makeDepthMap(
  frame: LightFrame,
  size: number,
  span: number,
  centre: Vector,
): DepthMap {
  return { surface: makeSurface(size, size), frame, scale: size / span, centre };
}

/** Draws the mesh into a depth map; `scratch` holds the projected vertices. */
export function drawDepth(
  map: DepthMap,
  positions: Float32Array,
  triangles: Int32Array,
  scratch: Float32Array,
): void {
  for (let at = 0; at < positions.length; at += 3) project(map, positions, at, scratch, at);
  clearSurface(map.surface);
  rasterise(map.surface, scratch, triangles);
}

/** 1 where a point is lit, 0 where it is hidden, soft over `taps` x `taps` samples. */
export function litShare(
  map: DepthMap,
  x: number,
  y: number,
  z: number,
  bias: number,
  taps: number,
): number {
  const { across, up, towards } = map.frame;
  const { width, depth } = map.surface;
  const dx = x - map.centre[0];
  const dy = y - map.centre[1];
  const dz = z - map.centre[2];
  const px = width / 2 + map.scale * (dx * across[0] + dy * across[1] + dz * across[2]);
  const py = width / 2 - map.scale * (dx * up[0] + dy * up[1] + dz * up[2]);
  const limit = -(dx * towards[0] + dy * towards[1] + dz * towards[2]) - bias;
  const reach = (taps - 1) / 2;
  let lit = 0;
  for (let j = -reach; j <= reach; j += 1) {
    for (let i = -reach; i <= reach; i += 1) {
      const sx = Math.floor(px + i * 1.6);
      const sy = Math.floor(py + j * 1.6);
      if (sx < 0 || sy < 0 || sx >= width || sy >= width || depth[sy * width + sx]! > limit)
        lit += 1;
    }
  }
  return lit / (taps * taps);
}

/** How open each vertex is to a surrounding sky, 0..1: depth maps from many directions, cosine-weighted. */
export function skyVisibility(
  positions: Float32Array,
  normals: Float32Array,
  triangles: Int32Array,
  used: Int32Array,
  directions: number,
): Float32Array {
  const total = new Float32Array(positions.length / 3);
  const seen = new Float32Array(positions.length / 3);
  const scratch = new Float32Array(positions.length);
  const golden = Math.PI * (3 - Math.sqrt(5));
  for (let k = 0; k < directions; k += 1) {
    const y = 1 - (1.7 * (k + 0.5)) / directions;
    const r = Math.sqrt(1 - y * y);
    const frame = lightFrame(r * Math.cos(k * golden), y, r * Math.sin(k * golden));
    const map = makeDepthMap(frame, 384, 6, [0, 6.9, 0.6]);
    drawDepth(map, positions, triangles, scratch);
    for (const vertex of used) {
      const at = 3 * vertex;
      const [tx, ty, tz] = frame.towards;
      const facing = normals[at]! * tx + normals[at + 1]! * ty + normals[at + 2]! * tz;
      if (facing <= 0.02) continue;
      total[vertex] = total[vertex]! + facing;
      seen[vertex] =
        seen[vertex]! +
        facing * litShare(map, positions[at]!, positions[at + 1]!, positions[at + 2]!, 0.05, 1);
    }
  }
  return seen.map((value, vertex) => (total[vertex]! > 0 ? value / total[vertex]! : 0));
}

function project(
  map: DepthMap,
  from: Float32Array,
  at: number,
  to: Float32Array,
  out: number,
): void {
  const { across, up, towards } = map.frame;
  const x = from[at]! - map.centre[0];
  const y = from[at + 1]! - map.centre[1];
  const z = from[at + 2]! - map.centre[2];
  const half = map.surface.width / 2;
  to[out] = half + map.scale * (x * across[0] + y * across[1] + z * across[2]);
  to[out + 1] = half - map.scale * (x * up[0] + y * up[1] + z * up[2]);
  to[out + 2] = -(x * towards[0] + y * towards[1] + z * towards[2]);
}

function cross(a: Vector, b: Vector): Vector {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

function unit(v: Vector): Vector {
  const length = Math.hypot(...v) || 1;
  return [v[0] / length, v[1] / length, v[2] / length];
}
