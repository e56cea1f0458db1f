import { disc, polygon, type Point } from '../drawing.ts';
import { cloudNoise, noiseAt, smoothstep } from '../noise.ts';
import { blend, hex, makePicture, paint, type Colour, type Picture } from '../picture.ts';

/** A paper boat that rides the swell at evening. */
export function paperBoat(width: number, height: number, seconds: number): Picture {
  const picture = makePicture(width, height);
  const aspect = width / height;
  paint(picture, (x, y) => skyOrSea(x * aspect, y, aspect, seconds));
  const x = 0.32 + 0.045 * seconds;
  const level = swell(x * aspect, seconds, 3);
  const slope =
    (swell(x * aspect + 0.03, seconds, 3) - swell(x * aspect - 0.03, seconds, 3)) / 0.06;
  drawBoat(
    picture,
    [x * width, (level + 0.005) * height],
    height * 0.17,
    slope * 0.8 + 0.06 * Math.sin(seconds * 2.1),
  );
  frontWave(picture, aspect, seconds);
  return picture;
}

/** Height of a wave layer (0 far .. 4 near) as a share of the picture's height. */
function swell(x: number, seconds: number, layer: number): number {
  const size = 0.006 + 0.009 * layer;
  const long = Math.sin(x * (9 - 1.4 * layer) + seconds * (1.1 + 0.25 * layer) + layer * 2);
  const short = Math.sin(x * (19 - 2 * layer) - seconds * (1.7 + 0.2 * layer) + layer);
  return 0.5 + 0.075 * layer + size * (long + 0.45 * short);
}

function skyOrSea(x: number, y: number, aspect: number, seconds: number): Colour {
  for (let layer = 3; layer >= 0; layer -= 1) {
    const top = swell(x, seconds, layer);
    if (y > top) return water(x, y, top, layer, aspect, seconds);
  }
  const sky = blend(hex('#27406b'), hex('#f6b98b'), smoothstep(0, 0.52, y));
  const cloud = smoothstep(0.5, 0.8, cloudNoise(x * 1.3 - seconds * 0.04, y * 6, 4, 4));
  const away = Math.hypot(x - 0.72 * aspect, y - 0.4);
  const sun = smoothstep(0.066, 0.06, away) + 0.45 * Math.exp(-away * 7);
  return blend(blend(sky, hex('#f3c2b0'), cloud * 0.5), hex('#ffe3b0'), Math.min(1, sun));
}

function water(
  x: number,
  y: number,
  top: number,
  layer: number,
  aspect: number,
  seconds: number,
): Colour {
  const deep = blend(hex('#d08a72'), hex('#173a5c'), (layer + 1) / 4.4);
  const crest = Math.exp(-(y - top) * (90 - 12 * layer));
  const ripple = noiseAt(x * 24 + seconds * 0.9 + layer * 9, y * 120 - seconds * 2, layer);
  const glitter = smoothstep(0.74, 0.95, ripple) * Math.exp(-(((x - 0.72 * aspect) / 0.17) ** 2));
  const lit = blend(deep, hex('#ffdcae'), 0.3 * crest + 0.75 * glitter);
  const shade = 0.86 + 0.22 * ripple;
  return [lit[0] * shade, lit[1] * shade, lit[2] * shade];
}

function drawBoat(picture: Picture, at: Point, size: number, tilt: number): void {
  const [c, s] = [Math.cos(tilt), Math.sin(tilt)];
  const place = (x: number, y: number): Point => [
    at[0] + size * (x * c - y * s),
    at[1] + size * (x * s + y * c),
  ];
  polygon(picture, [place(-0.42, -0.08), place(0, -0.95), place(0.04, -0.05)], hex('#e9e2d2'));
  polygon(picture, [place(0, -0.95), place(0.42, -0.08), place(0.04, -0.05)], hex('#bdb4a8'));
  polygon(
    picture,
    [place(-0.95, -0.36), place(0, -0.1), place(0, 0.3), place(-0.6, 0.24)],
    hex('#f7f2e6'),
  );
  polygon(
    picture,
    [place(0.95, -0.36), place(0, -0.1), place(0, 0.3), place(0.6, 0.24)],
    hex('#cfc5b6'),
  );
  polygon(
    picture,
    [place(-0.95, -0.36), place(-0.9, -0.3), place(0, 0.0), place(0, -0.1)],
    hex('#d9483b'),
  );
  polygon(
    picture,
    [place(0.95, -0.36), place(0.9, -0.3), place(0, 0.0), place(0, -0.1)],
    hex('#a5322a'),
  );
}

function frontWave(picture: Picture, aspect: number, seconds: number): void {
  const step = picture.width / 160;
  for (let column = 0; column < 160; column += 1) {
    const x0 = column * step;
    const top = (at: number) =>
      (swell((at / picture.width) * aspect, seconds, 3.35) + 0.012) * picture.height;
    polygon(
      picture,
      [
        [x0 - 0.5, top(x0)],
        [x0 + step + 0.5, top(x0 + step)],
        [x0 + step + 0.5, picture.height + 2],
        [x0 - 0.5, picture.height + 2],
      ],
      hex('#1d4266'),
      0.55,
    );
  }
  for (let i = 0; i < 9; i += 1) {
    const x = ((i * 0.13 + seconds * 0.03) % 1) * picture.width;
    disc(
      picture,
      [x, (0.84 + 0.05 * Math.sin(i * 2.3 + seconds)) * picture.height],
      1.4,
      hex('#f7d9b8'),
      2,
      0.5,
    );
  }
}
