import FFT from 'fft.js';

/** Power of one windowed stretch of sound, bin by bin from 0 Hz to half the sample rate. */
export type PowerSpectrum = {
  /** Samples of one stretch. */
  readonly size: number;
  /** `size / 2 + 1` bins; the array is used again at the next call. */
  of(samples: Float32Array, at: number): Float32Array;
};

/**
 * A power spectrum with a Hann window over the first `windowSize` samples; the rest, and samples beyond the ends,
 * count as silence.
 */
export function createPowerSpectrum(size: number, windowSize = size): PowerSpectrum {
  const fft = new FFT(size);
  const window = new Float32Array(size);
  for (let i = 0; i < windowSize; i++)
    window[i] = 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / windowSize);
  const windowed = Array.from<number>({ length: size }).fill(0);
  const out = fft.createComplexArray();
  const power = new Float32Array(size / 2 + 1);
  return {
    size,
    of(samples, at) {
      for (let i = 0; i < size; i++) windowed[i] = (samples[at + i] ?? 0) * (window[i] ?? 0);
      fft.realTransform(out, windowed);
      for (let bin = 0; bin <= size / 2; bin++) {
        const real = out[2 * bin] ?? 0;
        const imaginary = out[2 * bin + 1] ?? 0;
        power[bin] = real * real + imaginary * imaginary;
      }
      return power;
    },
  };
}
