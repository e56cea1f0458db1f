import { z } from 'zod';

export const smallestWindow = { width: 1024, height: 640 } as const;
const firstSize = { width: 1440, height: 900 } as const;

/** Where the window was, in screen pixels. */
export const windowPlace = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  isMaximized: z.boolean(),
});
export type WindowPlace = Readonly<z.infer<typeof windowPlace>>;

export type Rectangle = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

/**
 * Where to open the window: where it was if enough of its title can still be reached on one of the
 * displays, else centred on the first; never larger than the display, never smaller than it works.
 */
export function placeWindow(
  last: WindowPlace | undefined,
  workAreas: readonly Rectangle[],
): WindowPlace {
  const home = workAreas.find((area) => last !== undefined && canReach(last, area));
  if (last && home) return { ...last, ...sizeWithin(last, home) };
  const area = workAreas[0] ?? { x: 0, y: 0, ...firstSize };
  const size = sizeWithin(last ?? firstSize, area);
  return {
    ...size,
    x: area.x + Math.max(0, Math.round((area.width - size.width) / 2)),
    y: area.y + Math.max(0, Math.round((area.height - size.height) / 2)),
    isMaximized: last?.isMaximized ?? false,
  };
}

function canReach(place: Rectangle, area: Rectangle): boolean {
  const visibleWidth =
    Math.min(place.x + place.width, area.x + area.width) - Math.max(place.x, area.x);
  return visibleWidth >= 160 && place.y >= area.y - 8 && place.y <= area.y + area.height - 60;
}

function sizeWithin(
  size: { readonly width: number; readonly height: number },
  area: Rectangle,
): { readonly width: number; readonly height: number } {
  return {
    width: Math.max(smallestWindow.width, Math.min(size.width, area.width)),
    height: Math.max(smallestWindow.height, Math.min(size.height, area.height)),
  };
}
