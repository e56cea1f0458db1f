import { emptyChannel, writeDat, type PeaksData } from '../../shared/media-time/peaks-data.ts';

/** Samples per bucket of the finest peaks kept; closer in, the lanes draw the samples themselves. */
export const finestSamplesPerPixel = 64;
/** Buckets kept per channel (22 minutes of 48 kHz at the finest): 4 MB. Longer tracks start coarser. */
const mostBuckets = 1_000_000;
const coarserBy = 4;

/** The finest bucket length, 64 times a power of four, that keeps a track's peaks small. */
export function samplesPerPixelFor(totalSamples: number): number {
  let samples = finestSamplesPerPixel;
  while (totalSamples / samples > mostBuckets) samples *= coarserBy;
  return samples;
}

/**
 * How decoded samples (-1 to 1) become 16 bit, as audiowaveform's reader would have them: `integer` undoes
 * the division by 32768 and drops lower bits (libsndfile shifts them away), `float` cuts x * 32767 off towards
 * zero, `rounded` rounds x * 32767 to the nearest even (libsndfile's Vorbis and Opus).
 */
export type SampleScale = 'integer' | 'float' | 'rounded';

/** The scale for a codec by mediabunny's name. */
export function sampleScaleOf(codec: string | null): SampleScale {
  if (codec === 'opus' || codec === 'vorbis') return 'rounded';
  return codec?.startsWith('pcm-f') ? 'float' : 'integer';
}

/** One sample as 16 bit. Beyond full scale it is held there, where audiowaveform would wrap around. */
export function toInt16(sample: number, scale: SampleScale): number {
  if (scale === 'integer') return held(Math.floor(sample * 32_768));
  const scaled = Math.fround(sample * 32_767);
  return held(scale === 'float' ? Math.trunc(scaled) : roundedToEven(scaled));
}

function held(value: number): number {
  return Math.max(-32_768, Math.min(32_767, value));
}

function roundedToEven(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  return rest > 0.5 || (rest === 0.5 && below % 2 !== 0) ? below + 1 : below;
}

export type PeaksOptions = {
  readonly channels: number;
  readonly sampleRate: number;
  readonly totalSamples: number;
  readonly samplesPerPixel: number;
  readonly scale: SampleScale;
};

/**
 * Gathers lowest and highest sample per bucket and channel, from blocks in any order; what no block covers
 * is silence and counts as such. Buckets are audiowaveform's: `samplesPerPixel` each, the last one shorter.
 */
export class PeaksBuilder {
  readonly #options: PeaksOptions;
  readonly #channels: readonly ReturnType<typeof emptyChannel>[];
  /** Samples seen per bucket and channel. */
  readonly #seen: readonly Uint32Array[];

  constructor(options: PeaksOptions) {
    this.#options = options;
    const buckets = Math.ceil(options.totalSamples / options.samplesPerPixel);
    const each = { length: options.channels };
    this.#channels = Array.from(each, () => emptyChannel(buckets));
    this.#seen = Array.from(each, () => new Uint32Array(buckets));
  }

  add(channel: number, samples: Float32Array, firstSample: number): void {
    const { samplesPerPixel, totalSamples } = this.#options;
    const end = Math.min(samples.length, totalSamples - firstSample);
    let i = Math.max(0, -firstSample);
    while (i < end) {
      const bucket = Math.floor((firstSample + i) / samplesPerPixel);
      const stop = Math.min(end, (bucket + 1) * samplesPerPixel - firstSample);
      const count = stop - i;
      let low = Infinity;
      let high = -Infinity;
      // Scaling is monotone: the extremes are found first and scaled once.
      for (; i < stop; i++) {
        const value = samples[i] ?? 0;
        if (value < low) low = value;
        if (value > high) high = value;
      }
      if (low <= high) this.#merge(channel, bucket, count, low, high);
    }
  }

  #merge(channel: number, bucket: number, count: number, low: number, high: number): void {
    const peaks = this.#channels[channel];
    const seen = this.#seen[channel];
    if (!peaks || !seen) return;
    const lowest = toInt16(low, this.#options.scale);
    const highest = toInt16(high, this.#options.scale);
    const isFirst = seen[bucket] === 0;
    peaks.low[bucket] = isFirst ? lowest : Math.min(peaks.low[bucket] ?? 0, lowest);
    peaks.high[bucket] = isFirst ? highest : Math.max(peaks.high[bucket] ?? 0, highest);
    seen[bucket] = (seen[bucket] ?? 0) + count;
  }

  /** The peaks so far. */
  data(): PeaksData {
    const { sampleRate, samplesPerPixel } = this.#options;
    this.#channels.forEach((peaks, channel) => this.#coverGaps(peaks, this.#seen[channel]));
    return { sampleRate, samplesPerPixel, channels: this.#channels };
  }

  /** A bucket that sound covers only in part holds silence too. */
  #coverGaps(peaks: ReturnType<typeof emptyChannel>, seen: Uint32Array | undefined): void {
    const { samplesPerPixel, totalSamples } = this.#options;
    for (let bucket = 0; bucket < peaks.low.length; bucket++) {
      const whole = Math.min(samplesPerPixel, totalSamples - bucket * samplesPerPixel);
      if ((seen?.[bucket] ?? 0) >= whole) continue;
      peaks.low[bucket] = Math.min(0, peaks.low[bucket] ?? 0);
      peaks.high[bucket] = Math.max(0, peaks.high[bucket] ?? 0);
    }
  }

  toBytes(): Uint8Array<ArrayBuffer> {
    return writeDat(this.data(), 16);
  }
}
