/* oxlint-disable typescript/no-non-null-assertion -- indices come from the same arrays and tables, in loops that run per pixel */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** One sparse morph target: vertex numbers and their offsets (x, y, z triples), in mesh units. */
export type MorphTarget = { readonly vertices: Int32Array; readonly offsets: Float32Array };

/** A triangle mesh with named groups; positions are x, y, z triples in mesh units (decimetres). */
export type Mesh = {
  readonly positions: Float32Array;
  readonly groups: ReadonlyMap<string, Int32Array>;
  readonly targets: ReadonlyMap<string, MorphTarget>;
};

/** Reads `base.obj` and every `*.target` of a folder (MakeHuman's text formats). */
export function readMesh(folder: string): Mesh {
  const { positions, groups } = readObj(readFileSync(join(folder, 'base.obj'), 'utf8'));
  const targets = new Map<string, MorphTarget>();
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.target'))) {
    targets.set(
      name.slice(0, -'.target'.length),
      readTarget(readFileSync(join(folder, name), 'utf8')),
    );
  }
  return { positions, groups, targets };
}

function readObj(text: string): Pick<Mesh, 'positions' | 'groups'> {
  const positions: number[] = [];
  const faces = new Map<string, number[]>();
  let group: number[] = [];
  for (const line of text.split('\n')) {
    const [kind, ...rest] = line.trim().split(/\s+/);
    if (kind === 'v') positions.push(...rest.map(Number));
    else if (kind === 'g') group = groupNamed(faces, rest[0] ?? '');
    else if (kind === 'f')
      group.push(...trianglesOf(rest.map((corner) => Number.parseInt(corner, 10) - 1)));
  }
  const groups = new Map([...faces].map(([name, list]) => [name, Int32Array.from(list)]));
  return { positions: Float32Array.from(positions), groups };
}

function groupNamed(faces: Map<string, number[]>, name: string): number[] {
  const known = faces.get(name);
  if (known) return known;
  const fresh: number[] = [];
  faces.set(name, fresh);
  return fresh;
}

function trianglesOf(corners: readonly number[]): number[] {
  const [a = 0, b = 0, c = 0, d] = corners;
  return d === undefined ? [a, b, c] : [a, b, c, a, c, d];
}

function readTarget(text: string): MorphTarget {
  const vertices: number[] = [];
  const offsets: number[] = [];
  for (const line of text.split('\n')) {
    if (line.startsWith('#') || line.trim() === '') continue;
    const [vertex = 0, dx = 0, dy = 0, dz = 0] = line.trim().split(/\s+/).map(Number);
    vertices.push(vertex);
    offsets.push(dx, dy, dz);
  }
  return { vertices: Int32Array.from(vertices), offsets: Float32Array.from(offsets) };
}

/** Adds `weight` times a target to positions in place. */
export function addTarget(positions: Float32Array, target: MorphTarget, weight: number): void {
  for (let i = 0; i < target.vertices.length; i += 1) {
    const at = 3 * (target.vertices[i] ?? 0);
    for (let axis = 0; axis < 3; axis += 1) {
      positions[at + axis] =
        (positions[at + axis] ?? 0) + weight * (target.offsets[3 * i + axis] ?? 0);
    }
  }
}

/** Area-weighted unit vertex normals of a triangle list. */
export function vertexNormals(positions: Float32Array, triangles: Int32Array): Float32Array {
  const normals = new Float32Array(positions.length);
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [3 * triangles[t]!, 3 * triangles[t + 1]!, 3 * triangles[t + 2]!];
    const [ux, uy, uz] = [
      positions[b]! - positions[a]!,
      positions[b + 1]! - positions[a + 1]!,
      positions[b + 2]! - positions[a + 2]!,
    ];
    const [vx, vy, vz] = [
      positions[c]! - positions[a]!,
      positions[c + 1]! - positions[a + 1]!,
      positions[c + 2]! - positions[a + 2]!,
    ];
    const [nx, ny, nz] = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx];
    for (const at of [a, b, c]) {
      normals[at] = normals[at]! + nx;
      normals[at + 1] = normals[at + 1]! + ny;
      normals[at + 2] = normals[at + 2]! + nz;
    }
  }
  for (let at = 0; at < normals.length; at += 3) {
    const length = Math.hypot(normals[at]!, normals[at + 1]!, normals[at + 2]!) || 1;
    normals[at] = normals[at]! / length;
    normals[at + 1] = normals[at + 1]! / length;
    normals[at + 2] = normals[at + 2]! / length;
  }
  return normals;
}
