/** Ways to go through a clip that are measured; `randomCold` jumps to frames that are not decoded yet. */
export const stepPatterns = [
  'forward',
  'backward',
  'random',
  'toAndFro',
  'burst',
  'randomCold',
] as const;
export type StepPattern = (typeof stepPatterns)[number];

/** Keys of one burst; the last of them is measured. */
export const burstKeys = 10;

export type Route = { readonly start: number; readonly to: readonly number[] };

/** Where the playhead starts, and the frames it then goes to: the same for every player. */
export function routeOf(pattern: StepPattern, frames: number, n: number): Route {
  const middle = Math.floor(frames / 2);
  const steps = Array.from({ length: n }, (_, i) => i + 1);
  const inside = (frame: number) => Math.max(0, Math.min(frames - 1, frame));
  switch (pattern) {
    case 'forward': {
      const start = inside(middle - Math.floor(n / 2));
      return { start, to: steps.map((i) => inside(start + i)) };
    }
    case 'backward': {
      const start = inside(middle + Math.floor(n / 2));
      return { start, to: steps.map((i) => inside(start - i)) };
    }
    case 'random':
      return { start: 0, to: scattered(frames, n, 1) };
    case 'randomCold':
      return { start: 0, to: scattered(frames, n, Math.floor(frames / 3)) };
    case 'toAndFro':
      return {
        start: middle,
        to: steps.map((i) => inside(middle + [1, 0, -1, 0][i % 4]! * (1 + (i % 7)))),
      };
    case 'burst':
      return { start: 0, to: steps.map((i) => inside((i * burstKeys) % frames)) };
  }
}

/** Frames all over the clip, each at least `apart` from the one before (Park and Miller's generator). */
function scattered(frames: number, n: number, apart: number): readonly number[] {
  const places: number[] = [];
  let seed = 20_261_122;
  let last = 0;
  while (places.length < n) {
    seed = (seed * 48_271) % 2_147_483_647;
    const place = seed % frames;
    if (Math.abs(place - last) < apart) continue;
    places.push(place);
    last = place;
  }
  return places;
}
