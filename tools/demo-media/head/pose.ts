/* oxlint-disable typescript/no-non-null-assertion -- indices come from the same arrays and tables, in loops that run per pixel */
import { smoothstep } from '../noise.ts';
import { addExpression, type Bust } from './bust.ts';

/** A face at one moment: expression weights 0..1, head turn in radians, gaze in radians. */
export type Pose = {
  readonly open: number;
  readonly round: number;
  readonly spread: number;
  readonly press: number;
  readonly smile: number;
  readonly blink: number;
  readonly brows: number;
  readonly turn: number;
  readonly nod: number;
  readonly tilt: number;
  readonly gazeX: number;
  readonly gazeY: number;
};

/** The bust's vertex positions in a pose. */
export function posedPositions(bust: Bust, pose: Pose): Float32Array {
  const positions = bust.rest.slice();
  const add = (name: string, weight: number) =>
    addExpression(positions, bust.mesh, bust.character, name, weight);
  add('mouth-open', pose.open);
  add('mouth-pursing', 0.8 * pose.round);
  add('mouth-protusion', 0.25 * pose.round);
  add('mouth-retraction', 0.7 * pose.spread);
  add('mouth-compression', pose.press);
  add('mouth-corner-puller', pose.smile);
  add('eye-left-closure', pose.blink);
  add('eye-right-closure', pose.blink);
  add('eyebrows-left-up', pose.brows);
  add('eyebrows-right-up', pose.brows);
  turnHead(bust, positions, pose);
  return positions;
}

/** Rotates a point about the neck by the pose's turn, nod and tilt, by a share 0 (shoulders) to 1 (head). */
export function turned(
  pose: Pose,
  share: number,
  x: number,
  y: number,
  z: number,
): readonly [number, number, number] {
  const [py, pz] = [6.5, 0.1];
  const [ct, st] = [Math.cos(pose.turn * share), Math.sin(pose.turn * share)];
  const [cn, sn] = [Math.cos(pose.nod * share), Math.sin(pose.nod * share)];
  const [cr, sr] = [Math.cos(pose.tilt * share), Math.sin(pose.tilt * share)];
  const x1 = x * ct + (z - pz) * st;
  const z1 = -x * st + (z - pz) * ct;
  const y2 = (y - py) * cn - z1 * sn;
  const z2 = (y - py) * sn + z1 * cn;
  return [x1 * cr - y2 * sr, py + x1 * sr + y2 * cr, pz + z2];
}

/** How far a vertex follows the head: 0 at the collar, 1 from the jaw up. */
export function headShare(baseY: number, baseZ: number): number {
  return smoothstep(5.5, 6.35, baseY + 0.25 * Math.max(0, baseZ - 0.6));
}

function turnHead(bust: Bust, positions: Float32Array, pose: Pose): void {
  for (const vertex of bust.vertices) {
    const at = 3 * vertex;
    const share = headShare(bust.base[at + 1]!, bust.base[at + 2]!);
    if (share === 0) continue;
    const moved = turned(pose, share, positions[at]!, positions[at + 1]!, positions[at + 2]!);
    positions.set(moved, at);
  }
}
