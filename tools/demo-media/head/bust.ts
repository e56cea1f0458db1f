/* oxlint-disable typescript/no-non-null-assertion -- indices come from the same arrays and tables, in loops that run per pixel */
import { smoothstep } from '../noise.ts';
import type { Character } from './character.ts';
import { addTarget, vertexNormals, type Mesh } from './mesh.ts';
import { skyVisibility } from './occlusion.ts';

/** What a triangle is made of. */
export const material = { skin: 0, eye: 1, teeth: 2, tongue: 3, hair: 4 } as const;

/** A person's head and shoulders, ready to be posed: the mesh cut down, its materials and its sky visibility. */
export type Bust = {
  readonly character: Character;
  readonly mesh: Mesh;
  /** Undeformed coordinates of the base mesh: where hair, brows, lips and shirt are painted. */
  readonly base: Float32Array;
  /** This person at rest. */
  readonly rest: Float32Array;
  readonly triangles: Int32Array;
  readonly materials: Uint8Array;
  readonly vertices: Int32Array;
  readonly eyes: readonly [EyeBall, EyeBall];
  /** How far each vertex is set back when drawn, so that the mouth's inside never shows through a cheek. */
  readonly setBack: Float32Array;
  readonly skyClosed: Float32Array;
  readonly skyOpen: Float32Array;
  /** First corner of the loose hair in `triangles`; it is always last. */
  readonly firstHair: number;
};

/** One eyeball's vertices and its centre at rest. */
export type EyeBall = {
  readonly vertices: Int32Array;
  readonly centre: readonly [number, number, number];
};

const wideOpen = 0.8;

/** Cuts a bust out of the mesh for one character. */
export function makeBust(mesh: Mesh, character: Character): Bust {
  const rest = mesh.positions.slice();
  const macro = mesh.targets.get(character.macro);
  if (!macro) throw new Error(`the head folder has no ${character.macro}.target`);
  addTarget(rest, macro, 1);
  const { triangles, materials } = gatherTriangles(mesh, character);
  const vertices = Int32Array.from(new Set(triangles)).sort();
  puffHair(rest, mesh.positions, triangles, vertices, character);
  const opened = rest.slice();
  addExpression(opened, mesh, character, 'mouth-open', wideOpen);
  const sky = (positions: Float32Array) =>
    skyVisibility(positions, vertexNormals(positions, triangles), triangles, vertices, 220);
  const skyClosed = sky(rest);
  return {
    character,
    mesh,
    base: mesh.positions,
    rest,
    triangles,
    materials,
    vertices,
    eyes: [eyeBall(mesh, rest, 'helper-l-eye'), eyeBall(mesh, rest, 'helper-r-eye')],
    setBack: setBacks(mesh, skyClosed),
    skyClosed,
    skyOpen: sky(opened),
    firstHair: materials.includes(material.hair)
      ? 3 * materials.indexOf(material.hair)
      : triangles.length,
  };
}

/** Adds one of the character's own expression targets, such as `mouth-open`. */
export function addExpression(
  positions: Float32Array,
  mesh: Mesh,
  character: Character,
  name: string,
  weight: number,
): void {
  const target = mesh.targets.get(`${character.expressions}-${name}`);
  if (!target) throw new Error(`the head folder has no ${character.expressions}-${name}.target`);
  if (weight !== 0) addTarget(positions, target, weight);
}

/** How open the mouth is as a share of the pose that `skyOpen` was measured in, 0..1. */
export function openShare(mouthOpen: number): number {
  return Math.min(1, Math.max(0, mouthOpen / wideOpen));
}

/** Hair cover 0..1 at a point of the base mesh, from the hairline's height over depth. */
export function hairCover(character: Character, y: number, z: number, softness = 0.05): number {
  const raised = character.hairCut === 'cropped' ? 0.04 : 0;
  const line = hairlineHeight(z) + raised;
  return smoothstep(line - softness, line + softness, y);
}

/** Corners of the hairline as (z, y) on the base mesh: forehead, temple, sideburn, over the ear, nape. */
const hairline = [
  [1.45, 8.09],
  [1.3, 8.06],
  [1.16, 7.96],
  [1.02, 7.78],
  [0.92, 7.5],
  [0.86, 7.27],
  [0.79, 7.22],
  [0.71, 7.5],
  [0.3, 7.52],
  [0.2, 7.05],
  [0.08, 6.66],
  [-1, 6.6],
] as const;

