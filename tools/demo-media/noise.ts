/** A seeded generator of numbers in [0, 1): the same seed gives the same clip (mulberry32). */
export function makeRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** A repeatable number in [0, 1) for a lattice point. */
export function hashAt(x: number, y: number, z = 0): number {
  let mixed =
    Math.imul(x | 0, 0x27d4eb2d) ^ Math.imul(y | 0, 0x165667b1) ^ Math.imul(z | 0, 0x9e3779b1);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 4294967296;
}

/** Smooth value noise in [0, 1) over the plane, or over space with a third coordinate. */
export function noiseAt(x: number, y: number, z = 0): number {
  const iz = Math.floor(z);
  const near = planeNoise(x, y, iz);
  return z === iz ? near : mix(near, planeNoise(x, y, iz + 1), ease(z - iz));
}

/** Several octaves of value noise, in [0, 1). */
export function cloudNoise(x: number, y: number, z: number, octaves: number): number {
  let sum = 0;
  let share = 0.5;
  let scale = 1;
  let whole = 0;
  for (let octave = 0; octave < octaves; octave += 1) {
    sum += share * noiseAt(x * scale, y * scale, z + 17 * octave);
    whole += share;
    share /= 2;
    scale *= 2;
  }
  return sum / whole;
}

/** 0 below `from`, 1 above `to`, smooth between; works with `from` > `to` too. */
export function smoothstep(from: number, to: number, value: number): number {
  return ease(Math.min(1, Math.max(0, (value - from) / (to - from))));
}

/** The value between a and b at share t. */
export function mix(a: number, b: number, t: number): number {
  return a + (b - a) * t;
}

function planeNoise(x: number, y: number, layer: number): number {
  const ix = Math.floor(x);
  const iy = Math.floor(y);
  const fx = ease(x - ix);
  const top = mix(hashAt(ix, iy, layer), hashAt(ix + 1, iy, layer), fx);
  const bottom = mix(hashAt(ix, iy + 1, layer), hashAt(ix + 1, iy + 1, layer), fx);
  return mix(top, bottom, ease(y - iy));
}

function ease(t: number): number {
  return t * t * (3 - 2 * t);
}
