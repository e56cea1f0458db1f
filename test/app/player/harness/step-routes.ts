/**
 * Ways to go through a clip that are measured; `randomCold` jumps to frames of which nothing is decoded yet,
 * `randomFar` takes the same way through a clip of which there are small copies.
 */
export const stepPatterns = [
  'forward',
  'backward',
  'random',
  'toAndFro',
  'burst',
  'randomCold',
  'randomFar',
] as const;
export type StepPattern = (typeof stepPatterns)[number];

/** Keys of one burst; the last of them is measured. */
export const burstKeys = 10;

/** The playhead rests on `start`, then goes to these frames. */
export type Route = { readonly start: number; readonly to: readonly number[] };

/** Stretches of one measurement: what a step costs a `<video>` depends on where its key frames lie. */
const stretches = [0, 1, 2, 3];
/** Each begins this much later in its group of pictures, where key frames are 60 apart as in most clips. */
const shift = 15;

/** The same `n` steps for every player, in stretches at places spread over the clip. */
export function routesOf(pattern: StepPattern, frames: number, n: number): readonly Route[] {
  const inside = (frame: number) => Math.max(0, Math.min(frames - 1, frame));
  if (pattern === 'random') return [{ start: 0, to: scattered(frames, n, 1) }];
  if (pattern === 'randomCold' || pattern === 'randomFar')
    return [{ start: 0, to: scattered(frames, n, Math.floor(frames / 3)) }];
  const each = Math.ceil(n / stretches.length);
  const steps = Array.from({ length: each }, (_, i) => i + 1);
  const reach = (pattern === 'burst' ? burstKeys : 1) * each + 1;
  return stretches.map((at) => {
    const place = Math.floor((frames * (at + 0.5)) / stretches.length + at * shift) % frames;
    const start = Math.max(each + 1, Math.min(place, frames - reach - 1));
    return { start, to: steps.map((step) => inside(start + byOf(pattern, step))) };
  });
}

/** How far from the start of its stretch a step leads. */
function byOf(pattern: StepPattern, step: number): number {
  switch (pattern) {
    case 'backward':
      return -step;
    case 'toAndFro':
      return [1, 0, -1, 0][(step - 1) % 4]! * (1 + (step % 7));
    case 'burst':
      return step * burstKeys;
    default:
      return step;
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
