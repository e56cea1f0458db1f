/** Enlargement over the whole picture in its box, which is 1 (100 %). */
export const zoomSteps = [1, 2, 4, 8, 16] as const;
export type Zoom = (typeof zoomSteps)[number];

/** From here on every pixel is drawn as a hard-edged block; below, smoothly. */
const hardEdgesFrom = 4;

/** What part of the picture fills its box: the middle of that part, as shares of width and height. */
export type ZoomPan = { readonly zoom: Zoom; readonly x: number; readonly y: number };
export const wholePicture: ZoomPan = { zoom: 1, x: 0.5, y: 0.5 };

/** A place in the box as shares of its width and height, from its top left corner. */
export type BoxPoint = { readonly x: number; readonly y: number };
const middle: BoxPoint = { x: 0.5, y: 0.5 };

export function hasHardEdges({ zoom }: ZoomPan): boolean {
  return zoom >= hardEdgesFrom;
}

/** One step in (1) or out (-1); the part of the picture under `at` stays where it is, as far as the edges allow. */
export function zoomedBy(view: ZoomPan, by: 1 | -1, at: BoxPoint = middle): ZoomPan {
  const zoom = zoomSteps[zoomSteps.indexOf(view.zoom) + by] ?? view.zoom;
  return inside({
    zoom,
    x: view.x + (at.x - 0.5) / view.zoom - (at.x - 0.5) / zoom,
    y: view.y + (at.y - 0.5) / view.zoom - (at.y - 0.5) / zoom,
  });
}

/** Moves what is seen by shares of the box: 1 is one whole box to the right or down. */
export function pannedBy(view: ZoomPan, dx: number, dy: number): ZoomPan {
  return inside({ zoom: view.zoom, x: view.x + dx / view.zoom, y: view.y + dy / view.zoom });
}

/** The CSS transform (origin top left) that shows this part of the picture. */
export function zoomTransform({ zoom, x, y }: ZoomPan): string {
  if (zoom === 1) return 'none';
  const shift = (centre: number) => `${Number(((0.5 - centre * zoom) * 100).toFixed(4))}%`;
  return `translate(${shift(x)}, ${shift(y)}) scale(${zoom})`;
}

/** Keeps the box full of picture: its edge never comes into sight. */
function inside({ zoom, x, y }: ZoomPan): ZoomPan {
  const half = 0.5 / zoom;
  const bound = (centre: number) => Math.max(half, Math.min(1 - half, centre));
  return { zoom, x: bound(x), y: bound(y) };
}
