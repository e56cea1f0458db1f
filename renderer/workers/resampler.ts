/** Turns a stream of samples into one of another rate, block by block. */
export type Resampler = {
  /** What these samples complete; the filter's own delay is taken out. */
  push(samples: Float32Array): Float32Array;
  /** The rest, as if silence followed. */
  end(): Float32Array;
};

/** Zero crossings of the sinc on each side: steep enough that nothing audible folds back. */
const crossings = 16;
/** Filters that are kept for rates in a simple ratio (48 to 16 kHz has 1, 44.1 to 16 kHz has 160). */
const mostPhases = 1024;

/** Windowed-sinc resampling (Blackman window). Output sample k is at `k / toRate` seconds of the input. */
export function createResampler(fromRate: number, toRate: number): Resampler {
  if (fromRate === toRate) {
    return { push: (samples) => samples.slice(), end: () => new Float32Array(0) };
  }
  const step = fromRate / toRate;
  const cutoff = Math.min(1, toRate / fromRate) * 0.97;
  const half = Math.ceil(crossings / cutoff);
  const filterAt = keptFilters(half, cutoff);
  let buffer = new Float32Array(half);
  /** Input index of `buffer[0]`; the start is padded with silence. */
  let bufferFrom = -half;
  let made = 0;

  function run(samples: Float32Array): Float32Array {
    const joined = new Float32Array(buffer.length + samples.length);
    joined.set(buffer);
    joined.set(samples, buffer.length);
    const last = bufferFrom + joined.length - 1;
    const count = Math.max(0, Math.floor((last - half) / step) + 1 - made);
    const out = new Float32Array(count);
    for (let i = 0; i < count; i++) {
      const position = (made + i) * step;
      const whole = Math.floor(position);
      const filter = filterAt(position - whole);
      const first = whole - half + 1 - bufferFrom;
      let sum = 0;
      for (let tap = 0; tap < filter.length; tap++)
        sum += (filter[tap] ?? 0) * (joined[first + tap] ?? 0);
      out[i] = sum;
    }
    made += count;
    const keepFrom = Math.max(0, Math.floor(made * step) - half + 1 - bufferFrom);
    buffer = joined.slice(keepFrom);
    bufferFrom += keepFrom;
    return out;
  }

  return { push: run, end: () => run(new Float32Array(half)) };
}

/** Taps for a position `fraction` of a sample after a whole one, from `-half + 1` to `half`. */
function keptFilters(half: number, cutoff: number): (fraction: number) => Float32Array {
  const kept = new Map<number, Float32Array>();
  return (fraction) => {
    const key = Math.round(fraction * 1e6);
    const known = kept.get(key);
    if (known) return known;
    const filter = sincFilter(half, cutoff, fraction);
    if (kept.size < mostPhases) kept.set(key, filter);
    return filter;
  };
}

function sincFilter(half: number, cutoff: number, fraction: number): Float32Array {
  const taps = new Float32Array(2 * half);
  let sum = 0;
  for (let tap = 0; tap < taps.length; tap++) {
    const distance = tap - half + 1 - fraction;
    const x = Math.PI * distance * cutoff;
    const sinc = Math.abs(x) < 1e-9 ? 1 : Math.sin(x) / x;
    const place = (distance + half) / (2 * half);
    const window =
      place <= 0 || place >= 1
        ? 0
        : 0.42 - 0.5 * Math.cos(2 * Math.PI * place) + 0.08 * Math.cos(4 * Math.PI * place);
    taps[tap] = sinc * window;
    sum += taps[tap] ?? 0;
  }
  // Every phase passes a constant unchanged: no ripple at the rate of the phases.
  for (let tap = 0; tap < taps.length; tap++) taps[tap] = (taps[tap] ?? 0) / sum;
  return taps;
}