function hairlineHeight(z: number): number {
  for (let i = 1; i < hairline.length; i += 1) {
    const [z0, y0] = hairline[i - 1]!;
    const [z1, y1] = hairline[i]!;
    if (z >= z1) return y0 + (y1 - y0) * smoothstep(z0, z1, z);
  }
  return 6.6;
}

/** True near the mouth's cavity: nearer the neck than the face's surface around the mouth. */
export function isBehindLips(base: Float32Array, at: number): boolean {
  const [x, y, z] = [base[at]!, base[at + 1]!, base[at + 2]!];
  return Math.abs(x) < 0.5 && y > 6.1 && y < 7.0 && z > 0.3 && z < 1.475 - 1.2 * x * x;
}

function setBacks(mesh: Mesh, skyClosed: Float32Array): Float32Array {
  const back = new Float32Array(mesh.positions.length / 3);
  for (let vertex = 0; vertex < back.length; vertex += 1) {
    back[vertex] = isBehindLips(mesh.positions, 3 * vertex) && skyClosed[vertex]! < 0.1 ? 0.3 : 0;
  }
  for (const group of ['helper-upper-teeth', 'helper-lower-teeth']) {
    for (const vertex of mesh.groups.get(group) ?? []) {
      back[vertex] = Math.max(
        back[vertex]!,
        0.3 * smoothstep(0.1, 0.22, Math.abs(mesh.positions[3 * vertex]!)),
      );
    }
  }
  return back;
}

function gatherTriangles(mesh: Mesh, character: Character): Pick<Bust, 'triangles' | 'materials'> {
  const triangles: number[] = [];
  const materials: number[] = [];
  const add = (group: string, kind: number, keep: (vertex: number) => boolean) => {
    const list = mesh.groups.get(group);
    if (!list) throw new Error(`base.obj has no group ${group}`);
    for (let t = 0; t < list.length; t += 3) {
      const corners = [list[t]!, list[t + 1]!, list[t + 2]!];
      if (!corners.every(keep)) continue;
      triangles.push(...corners);
      materials.push(kind);
    }
  };
  const isBust = (vertex: number) =>
    mesh.positions[3 * vertex + 1]! > 2.2 && Math.abs(mesh.positions[3 * vertex]!) < 3.4;
  add('body', material.skin, isBust);
  for (const eye of ['helper-l-eye', 'helper-r-eye']) add(eye, material.eye, () => true);
  for (const teeth of ['helper-upper-teeth', 'helper-lower-teeth'])
    add(teeth, material.teeth, () => true);
  add('helper-tongue', material.tongue, () => true);
  const isBehindEars = (vertex: number) => mesh.positions[3 * vertex + 2]! < 0.35;
  if (character.hairCut === 'long') add('helper-hair', material.hair, isBehindEars);
  return { triangles: Int32Array.from(triangles), materials: Uint8Array.from(materials) };
}

function puffHair(
  rest: Float32Array,
  base: Float32Array,
  triangles: Int32Array,
  vertices: Int32Array,
  character: Character,
): void {
  const thickness = { cropped: 0.03, short: 0.14, long: 0.11 }[character.hairCut];
  const normals = vertexNormals(rest, triangles);
  for (const vertex of vertices) {
    if (vertex >= 13380) continue;
    const at = 3 * vertex;
    const cover = hairCover(character, base[at + 1]! - 0.08, base[at + 2]!, 0.14);
    const cloth = 0.05 * smoothstep(5.75, 5.6, base[at + 1]!);
    for (let axis = 0; axis < 3; axis += 1) {
      rest[at + axis] = rest[at + axis]! + (thickness * cover + cloth) * normals[at + axis]!;
    }
  }
}

function eyeBall(mesh: Mesh, rest: Float32Array, group: string): EyeBall {
  const vertices = Int32Array.from(new Set(mesh.groups.get(group) ?? []));
  const low = [Infinity, Infinity, Infinity];
  const high = [-Infinity, -Infinity, -Infinity];
  for (const vertex of vertices) {
    for (let axis = 0; axis < 3; axis += 1) {
      low[axis] = Math.min(low[axis]!, rest[3 * vertex + axis]!);
      high[axis] = Math.max(high[axis]!, rest[3 * vertex + axis]!);
    }
  }
  return {
    vertices,
    centre: [(low[0]! + high[0]!) / 2, (low[1]! + high[1]!) / 2, (low[2]! + high[2]!) / 2],
  };
}
