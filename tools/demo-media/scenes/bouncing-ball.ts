/* oxlint-disable typescript/no-non-null-assertion -- indices come from the same arrays and tables, in loops that run per pixel */
import { disc, lay } from '../drawing.ts';
import { cloudNoise, hashAt, noiseAt, smoothstep } from '../noise.ts';
import { blend, hex, makePicture, paint, type Colour, type Picture } from '../picture.ts';

/** One flight of the ball between two touches of the floor. */
type Flight = { readonly fromS: number; readonly lengthS: number; readonly riseUnits: number };

const gravity = 4.4;
const bounce = 0.8;

/** Flights of a ball dropped from `heightUnits`, until `lengthS`; the first is the second half of a full one. */
export function flightsOf(heightUnits: number, lengthS: number): readonly Flight[] {
  const flights: Flight[] = [];
  let speed = Math.sqrt(2 * gravity * heightUnits);
  let fromS = -speed / gravity;
  while (fromS < lengthS) {
    const flightS = Math.max(0.12, (2 * speed) / gravity);
    flights.push({ fromS, lengthS: flightS, riseUnits: (speed * speed) / (2 * gravity) });
    fromS += flightS;
    speed *= bounce;
  }
  return flights;
}

/** Moments at which the ball touches the floor, with the strength of each touch 0..1. */
export function touchesOf(
  flights: readonly Flight[],
): readonly { readonly atS: number; readonly strength: number }[] {
  const most = flights[0]?.riseUnits ?? 1;
  return flights.slice(1).map((flight, i) => ({
    atS: flight.fromS,
    strength: Math.sqrt((flights[i]?.riseUnits ?? 0) / most),
  }));
}

/** A red ball that bounces through a sunlit room with a wooden floor. */
export function ballRoom(
  width: number,
  height: number,
  flights: readonly Flight[],
  seconds: number,
  room: Picture,
): Picture {
  const picture = { ...room, rgb: room.rgb.slice() };
  const flight = flights.findLast((one) => seconds >= one.fromS) ?? flights[0]!;
  const t = seconds - flight.fromS;
  const up = Math.max(0, (flight.riseUnits * 4 * t * (flight.lengthS - t)) / flight.lengthS ** 2);
  const radius = height * 0.085;
  const x = width * (0.14 + 0.145 * seconds);
  const floor = height * 0.86;
  const y = floor - radius - up * height * 0.6;
  const near = Math.exp(-up * 2.5);
  const squash = 1 - 0.12 * Math.exp(-((up * 24) ** 2));
  const shade = radius * (1.1 + 0.9 * up);
  lay(
    picture,
    [
      x - shade * 1.3 + 30 * up,
      floor - shade * 0.4,
      x + shade * 1.3 + 30 * up,
      floor + shade * 0.4,
    ],
    [0.02, 0.012, 0.01],
    (px, py) =>
      0.75 *
      near *
      smoothstep(1, 0.25, Math.hypot((px - x - 30 * up) / shade, (py - floor) / (shade * 0.3))),
  );
  drawBall(picture, x, y + radius * (1 - squash), radius, squash, seconds * 2.6);
  return picture;
}

/** The empty room: a wall with a window's light and a floor of boards. */
export function emptyRoom(width: number, height: number): Picture {
  const picture = makePicture(width, height);
  const wall = hex('#8fa7a0');
  paint(picture, (x, y) => (y < 0.66 ? wallColour(wall, x, y) : floorColour(x, y)));
  disc(picture, [width * 0.87, height * 0.2], height * 0.075, hex('#d8cfb8'), 2);
  disc(picture, [width * 0.87, height * 0.2], height * 0.062, hex('#f4efe2'), 2);
  return picture;
}

function wallColour(wall: Colour, x: number, y: number): Colour {
  const plaster = 0.92 + 0.12 * cloudNoise(x * 9, y * 6, 2, 4);
  const slant = x - 0.35 * y;
  const pane =
    smoothstep(0.16, 0.17, slant) *
    smoothstep(0.44, 0.43, slant) *
    smoothstep(0.1, 0.115, y) *
    smoothstep(0.56, 0.545, y);
  const bars =
    smoothstep(0.006, 0.009, Math.abs(slant - 0.3)) * smoothstep(0.008, 0.012, Math.abs(y - 0.33));
  const skirting = y > 0.63 ? 1.35 : 1;
  const light = (0.6 + 0.55 * pane * bars - 0.22 * x) * plaster * skirting;
  return [
    wall[0] * light * (1 + 0.35 * pane * bars),
    wall[1] * light * (1 + 0.18 * pane * bars),
    wall[2] * light,
  ];
}

function floorColour(x: number, y: number): Colour {
  const depth = 0.34 / (y - 0.6);
  const across = (x - 0.5) * depth * 5.2;
  const board = Math.floor(across * 2);
  const along = depth * 6 + hashAt(board, 5) * 7;
  const grain =
    noiseAt(across * 26, along * 1.3, board) * 0.2 + noiseAt(across * 80, along * 3, 3) * 0.1;
  const gap = smoothstep(0.02, 0.05, Math.abs(across * 2 - Math.round(across * 2)));
  const tone = (0.72 + 0.3 * hashAt(board, Math.floor(along / 3)) + grain) * (0.45 + 0.55 * gap);
  const warm = blend(hex('#8a5a34'), hex('#c28a54'), smoothstep(0.1, 0.9, 1 - Math.abs(x - 0.36)));
  const fade = 0.55 + 0.5 * (y - 0.66);
  return [warm[0] * tone * fade, warm[1] * tone * fade, warm[2] * tone * fade];
}

function drawBall(
  picture: Picture,
  x: number,
  y: number,
  radius: number,
  squash: number,
  turn: number,
): void {
  const [red, cream] = [hex('#c8322b'), hex('#f3e6d0')];
  const [tall, wide] = [radius * squash, radius / Math.sqrt(squash)];
  for (const pass of ['red', 'cream', 'shade', 'shine'] as const) {
    const colour = { red, cream, shade: [0.03, 0.01, 0.02] as const, shine: [1, 1, 1] as const }[
      pass
    ];
    lay(picture, [x - wide - 1, y - tall - 1, x + wide + 1, y + tall + 1], colour, (px, py) => {
      const [u, v] = [(px - x) / wide, (py - y) / tall];
      const r = Math.hypot(u, v);
      const cover = Math.min(1, Math.max(0, (1 - r) * radius + 0.5));
      if (cover === 0) return 0;
      const w = Math.sqrt(Math.max(0, 1 - r * r));
      const band = Math.abs(u * Math.sin(turn) + v * Math.cos(turn));
      if (pass === 'cream')
        return cover * smoothstep(0.3, 0.28, band) * smoothstep(0.1, 0.12, band);
      if (pass === 'shade')
        return cover * 0.85 * smoothstep(0.65, -0.45, -0.45 * u - 0.6 * v + 0.65 * w);
      if (pass === 'shine')
        return cover * 0.8 * smoothstep(0.3, 0.05, Math.hypot(u + 0.38, v + 0.45));
      return cover;
    });
  }
}
