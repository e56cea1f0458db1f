/* oxlint-disable typescript/no-non-null-assertion -- indices come from the same arrays and tables, in loops that run per pixel */
import { disc } from '../drawing.ts';
import { cloudNoise, hashAt, smoothstep } from '../noise.ts';
import { blend, hex, makePicture, paint, type Colour, type Picture } from '../picture.ts';

/** The room behind a talking head. */
export type Backdrop = 'studio' | 'office' | 'hall' | 'wall' | 'stage' | 'ward';

const tones: Record<Backdrop, readonly [Colour, Colour]> = {
  studio: [hex('#16345c'), hex('#2f7fb0')],
  office: [hex('#5d6a6e'), hex('#cfd8d4')],
  hall: [hex('#3b2c26'), hex('#8a6a4c')],
  wall: [hex('#6e7a70'), hex('#a9b3a4')],
  stage: [hex('#1c1130'), hex('#6d2a6a')],
  ward: [hex('#7d9aa3'), hex('#dbe7e6')],
};

/** A soft, out-of-focus room: light from one side and a few blurred shapes. */
export function backdrop(width: number, height: number, kind: Backdrop): Picture {
  const picture = makePicture(width, height);
  const [dark, light] = tones[kind];
  const aspect = width / height;
  paint(picture, (x, y) => {
    const glow = Math.exp(-(((x - 0.3) * aspect) ** 2 + (y - 0.35) ** 2) * 2.2);
    const base = blend(dark, light, 0.12 + 0.75 * glow);
    const grain = 0.97 + 0.06 * cloudNoise(x * 5, y * 5, 1, 3);
    const panel = kind === 'wall' ? 0 : panels(kind, x * aspect, y);
    const lit = blend(base, light, panel);
    return [lit[0] * grain, lit[1] * grain, lit[2] * grain];
  });
  if (kind === 'stage' || kind === 'studio') lamps(picture, kind);
  return picture;
}

function panels(kind: Backdrop, x: number, y: number): number {
  const wide = kind === 'studio' ? 0.31 : kind === 'hall' ? 0.22 : 0.52;
  const place = Math.abs(((x / wide) % 1) - 0.5);
  const upright = smoothstep(0.38, 0.25, place);
  const high =
    kind === 'office' || kind === 'ward'
      ? smoothstep(0.04, 0.1, y) * smoothstep(0.62, 0.52, y)
      : smoothstep(1, 0.1, y);
  return 0.34 * upright * high;
}

function lamps(picture: Picture, kind: Backdrop): void {
  const colours =
    kind === 'stage'
      ? [hex('#ff5fa2'), hex('#6fa8ff'), hex('#ffd27a')]
      : [hex('#8fd3ff'), hex('#e8f6ff')];
  for (let i = 0; i < 14; i += 1) {
    const at = [hashAt(i, 1, 8) * picture.width, hashAt(i, 2, 8) * picture.height * 0.62] as const;
    const radius = picture.height * (0.02 + 0.03 * hashAt(i, 3, 8));
    disc(
      picture,
      at,
      radius,
      colours[i % colours.length]!,
      radius * 0.7,
      0.12 + 0.2 * hashAt(i, 4, 8),
    );
  }
}
