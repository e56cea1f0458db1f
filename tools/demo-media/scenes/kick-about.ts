/* oxlint-disable typescript/no-non-null-assertion -- indices come from the same arrays and tables, in loops that run per pixel */
import { disc, lay, stroke, type Point } from '../drawing.ts';
import { cloudNoise, noiseAt, smoothstep } from '../noise.ts';
import { blend, hex, makePicture, paint, type Colour, type Picture } from '../picture.ts';

type Player = {
  readonly home: readonly [number, number];
  readonly shirt: Colour;
  readonly skin: Colour;
  readonly phase: number;
};

const red = hex('#c7352f');
const blue = hex('#2f5fb3');
const skins = [hex('#f0c3a0'), hex('#8a5636'), hex('#d9a577'), hex('#5f3a26')];
const players: readonly Player[] = Array.from({ length: 9 }, (_, i) => ({
  home: [0.12 + 0.095 * i, 0.56 + 0.34 * ((i * 0.37) % 1)],
  shirt: i % 2 === 0 ? red : blue,
  skin: skins[i % 4]!,
  phase: i * 1.7,
}));

/** The empty pitch: mown stripes, a line of trees and sky. */
export function emptyPitch(width: number, height: number): Picture {
  const picture = makePicture(width, height);
  paint(picture, (x, y) => (y < 0.34 ? trees(x, y) : grass(x, y)));
  const white = hex('#eef2ea');
  stroke(picture, [width * 0.5, height * 0.36], [width * 0.5, height], 2, white, 0.7);
  lay(picture, [0, height * 0.3, width, height], white, (x, y) => {
    const away = Math.hypot(
      (x - width / 2) / (width * 0.17),
      (y - height * 0.64) / (height * 0.13),
    );
    return 0.7 * smoothstep(0.022, 0.012, Math.abs(away - 1));
  });
  return picture;
}

/** A youth team's kick-about, drawn as simple toy figures. */
export function kickAbout(pitch: Picture, seconds: number): Picture {
  const picture = { ...pitch, rgb: pitch.rgb.slice() };
  const { width, height } = picture;
  const ball: Point = [
    width * (0.5 + 0.36 * Math.sin(seconds * 0.9)),
    height * (0.72 + 0.13 * Math.sin(seconds * 1.7 + 1)),
  ];
  const hop = Math.abs(Math.sin(seconds * 3.4)) * height * 0.07;
  const placed = players.map((player) => {
    const chase = 0.28;
    const x =
      width * (player.home[0] + 0.03 * Math.sin(seconds * 1.3 + player.phase)) * (1 - chase) +
      ball[0] * chase;
    const y =
      height * (player.home[1] + 0.02 * Math.cos(seconds * 1.1 + player.phase)) * (1 - chase) +
      ball[1] * chase;
    return { player, x, y };
  });
  placed.sort((a, b) => a.y - b.y);
  for (const one of placed) drawPlayer(picture, one.player, [one.x, one.y], seconds);
  shadow(picture, ball, height * 0.018);
  disc(picture, [ball[0], ball[1] - hop - 7], height * 0.018, hex('#f7f7f2'), 1.2);
  disc(picture, [ball[0] + 3, ball[1] - hop - 5], height * 0.007, hex('#2a2a2a'), 1.5, 0.8);
  return picture;
}

function drawPlayer(picture: Picture, player: Player, foot: Point, seconds: number): void {
  const size = picture.height * (0.1 + 0.16 * (foot[1] / picture.height - 0.4));
  const swing = Math.sin(seconds * 9 + player.phase) * 0.32;
  const [x, y] = foot;
  const bob = Math.abs(Math.cos(seconds * 9 + player.phase)) * size * 0.06;
  const at = (dx: number, dy: number): Point => [x + dx * size, y + dy * size - bob];
  shadow(picture, foot, size * 0.35);
  stroke(picture, at(-0.1, -0.55), at(-0.1 + swing, 0), size * 0.09, hex('#20242e'));
  stroke(picture, at(0.1, -0.55), at(0.1 - swing, 0), size * 0.09, hex('#20242e'));
  stroke(picture, at(-0.2, -1.05), at(-0.3 - swing * 0.7, -0.65), size * 0.07, player.skin);
  stroke(picture, at(0.2, -1.05), at(0.3 + swing * 0.7, -0.65), size * 0.07, player.skin);
  stroke(picture, at(0, -1.02), at(0, -0.62), size * 0.2, player.shirt);
  disc(picture, at(0, -1.42), size * 0.19, player.skin, 1.2);
  disc(picture, at(-0.01, -1.5), size * 0.17, hex('#2b1c12'), 1.2, 0.85);
  disc(picture, at(0, -1.38), size * 0.15, player.skin, 1.2);
}

function shadow(picture: Picture, at: Point, radius: number): void {
  lay(
    picture,
    [at[0] - radius, at[1] - radius, at[0] + radius * 2.4, at[1] + radius],
    [0.01, 0.03, 0.01],
    (x, y) =>
      0.5 *
      smoothstep(
        1,
        0.3,
        Math.hypot((x - at[0] - radius * 0.5) / (radius * 1.3), (y - at[1]) / (radius * 0.42)),
      ),
  );
}

function grass(x: number, y: number): Colour {
  const depth = 1 / (y - 0.22);
  const stripe = Math.floor((x - 0.5) * depth * 1.6 + 40) % 2;
  const blades = noiseAt(x * 320, y * 260, 1) * 0.16 + cloudNoise(x * 8, y * 12, 3, 3) * 0.25;
  const tone = 0.68 + 0.12 * stripe + blades;
  const base = blend(hex('#7fa84f'), hex('#3f7d33'), smoothstep(0.34, 0.9, y));
  return [base[0] * tone, base[1] * tone, base[2] * tone];
}

function trees(x: number, y: number): Colour {
  const crown = 0.2 + 0.12 * cloudNoise(x * 9, 2, 7, 4) - 0.05;
  if (y < crown) return blend(hex('#8fb8de'), hex('#dcebf3'), y / 0.3);
  const leaf = cloudNoise(x * 60, y * 50, 5, 4);
  return blend(hex('#1f3d22'), hex('#5d8a44'), leaf * smoothstep(0.36, 0.2, y));
}
