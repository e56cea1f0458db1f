import { disc, stroke } from '../drawing.ts';
import { hashAt, noiseAt, smoothstep } from '../noise.ts';
import { blend, hex, makePicture, paint, type Colour, type Picture } from '../picture.ts';

const horizon = 0.66;

/** Night over a city in the rain: lit windows, a wet street with their reflections, passing cars. */
export function nightCity(width: number, height: number, seconds: number): Picture {
  const picture = makePicture(width, height);
  const aspect = width / height;
  paint(picture, (x, y) =>
    y < horizon ? skyline(x * aspect, y, seconds) : street(x * aspect, y, seconds),
  );
  for (let car = 0; car < 4; car += 1) drawCar(picture, car, seconds);
  drawRain(picture, seconds);
  return picture;
}

function skyline(x: number, y: number, seconds: number): Colour {
  const haze = blend(hex('#0c1226'), hex('#4a3558'), smoothstep(0.05, horizon, y));
  let colour = haze;
  for (let row = 0; row < 3; row += 1) {
    const wide = 0.15 - 0.02 * row;
    const walk = x + 11 * row + seconds * (0.012 + 0.012 * row);
    const house = Math.floor(walk / wide);
    const top = 0.2 + 0.12 * row + 0.22 * hashAt(house, row, 3);
    if (y < top) continue;
    const wall = blend(hex('#1d2340'), hex('#0a0d18'), row / 2);
    colour = blend(
      wall,
      window(walk, y, house, row, wide, seconds),
      windowCover(walk, y, house, row, wide),
    );
  }
  return colour;
}

function windowCover(walk: number, y: number, house: number, row: number, wide: number): number {
  const u = ((walk - house * wide) / wide) * 6;
  const v = y * (52 - 9 * row);
  const lit = hashAt(house * 31 + Math.floor(u), Math.floor(v), row) > 0.56;
  const [fu, fv] = [u - Math.floor(u), v - Math.floor(v)];
  const isInside = fu > 0.25 && fu < 0.78 && fv > 0.28 && fv < 0.76 && u > 0.4 && u < 5.6;
  return lit && isInside ? 0.55 + 0.2 * row : 0;
}

function window(
  walk: number,
  y: number,
  house: number,
  row: number,
  wide: number,
  seconds: number,
): Colour {
  const u = Math.floor(((walk - house * wide) / wide) * 6);
  const pick = hashAt(house + 7 * u, Math.floor(y * (52 - 9 * row)), 9);
  const flicker = pick > 0.93 ? 0.6 + 0.4 * noiseAt(seconds * 9, pick * 50) : 1;
  const tone = pick < 0.55 ? hex('#ffce7a') : pick < 0.85 ? hex('#ffe9bd') : hex('#8fd0ff');
  return [tone[0] * flicker, tone[1] * flicker, tone[2] * flicker];
}

function street(x: number, y: number, seconds: number): Colour {
  const depth = (y - horizon) / (1 - horizon);
  const ripple = (noiseAt(x * 30, depth * 60 + seconds * 3, 1) - 0.5) * 0.03 * (0.3 + depth);
  const mirror = horizon - (y - horizon) * 1.35 + ripple * 2;
  const seen = skyline(x + ripple, Math.max(0.02, mirror), seconds);
  const asphalt = blend(hex('#07090f'), hex('#1a1c26'), noiseAt(x * 90, y * 200, 2) * 0.5);
  return blend(asphalt, seen, 0.62 - 0.3 * depth);
}

function drawCar(picture: Picture, car: number, seconds: number): void {
  const { width, height } = picture;
  const heading = car % 2 === 0 ? 1 : -1;
  const way = (0.37 * car + seconds * (0.15 + 0.03 * car) + 0.05) % 1.3;
  const x = (heading > 0 ? way - 0.15 : 1.15 - way) * width;
  const y = (0.74 + 0.055 * car) * height;
  const size = height * (0.016 + 0.006 * car);
  const light = heading > 0 ? hex('#fff2d0') : hex('#ff3b2a');
  stroke(picture, [x - heading * size * 5, y], [x, y], size * 0.9, hex('#0b0d14'), 0.9);
  for (const [spread, glow] of [
    [4.5, 0.16],
    [2, 0.35],
    [0.55, 1],
  ] as const)
    disc(picture, [x, y], size * spread * 0.5, light, size * spread, glow);
  for (let k = 1; k < 7; k += 1) {
    const wobble = (noiseAt(k * 3 + seconds * 6, car * 9) - 0.5) * size * 1.6;
    disc(picture, [x + wobble, y + k * size * 1.5], size * 0.5, light, size * 1.6, 0.3 - 0.04 * k);
  }
}

function drawRain(picture: Picture, seconds: number): void {
  const { width, height } = picture;
  for (let drop = 0; drop < 260; drop += 1) {
    const near = hashAt(drop, 1, 5);
    const fall = (hashAt(drop, 2, 5) + seconds * (1.4 + 1.6 * near)) % 1.15;
    const x =
      ((hashAt(drop, 3, 5) +
        0.06 * fall +
        Math.floor((hashAt(drop, 2, 5) + seconds * (1.4 + 1.6 * near)) / 1.15) * 0.377) %
        1.1) *
      width;
    const y = (fall - 0.08) * height;
    const long = height * (0.02 + 0.045 * near);
    stroke(
      picture,
      [x, y],
      [x - long * 0.1, y + long],
      0.4 + 0.5 * near,
      hex('#b9c6dd'),
      0.1 + 0.24 * near,
    );
  }
}
