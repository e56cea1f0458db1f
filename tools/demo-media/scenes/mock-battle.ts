import { disc, lay, polygon, stroke, type Point } from '../drawing.ts';
import { cloudNoise, hashAt, smoothstep } from '../noise.ts';
import { blend, hex, makePicture, paint, type Colour, type Picture } from '../picture.ts';

/** When each cannon fires, in seconds. */
export const shotsAtS = [0.7, 1.9, 2.6, 3.7] as const;

const ink = hex('#150d12');

/** A re-enactment seen against the evening: a marching line of silhouettes, flags, cannon smoke. */
export function mockBattle(width: number, height: number, seconds: number): Picture {
  const picture = makePicture(width, height);
  const aspect = width / height;
  paint(picture, (x, y) => evening(x, y, aspect, seconds));
  for (let i = 0; i < 17; i += 1) drawSoldier(picture, i, seconds);
  shotsAtS.forEach((atS, i) => drawCannon(picture, i, seconds - atS));
  return picture;
}

function evening(x: number, y: number, aspect: number, seconds: number): Colour {
  const hill = crest(x) + 0.018 * (cloudNoise(x * 40, 1, 2, 2) - 0.5);
  if (y > hill)
    return blend(
      hex('#2a1a1c'),
      ink,
      smoothstep(hill, hill + 0.12, y) * (0.7 + 0.3 * cloudNoise(x * 30, y * 60, 3, 2)),
    );
  const sky = blend(hex('#4a4a78'), hex('#ffb765'), smoothstep(0, 0.75, y));
  const away = Math.hypot((x - 0.6) * aspect, y - 0.62);
  const sun = smoothstep(0.12, 0.112, away) + 0.5 * Math.exp(-away * 4);
  const bank =
    smoothstep(0.48, 0.75, cloudNoise(x * 3.2 + seconds * 0.05, y * 9, 1 + seconds * 0.03, 5)) *
    smoothstep(0.7, 0.3, y);
  const far = y > 0.66 + 0.05 * cloudNoise(x * 6, 8, 1, 3) ? 0.45 : 0;
  return blend(
    blend(blend(sky, hex('#fff0c4'), Math.min(1, sun)), hex('#b0566a'), bank * 0.7),
    hex('#6b4152'),
    far,
  );
}

function crest(x: number): number {
  return 0.76 + 0.035 * Math.sin(x * 5 + 0.6);
}

function drawSoldier(picture: Picture, i: number, seconds: number): void {
  const { width, height } = picture;
  const x = -0.12 + 0.058 * i + 0.045 * seconds + 0.008 * hashAt(i, 4);
  const stride = Math.sin(seconds * 5.4 + i * 0.4);
  const size = height * (0.135 + 0.014 * hashAt(i, 9));
  const foot = (crest(x) + 0.012) * height - Math.abs(stride) * size * 0.03;
  const at = (dx: number, dy: number): Point => [x * width + dx * size, foot + dy * size];
  stroke(picture, at(0, -0.5), at(0.17 * stride, 0), size * 0.055, ink);
  stroke(picture, at(0, -0.5), at(-0.17 * stride, 0), size * 0.055, ink);
  polygon(picture, [at(-0.13, -0.86), at(0.13, -0.86), at(0.15, -0.38), at(-0.15, -0.38)], ink);
  disc(picture, at(0, -1.0), size * 0.085, ink);
  polygon(picture, [at(-0.17, -1.05), at(0.17, -1.05), at(0.1, -1.17), at(-0.1, -1.17)], ink);
  if (i % 5 === 2) drawFlag(picture, at, seconds, i);
  else stroke(picture, at(0.1, -0.5), at(-0.12, -1.75), size * 0.014, ink);
}

function drawFlag(
  picture: Picture,
  at: (dx: number, dy: number) => Point,
  seconds: number,
  i: number,
): void {
  stroke(picture, at(0.12, -0.5), at(0.06, -2.2), 1.6, ink);
  const cloth = i % 2 === 0 ? hex('#7c2230') : hex('#2c3f66');
  const wave = (k: number) => 0.06 * k * Math.sin(seconds * 7 - k * 1.3 + i);
  for (let k = 0; k < 6; k += 1) {
    const [x0, x1] = [0.06 - 0.14 * k, 0.06 - 0.14 * (k + 1)];
    polygon(
      picture,
      [
        at(x0, -2.2 + wave(k)),
        at(x1, -2.2 + wave(k + 1)),
        at(x1, -1.72 + wave(k + 1)),
        at(x0, -1.72 + wave(k)),
      ],
      cloth,
    );
  }
}

function drawCannon(picture: Picture, i: number, since: number): void {
  const { width, height } = picture;
  const x = 0.2 + 0.2 * i;
  const ground = (crest(x) + 0.05) * height;
  const kick = since > 0 ? 9 * Math.exp(-since * 6) : 0;
  const wheel: Point = [x * width - kick, ground];
  stroke(picture, [wheel[0] - 26, wheel[1] + 8], [wheel[0] + 44, wheel[1] - 22], 6.5, ink);
  disc(picture, wheel, 17, ink);
  if (since < 0) return;
  const mouth: Point = [wheel[0] + 50, wheel[1] - 26];
  if (since < 0.16) disc(picture, mouth, 20 * (1 - since * 5), hex('#ffe2a0'), 26, 1);
  const grown = 26 + 62 * (1 - Math.exp(-since * 1.6));
  const [cx, cy] = [
    mouth[0] + 50 * (1 - Math.exp(-since * 2.2)) + 8 * since,
    mouth[1] - 26 * since,
  ];
  const fade = 0.85 * Math.exp(-since * 0.55) * smoothstep(0, 0.08, since);
  lay(
    picture,
    [cx - grown * 1.6, cy - grown, cx + grown * 1.6, cy + grown],
    hex('#cdb7b0'),
    (px, py) => {
      const away = Math.hypot((px - cx) / (grown * 1.4), (py - cy) / (grown * 0.85));
      const puff = cloudNoise(px / 38 + i * 9 - since * 0.5, py / 38 + since * 0.6, since * 0.7, 4);
      return fade * smoothstep(1, 0.35, away + (puff - 0.5) * 0.9);
    },
  );
}
