import FFT from 'fft.js';

/** Power of one windowed stretch of sound, bin by bin from 0 Hz to half the sample rate. */
export type PowerSpectrum = {
  /** Samples of one stretch. */
  readonly size: number;
  /** `size / 2 + 1` bins; the array is used again at the next call. */
  of(samples: Float32Array, at: number): Float32Array;
};

/**
 * Power of bins 0..`size / 2` of real samples as they are; what is missing at the end counts as zero. The array is
 * used again at the next call.
 */
export function createPowers(size: number): (samples: ArrayLike<number>) => Float64Array {
  const fft = new FFT(size);
  const whole = Array.from<number>({ length: size }).fill(0);
  const out = fft.createComplexArray();
  const powers = new Float64Array(size / 2 + 1);
  return (samples) => {
    for (let i = 0; i < size; i++) whole[i] = samples[i] ?? 0;
    fft.realTransform(out, whole);
    for (let bin = 0; bin <= size / 2; bin++) {
      const real = out[2 * bin] ?? 0;
      const imaginary = out[2 * bin + 1] ?? 0;
      powers[bin] = real * real + imaginary * imaginary;
    }
    return powers;
  };
}

/**
 * A power spectrum with a Hann window over the first `windowSize` samples; the rest, and samples beyond the ends,
 * count as silence.
 */
export function createPowerSpectrum(size: number, windowSize = size): PowerSpectrum {
  const powersOf = createPowers(size);
  const window = new Float32Array(size);
  for (let i = 0; i < windowSize; i++)
    window[i] = 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / windowSize);
  const windowed = new Float64Array(size);
  const power = new Float32Array(size / 2 + 1);
  return {
    size,
    of(samples, at) {
      for (let i = 0; i < size; i++) windowed[i] = (samples[at + i] ?? 0) * (window[i] ?? 0);
      power.set(powersOf(windowed));
      return power;
    },
  };
}
