/* oxlint-disable typescript/no-non-null-assertion -- indices come from the same arrays and tables, in loops that run per pixel */
import { cloudNoise, mix, noiseAt, smoothstep } from '../noise.ts';
import { blend, hex, makePicture, paint, type Colour, type Picture } from '../picture.ts';

/** Colours and shape of a landscape. */
export type LandscapeLook = {
  readonly skyTop: Colour;
  readonly skyLow: Colour;
  readonly cloud: Colour;
  readonly sun: Colour;
  readonly sunAt: readonly [number, number];
  readonly hills: readonly [Colour, Colour];
  readonly ridge: number;
  readonly seed: number;
};

/** Three looks of the same kind of land: noon in the green hills, dusk in the dunes, dawn in the snow. */
export const looks = {
  noon: {
    skyTop: hex('#3f7fc4'),
    skyLow: hex('#c7e0f0'),
    cloud: hex('#ffffff'),
    sun: hex('#fff4cf'),
    sunAt: [0.74, 0.18],
    hills: [hex('#9db9b4'), hex('#3c7a2f')],
    ridge: 0.13,
    seed: 3,
  },
  dusk: {
    skyTop: hex('#2c2a56'),
    skyLow: hex('#f09a5a'),
    cloud: hex('#e8706a'),
    sun: hex('#ffd08a'),
    sunAt: [0.34, 0.46],
    hills: [hex('#b0685c'), hex('#3b1f2e')],
    ridge: 0.08,
    seed: 11,
  },
  dawn: {
    skyTop: hex('#6d8fc0'),
    skyLow: hex('#f3d6d8'),
    cloud: hex('#f7e6ea'),
    sun: hex('#fff0e0'),
    sunAt: [0.6, 0.36],
    hills: [hex('#c3cfe2'), hex('#7d93ad')],
    ridge: 0.24,
    seed: 27,
  },
} as const satisfies Record<string, LandscapeLook>;

const layers = 5;

/** A slow pan over hills under drifting clouds. */
export function landscape(
  width: number,
  height: number,
  look: LandscapeLook,
  seconds: number,
): Picture {
  const picture = makePicture(width, height);
  const aspect = width / height;
  const pan = 0.22 * seconds;
  const ridges = Array.from({ length: layers }, (_, layer) =>
    ridgeLine(width, aspect, look, layer, pan),
  );
  paint(picture, (x, y) => {
    for (let layer = layers - 1; layer >= 0; layer -= 1) {
      const top = ridges[layer]![Math.floor(x * width)]!;
      if (y > top) return ground(look, layer, x * aspect, y, top, pan);
    }
    return sky(look, x, y, aspect, seconds);
  });
  return picture;
}

function ridgeLine(
  width: number,
  aspect: number,
  look: LandscapeLook,
  layer: number,
  pan: number,
): Float32Array {
  const near = layer / (layers - 1);
  return Float32Array.from({ length: width }, (_, column) => {
    const x = (column / width) * aspect + pan * mix(0.25, 1.6, near);
    const shape = cloudNoise(x * mix(2.4, 1.1, near) + 31 * layer, look.seed, 0, 5) - 0.5;
    return 0.5 + 0.1 * layer + shape * look.ridge * mix(2, 1, near);
  });
}

function ground(
  look: LandscapeLook,
  layer: number,
  x: number,
  y: number,
  top: number,
  pan: number,
): Colour {
  const near = layer / (layers - 1);
  const walk = pan * mix(0.25, 1.6, near);
  const grass = noiseAt((x + walk) * mix(60, 150, near), y * mix(90, 60, near), layer);
  const slope = noiseAt((x + walk) * 3.2, y * 5, 40 + layer);
  const lit = 0.72 + 0.34 * slope + 0.16 * (grass - 0.5);
  const base = blend(look.hills[0], look.hills[1], near);
  const rim = Math.exp(-(y - top) * 60) * 0.22;
  const light: Colour = [base[0] * lit, base[1] * lit, base[2] * lit];
  return blend(light, look.sun, rim * (1 - near * 0.6));
}

function sky(look: LandscapeLook, x: number, y: number, aspect: number, seconds: number): Colour {
  const base = blend(look.skyTop, look.skyLow, smoothstep(-0.05, 0.62, y));
  const away = Math.hypot((x - look.sunAt[0]) * aspect, y - look.sunAt[1]);
  const glow = 0.75 * smoothstep(0.058, 0.05, away) + 0.5 * Math.exp(-away * 6);
  const flat = 1 / (0.25 + y);
  const cover = cloudNoise(
    x * aspect * 1.6 * flat * 0.5 + seconds * 0.2,
    flat * 1.7,
    seconds * 0.05 + look.seed,
    5,
  );
  const cloud = smoothstep(0.5, 0.72, cover) * smoothstep(0.6, 0.4, y);
  return blend(blend(base, look.sun, Math.min(1, glow)), look.cloud, cloud * 0.88);
}
