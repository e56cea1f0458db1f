/** Power spectra of real windows of one length (a power of two), by a radix-2 transform. */
export class Spectrum {
  readonly length: number;
  readonly #re: Float64Array;
  readonly #im: Float64Array;
  readonly #cos: Float64Array;
  readonly #sin: Float64Array;

  constructor(length: number) {
    this.length = length;
    this.#re = new Float64Array(length);
    this.#im = new Float64Array(length);
    this.#cos = Float64Array.from({ length: length / 2 }, (_, i) =>
      Math.cos((2 * Math.PI * i) / length),
    );
    this.#sin = Float64Array.from({ length: length / 2 }, (_, i) =>
      Math.sin((2 * Math.PI * i) / length),
    );
  }

  /** Power of bins 0..length/2; what is missing at the end counts as zero. */
  power(samples: Float64Array): Float64Array {
    const [re, im, length] = [this.#re, this.#im, this.length];
    im.fill(0);
    for (let i = 0, j = 0; i < length; i += 1) {
      re[j] = samples[i] ?? 0;
      let bit = length >> 1;
      for (; j & bit; bit >>= 1) j ^= bit;
      j ^= bit;
    }
    for (let size = 2; size <= length; size *= 2) this.#butterflies(size);
    return Float64Array.from(
      { length: length / 2 + 1 },
      (_, i) => (re[i] ?? 0) ** 2 + (im[i] ?? 0) ** 2,
    );
  }

  #butterflies(size: number): void {
    const [re, im, length] = [this.#re, this.#im, this.length];
    const half = size / 2;
    const step = length / size;
    for (let start = 0; start < length; start += size) {
      for (let k = 0; k < half; k += 1) {
        const cos = this.#cos[k * step] ?? 0;
        const sin = this.#sin[k * step] ?? 0;
        const upper = start + k;
        const lower = upper + half;
        const x = (re[lower] ?? 0) * cos + (im[lower] ?? 0) * sin;
        const y = (im[lower] ?? 0) * cos - (re[lower] ?? 0) * sin;
        re[lower] = (re[upper] ?? 0) - x;
        im[lower] = (im[upper] ?? 0) - y;
        re[upper] = (re[upper] ?? 0) + x;
        im[upper] = (im[upper] ?? 0) + y;
      }
    }
  }
}
