import { createPowers } from '../../workers/power-spectrum.ts';

/** Steps of all tracks: 100 a second; step 0 of the clock is at media time 0. */
export const stepsPerSecond = 100;
const stepUs = 1_000_000 / stepsPerSecond;
const windowSeconds = 0.025;
export const bandCount = 16;
/** The bands end at 7.6 kHz: nothing above is in speech at 16 kHz, and nothing depends on the file's own rate. */
const lowestHz = 80;
const highestHz = 7600;

/**
 * Energy of each band and of all together, one row per step; a row is `bandCount + 1` numbers. Row 0 is step `firstStep`
 * of the media clock: a clip that begins an hour late has no rows for that hour.
 */
export type SoundFeatures = {
  readonly firstStep: number;
  readonly steps: number;
  readonly rows: Float64Array;
};

export const rowLength = bandCount + 1;

type Block = {
  readonly fromUs: number;
  readonly sampleRate: number;
  readonly channels: readonly Float32Array[];
};

/** Turns decoded sound, block after block, into band energies; gaps between blocks are silence. */
export class SoundFeatureMaker {
  readonly #firstStep: number;
  readonly #rows: number[] = [];
  #rate = 0;
  #powersOf: ReturnType<typeof createPowers> | null = null;
  #bands: readonly Band[] = [];
  #window = new Float64Array(0);
  #cut = new Float64Array(0);
  /** Mono samples from sample number `#heldFrom` on. */
  #held = new Float32Array(0);
  #heldFrom = 0;
  #heldCount = 0;
  #nextStep: number;

  /** The clip begins at `beginUs`; sound before it is not looked at. */
  constructor(beginUs = 0) {
    this.#firstStep = Math.floor(beginUs / stepUs);
    this.#nextStep = this.#firstStep;
  }

  add(block: Block): void {
    if (this.#rate === 0) this.#start(block.sampleRate);
    const count = block.channels[0]?.length ?? 0;
    const at = Math.round((block.fromUs * this.#rate) / 1e6);
    this.#passSilence(at);
    this.#hold(at, count, block.channels);
    this.#measure(this.#end());
  }

  end(): SoundFeatures {
    if (this.#rate > 0) {
      const last = this.#end();
      this.#hold(last, this.#window.length, []);
      this.#measure(last + this.#window.length);
      const lastStep = Math.min(this.#nextStep, Math.ceil((last / this.#rate) * stepsPerSecond));
      this.#rows.length = Math.max(0, lastStep - this.#firstStep) * rowLength;
    }
    return {
      firstStep: this.#firstStep,
      steps: this.#rows.length / rowLength,
      rows: Float64Array.from(this.#rows),
    };
  }

  #start(rate: number): void {
    const length = Math.round(windowSeconds * rate);
    const fftLength = 2 ** Math.ceil(Math.log2(length));
    this.#rate = rate;
    this.#powersOf = createPowers(fftLength);
    this.#bands = melBands(rate, fftLength);
    this.#window = Float64Array.from(
      { length },
      (_, i) => (0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 0.5)) / length)) / length,
    );
    this.#cut = new Float64Array(length);
    // Half a window of silence before the first step.
    this.#heldFrom = Math.round((this.#firstStep * stepUs * rate) / 1e6) - Math.ceil(length / 2);
  }

  /** Measures the silence of a long hole a second at a time, so that it is never held whole. */
  #passSilence(until: number): void {
    for (let end = this.#end(); until - end > this.#rate; end = this.#end()) {
      this.#hold(end, this.#rate, []);
      this.#measure(this.#end());
    }
  }

  #end(): number {
    return this.#heldFrom + this.#heldCount;
  }

  #hold(at: number, count: number, channels: readonly Float32Array[]): void {
    const from = at - this.#heldFrom;
    const needed = from + count;
    if (needed > this.#held.length) {
      const larger = new Float32Array(Math.max(needed, this.#held.length * 2));
      larger.set(this.#held.subarray(0, this.#heldCount));
      this.#held = larger;
    }
    const share = 1 / Math.max(1, channels.length);
    for (let i = Math.max(0, -from); i < count; i += 1) {
      let sum = 0;
      for (const channel of channels) sum += channel[i] ?? 0;
      this.#held[from + i] = sum * share;
    }
    this.#heldCount = Math.max(this.#heldCount, needed);
  }

  /** Measures every window that ends before sample `until`, and frees what no later one needs. */
  #measure(until: number): void {
    const half = Math.floor(this.#window.length / 2);
    const startOf = (step: number): number => Math.round((step * stepUs * this.#rate) / 1e6) - half;
    while (startOf(this.#nextStep) + this.#window.length <= until) {
      this.#addRow(startOf(this.#nextStep) - this.#heldFrom);
      this.#nextStep += 1;
    }
    const done = startOf(this.#nextStep) - this.#heldFrom;
    if (done < this.#rate) return;
    this.#held.copyWithin(0, done, this.#heldCount);
    this.#heldCount -= done;
    this.#heldFrom += done;
    this.#held.fill(0, this.#heldCount);
  }

  #addRow(start: number): void {
    for (let i = 0; i < this.#cut.length; i += 1)
      this.#cut[i] = (this.#held[start + i] ?? 0) * (this.#window[i] ?? 0);
    const power = this.#powersOf?.(this.#cut) ?? new Float64Array(0);
    let all = 0;
    for (const band of this.#bands) {
      let sum = 0;
      for (let i = 0; i < band.weights.length; i += 1)
        sum += (power[band.firstBin + i] ?? 0) * (band.weights[i] ?? 0);
      this.#rows.push(sum);
      all += sum;
    }
    this.#rows.push(all);
  }
}

type Band = { readonly firstBin: number; readonly weights: readonly number[] };

/** Triangles of equal width in mel; each sums its bins' power, whatever the width of a bin. */
function melBands(rate: number, fftLength: number): readonly Band[] {
  const mel = (hz: number): number => 2595 * Math.log10(1 + hz / 700);
  const hertz = (value: number): number => 700 * (10 ** (value / 2595) - 1);
  const edges = Array.from({ length: bandCount + 2 }, (_, i) =>
    hertz(mel(lowestHz) + ((mel(highestHz) - mel(lowestHz)) * i) / (bandCount + 1)),
  );
  const binHz = rate / fftLength;
  return Array.from({ length: bandCount }, (_, band) => {
    const [low = 0, middle = 0, high = 0] = edges.slice(band, band + 3);
    const firstBin = Math.ceil(low / binHz);
    const lastBin = Math.min(Math.floor(high / binHz), fftLength / 2);
    const weights = Array.from({ length: Math.max(0, lastBin - firstBin + 1) }, (_, i) => {
      const hz = (firstBin + i) * binHz;
      return hz < middle ? (hz - low) / (middle - low) : (high - hz) / (high - middle);
    });
    return { firstBin, weights };
  });
}
