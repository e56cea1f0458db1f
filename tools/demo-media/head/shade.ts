/* oxlint-disable typescript/no-non-null-assertion -- indices come from the same arrays and tables, in loops that run per pixel */
import { noiseAt, smoothstep } from '../noise.ts';
import { hex, type Colour } from '../picture.ts';
import { material } from './bust.ts';
import type { Character } from './character.ts';
import { litShare, type DepthMap } from './occlusion.ts';
import { bodyLook, strands, type Look } from './skin.ts';

/** One visible point of a head, ready to be lit. */
export type SurfacePoint = {
  kind: number;
  readonly position: Float32Array;
  readonly normal: Float32Array;
  readonly base: Float32Array;
  sky: number;
  inside: number;
};

/** An eyeball's centre and the direction it looks. */
export type EyeAim = {
  readonly centre: readonly [number, number, number];
  readonly ahead: readonly [number, number, number];
};

const keyColour: Colour = [1.36, 1.31, 1.22];
const fillDirection = [0.86, 0.12, 0.5] as const;
const fillColour: Colour = [0.26, 0.31, 0.38];
const rimDirection = [0.62, 0.35, -0.7] as const;
const skyColour: Colour = [0.46, 0.48, 0.52];
const groundColour: Colour = [0.24, 0.2, 0.18];
const softening: Colour = [0.42, 0.24, 0.18];
const mouthColour = hex('#7a2a28');
const scleraColour = hex('#e9e4dc');

/** Writes the linear colour of a point under a warm key light with shadow, a cool fill, a rim and the sky. */
export function shadeSample(
  character: Character,
  point: SurfacePoint,
  shadow: DepthMap,
  eye: EyeAim,
  out: Float32Array,
): void {
  const { position, normal } = point;
  const length = Math.hypot(normal[0]!, normal[1]!, normal[2]!) || 1;
  const side = point.kind === material.hair && normal[2]! < 0 ? -length : length;
  const [nx, ny, nz] = [normal[0]! / side, normal[1]! / side, normal[2]! / side];
  const [kx, ky, kz] = shadow.frame.towards;
  const look = lookOf(character, point, eye);
  const facing = nx * kx + ny * ky + nz * kz;
  const lift = 0.03;
  const isInner = point.kind === material.teeth || point.kind === material.tongue;
  const open = isInner ? Math.max(0.3, point.sky) : point.sky;
  const cast =
    facing < -0.35
      ? 0
      : litShare(
          shadow,
          position[0]! + nx * lift,
          position[1]! + ny * lift,
          position[2]! + nz * lift,
          0.035,
          3,
        );
  const lit = isInner ? Math.max(0.3, cast) : cast;
  const fill = Math.max(0, nx * fillDirection[0] + ny * fillDirection[1] + nz * fillDirection[2]);
  const up = 0.5 + 0.5 * ny;
  const sky = 0.12 + 0.88 * open ** 1.2;
  const spec = highlight(nx, ny, nz, kx, ky, kz, look) * lit;
  const rim =
    Math.max(0, nx * rimDirection[0] + ny * rimDirection[1] + nz * rimDirection[2]) *
    (1 - Math.max(0, nz)) ** 2 *
    0.5 *
    open;
  const dark = 1 - 0.82 * point.inside;
  for (let axis = 0; axis < 3; axis += 1) {
    const soft = look.isHair || point.kind !== material.skin ? 0.15 : softening[axis]!;
    const key =
      (Math.max(0, facing + soft) / (1 + soft)) *
      (lit * 0.94 + 0.06 * soft) *
      keyColour[axis]! *
      Math.min(1, 0.25 + 1.1 * open);
    const around = (groundColour[axis]! + (skyColour[axis]! - groundColour[axis]!) * up) * sky;
    const light = key + fill * fillColour[axis]! * sky + around;
    out[axis] = film((look.colour[axis]! * light + rim * (0.3 + look.colour[axis]!) + spec) * dark);
  }
}

function lookOf(character: Character, point: SurfacePoint, eye: EyeAim): Look {
  const [x, y, z] = [point.base[0]!, point.base[1]!, point.base[2]!];
  if (point.kind === material.eye) return eyeLook(character, point.position, eye);
  if (point.kind === material.teeth) return { colour: toothColour(z), gloss: 0.2, isHair: false };
  if (point.kind === material.tongue) return { colour: mouthColour, gloss: 0.2, isHair: false };
  if (point.kind === material.hair)
    return { colour: strands(character, x, y, z), gloss: 0.03, isHair: true };
  const look = bodyLook(character, x, y, z);
  if (point.inside === 0) return look;
  const t = point.inside;
  return {
    ...look,
    colour: [0, 1, 2].map(
      (axis) => look.colour[axis]! * (1 - t) + mouthColour[axis]! * t,
    ) as unknown as Colour,
  };
}

/** Ivory at the front teeth, darker towards the molars, which little light reaches. */
function toothColour(z: number): Colour {
  const front = 0.08 + 0.92 * smoothstep(1.12, 1.44, z);
  return [0.98 * front, 0.9 * front, 0.76 * front];
}

function eyeLook(character: Character, position: Float32Array, eye: EyeAim): Look {
  const [dx, dy, dz] = [
    position[0]! - eye.centre[0],
    position[1]! - eye.centre[1],
    position[2]! - eye.centre[2],
  ];
  const length = Math.hypot(dx, dy, dz) || 1;
  const cosine = (dx * eye.ahead[0] + dy * eye.ahead[1] + dz * eye.ahead[2]) / length;
  const angle = Math.acos(Math.min(1, Math.max(-1, cosine)));
  const iris = smoothstep(0.5, 0.45, angle);
  const pupil = smoothstep(0.225, 0.19, angle);
  const ring = smoothstep(0.3, 0.48, angle);
  const fibres = 0.8 + 0.5 * noiseAt(Math.atan2(dy, dx) * 9, angle * 4, 1);
  const colour = [0, 1, 2].map((axis) => {
    const coloured = character.iris[axis]! * fibres * 1.15 * (1 - 0.65 * ring);
    return (scleraColour[axis]! * (1 - iris) + coloured * iris) * (1 - pupil) + 0.004 * pupil;
  });
  return { colour: colour as unknown as Colour, gloss: 0.9, isHair: false };
}

function highlight(
  nx: number,
  ny: number,
  nz: number,
  kx: number,
  ky: number,
  kz: number,
  look: Look,
): number {
  const length = Math.hypot(kx, ky, kz + 1);
  const cosine = Math.max(0, (nx * kx + ny * ky + nz * (kz + 1)) / length);
  return look.gloss > 0.5
    ? 0.85 * cosine ** 220
    : look.gloss * (0.55 * cosine ** 18 + 0.5 * cosine ** 60);
}

function film(value: number): number {
  const lifted = value * 0.82;
  return (lifted * (1 + lifted / 9)) / (1 + 0.55 * lifted);
}
