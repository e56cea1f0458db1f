import type { AudioSample, InputAudioTrack } from 'mediabunny';
import { secondsFromUs, type MediaUs } from '../../shared/media-time/units.ts';
import { placedSound } from './placed-sound.ts';
import { createSampleGrid, type OnSamples } from './sample-grid.ts';
import { PeaksBuilder, samplesPerPixelFor, type SampleScale } from './peaks.ts';
import { monoAt, wavBytes } from './wav.ts';

/** Decoded sound kept in memory up to here (ten minutes of 48 kHz stereo); longer tracks are decoded on demand. */
const residentBytes = 240_000_000;
/** Longest stretch one call may read from a track that isn't resident. */
const longestReadUs = 120_000_000;

/** Speech is handed over of so much of a track at most: 230 MB, whatever rate and length the file claims. */
const longestSpeechUs = 3_600_000_000;

/** Sample rate of the sound handed to a speech model. */
const speechRate = 16_000;

export type PcmStoreOptions = {
  readonly track: InputAudioTrack;
  /** As decoded, not as the header says: HE-AAC may sound at twice its header's rate. */
  readonly channels: number;
  readonly sampleRate: number;
  /** The grid's first sample: the clip has nothing before it. A clock may begin an hour late. */
  readonly beginUs: MediaUs;
  /** Where the clip ends. */
  readonly durationUs: MediaUs;
  /** How the codec's samples become the peaks' 16 bit. */
  readonly scale: SampleScale;
};

/**
 * The decoded soundtrack, every sample at its own timestamp: sample 0 is where the clip begins, whatever the
 * track's start. (Web Audio's `decodeAudioData` drops that start and draws late sound early.)
 */
export class PcmStore {
  readonly #options: PcmStoreOptions;
  #whole: Promise<readonly Float32Array[]> | null = null;

  constructor(options: PcmStoreOptions) {
    this.#options = options;
  }

  get sampleRate(): number {
    return this.#options.sampleRate;
  }

  get channels(): number {
    return this.#options.channels;
  }

  get durationUs(): MediaUs {
    return this.#options.durationUs;
  }

  async read(fromUs: MediaUs, toUs: MediaUs): Promise<readonly Float32Array[]> {
    const { beginUs, durationUs } = this.#options;
    const from = this.#sampleAt(Math.max(beginUs, fromUs));
    const to = this.#sampleAt(Math.min(toUs, durationUs));
    if (to <= from) return this.#silence(0);
    if (this.#fitsInMemory()) {
      const whole = await this.#wholeTrack();
      return whole.map((channel) => channel.slice(from, to));
    }
    const start = Math.max(beginUs, fromUs);
    return this.#decode(start, Math.min(toUs, durationUs, start + this.#longestReadUs()));
  }

  /** The peaks in audiowaveform's format from where the clip begins to its end; as fine as `samplesPerPixel`, or as its length allows. */
  async peaks(
    samplesPerPixel = samplesPerPixelFor(this.#totalSamples()),
  ): Promise<Uint8Array<ArrayBuffer>> {
    const { channels, sampleRate, scale } = this.#options;
    const totalSamples = this.#totalSamples();
    const builder = new PeaksBuilder({
      channels,
      sampleRate,
      totalSamples,
      samplesPerPixel,
      scale,
    });
    if (this.#fitsInMemory()) {
      const whole = await this.#wholeTrack();
      whole.forEach((samples, channel) => builder.add(channel, samples, 0));
    } else {
      await this.#eachBlock(
        this.#options.beginUs,
        this.#options.durationUs,
        (samples, channel, at) => builder.add(channel, samples, at),
      );
    }
    return builder.toBytes();
  }

  /** Its first sample is where the clip begins. */
  async speechWav(): Promise<Uint8Array<ArrayBuffer>> {
    const { beginUs, durationUs } = this.#options;
    const whole = await this.read(beginUs, Math.min(durationUs, beginUs + longestSpeechUs));
    return wavBytes(monoAt(whole, this.#options.sampleRate, speechRate), speechRate);
  }

  #wholeTrack(): Promise<readonly Float32Array[]> {
    this.#whole ??= this.#decode(this.#options.beginUs, this.#options.durationUs);
    return this.#whole;
  }

  async #decode(fromUs: MediaUs, toUs: MediaUs): Promise<readonly Float32Array[]> {
    const first = this.#sampleAt(fromUs);
    const out = this.#silence(this.#sampleAt(toUs) - first);
    await this.#eachBlock(fromUs, toUs, (samples, channel, at) => {
      const target = out[channel];
      if (!target) return;
      const start = Math.max(0, first - at);
      const end = Math.min(samples.length, first + target.length - at);
      if (end > start) target.set(samples.subarray(start, end), at + start - first);
    });
    return out;
  }

  async #eachBlock(fromUs: MediaUs, toUs: MediaUs, use: OnSamples): Promise<void> {
    const first = this.#mediaSample(this.#options.beginUs);
    const grid = createSampleGrid(this.#options, samplesOf, (samples, channel, at) =>
      use(samples, channel, at - first),
    );
    const { track } = this.#options;
    for await (const block of placedSound(track, secondsFromUs(fromUs), secondsFromUs(toUs))) {
      try {
        grid.add(block);
      } finally {
        block.close();
      }
    }
    grid.end();
  }

  #silence(length: number): Float32Array[] {
    return Array.from(
      { length: this.#options.channels },
      () => new Float32Array(Math.max(0, length)),
    );
  }

  #longestReadUs(): number {
    const { channels, sampleRate } = this.#options;
    return Math.min(longestReadUs, (residentBytes / (channels * 4 * sampleRate)) * 1e6);
  }

  #sampleAt(us: MediaUs): number {
    return this.#mediaSample(us) - this.#mediaSample(this.#options.beginUs);
  }

  /** The same counted from media time 0. */
  #mediaSample(us: MediaUs): number {
    return Math.round(secondsFromUs(us) * this.#options.sampleRate);
  }

  #totalSamples(): number {
    return this.#sampleAt(this.#options.durationUs);
  }

  #fitsInMemory(): boolean {
    return this.#totalSamples() * this.#options.channels * 4 <= residentBytes;
  }
}

/** One channel as floats. A float holds 24 bits: of wider integers the lowest are dropped, never rounded up. */
export function samplesOf(block: AudioSample, channel: number): Float32Array {
  const samples = new Float32Array(block.numberOfFrames);
  if (!block.format.startsWith('s32')) {
    block.copyTo(samples, { planeIndex: channel, format: 'f32-planar' });
    return samples;
  }
  const wide = new Int32Array(block.numberOfFrames);
  block.copyTo(wide, { planeIndex: channel, format: 's32-planar' });
  for (let i = 0; i < wide.length; i++) samples[i] = ((wide[i] ?? 0) & ~0xff) / 2 ** 31;
  return samples;
}
