import { noiseAt, smoothstep } from '../noise.ts';
import { blend, type Colour } from '../picture.ts';
import { hairCover } from './bust.ts';
import type { Character } from './character.ts';

/** What one point of the body looks like: its colour and how glossy it is. */
export type Look = { readonly colour: Colour; readonly gloss: number; readonly isHair: boolean };

/** The look of a point of the body, found by its place on the base mesh. */
export function bodyLook(character: Character, x: number, y: number, z: number): Look {
  const collar = 5.72 + 0.16 * Math.abs(x) - 0.12 * smoothstep(0.6, 1.2, z);
  const cloth = smoothstep(collar + 0.012, collar - 0.012, y);
  if (cloth === 1) return { colour: shirtColour(character, y, collar), gloss: 0.02, isHair: false };
  const wisps = 0.055 * (noiseAt(x * 34 + z * 20, y * 9, z * 34) - 0.5);
  const cover =
    y > 6.5
      ? hairCover(character, y + wisps, z, character.hairCut === 'cropped' ? 0.05 : 0.035)
      : 0;
  const brow = browCover(character, x, y, z);
  const lip = lipCover(x, y, z);
  const skin = blend(skinColour(character, x, y, z), shirtColour(character, y, collar), cloth);
  const withLips = blend(skin, character.lips, 0.75 * lip);
  const withBrows = blend(withLips, browColour(character), 0.85 * brow);
  if (cover === 0) return { colour: withBrows, gloss: 0.11 + 0.22 * lip, isHair: false };
  return {
    colour: blend(withBrows, strands(character, x, y, z), cover),
    gloss: 0.12,
    isHair: cover > 0.5,
  };
}

/** Hair colour with strands that run down and back over the head. */
export function strands(character: Character, x: number, y: number, z: number): Colour {
  const around = Math.atan2(x, z - 0.2);
  const grain =
    character.hairCut === 'cropped'
      ? noiseAt(x * 40, y * 40, z * 40)
      : 0.5 * noiseAt(around * 26, y * 2 + z * 2, 5) + 0.5 * noiseAt(around * 75, y * 4 + z * 3, 9);
  const shade = 0.76 + 0.48 * grain;
  return [character.hair[0] * shade, character.hair[1] * shade, character.hair[2] * shade];
}

function shirtColour(character: Character, y: number, collar: number): Colour {
  const seam = y > collar - 0.07 ? 0.72 : 1;
  return [character.shirt[0] * seam, character.shirt[1] * seam, character.shirt[2] * seam];
}

function skinColour(character: Character, x: number, y: number, z: number): Colour {
  const patch = 0.94 + 0.12 * noiseAt(x * 3 + 9, y * 3, z * 3);
  const pores = 0.97 + 0.06 * noiseAt(x * 46, y * 46, z * 46);
  const cheek = Math.exp(-((Math.abs(x) - 0.52) ** 2 + (y - 6.86) ** 2) / 0.05) * (z > 0.8 ? 1 : 0);
  const nose = Math.exp(-(x ** 2 + (y - 6.98) ** 2) / 0.018) * (z > 1.3 ? 1 : 0);
  const flush = 0.16 * cheek + 0.14 * nose;
  const shade = patch * pores;
  return [
    character.skin[0] * shade * (1 + 0.3 * flush),
    character.skin[1] * shade * (1 - 0.75 * flush),
    character.skin[2] * shade * (1 - 0.75 * flush),
  ];
}

function lipCover(x: number, y: number, z: number): number {
  const along = Math.abs(x) / 0.262;
  if (along >= 1 || z < 1.38 || y < 6.4 || y > 6.8) return 0;
  const swell = (1 - along * along) ** 0.75;
  const bow = 0.016 * Math.exp(-((x / 0.04) ** 2));
  const edge = y > 6.607 ? 0.118 * swell - bow : 0.122 * swell;
  return smoothstep(edge + 0.012, edge - 0.018, Math.abs(y - 6.607));
}

function browCover(character: Character, x: number, y: number, z: number): number {
  if (z < 0.95) return 0;
  const along = (Math.abs(x) - 0.13) / 0.44;
  if (along < -0.1 || along > 1.1) return 0;
  const middle = 7.545 + 0.085 * Math.sin(Math.min(1, Math.max(0, along)) * 2.25) - 0.03 * along;
  const female = character.macro.includes('female');
  const half = (female ? 0.026 : 0.04) * (1 - 0.55 * Math.max(0, along));
  const ends = smoothstep(-0.1, 0.08, along) * smoothstep(1.08, 0.85, along);
  if (ends === 0 || Math.abs(y - middle) > half + 0.03) return 0;
  const hairs = 0.75 + 0.5 * (noiseAt(x * 60 + y * 25, y * 14, 3) - 0.4);
  return ends * hairs * smoothstep(half + 0.022, half - 0.012, Math.abs(y - middle));
}

function browColour(character: Character): Colour {
  return [character.hair[0] * 0.6, character.hair[1] * 0.55, character.hair[2] * 0.5];
}
