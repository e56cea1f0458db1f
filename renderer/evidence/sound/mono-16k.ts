import { usFromSeconds, type MediaUs } from '../../../shared/media-time/units.ts';
import type { SoundBlock } from '../engine/analyser.ts';
import { createResampler, type Resampler } from '../../workers/resampler.ts';

export const speechRate = 16_000;

/** The soundtrack as speech tools want it: one channel, 16 kHz, gaps filled with silence. */
export type MonoSound = {
  /** Media time of the first sample. */
  readonly fromUs: MediaUs;
  readonly samples: Float32Array;
};

/** Gathers sound blocks into 16 kHz mono, each sample at its own time. */
export type Mono16k = {
  add(block: SoundBlock): void;
  /** Null when no sound came. */
  end(): MonoSound | null;
};

/** Blocks may have gaps (filled) and small overlaps (cut); their sample rate may change, which starts a new filter. */
export function gatherMono16k(): Mono16k {
  const parts: Float32Array[] = [];
  let length = 0;
  let fromUs: MediaUs | null = null;
  let resampler: Resampler | null = null;
  let rate = 0;
  /** Media time up to which input was taken. */
  let takenUntilUs = 0;

  function keep(part: Float32Array): void {
    parts.push(part);
    length += part.length;
  }

  return {
    add(block) {
      if (fromUs === null) {
        fromUs = block.fromUs;
        takenUntilUs = block.fromUs;
      }
      if (resampler === null || rate !== block.sampleRate) {
        if (resampler !== null) keep(resampler.end());
        resampler = createResampler(block.sampleRate, speechRate);
        rate = block.sampleRate;
      }
      const mono = mixed(block);
      const gap = Math.round(((block.fromUs - takenUntilUs) * rate) / 1e6);
      // A gap or an overlap of a few samples is rounding of timestamps, not of sound.
      const placed = gap > 16 ? withSilence(gap, mono) : gap < -16 ? mono.subarray(-gap) : mono;
      keep(resampler.push(placed));
      takenUntilUs = Math.max(
        takenUntilUs,
        block.fromUs + usFromSeconds(mono.length / block.sampleRate),
      );
    },
    end() {
      if (fromUs === null) return null;
      if (resampler !== null) keep(resampler.end());
      const samples = new Float32Array(length);
      let at = 0;
      for (const part of parts) {
        samples.set(part, at);
        at += part.length;
      }
      parts.length = 0;
      return { fromUs, samples };
    },
  };
}

function mixed({ channels }: SoundBlock): Float32Array {
  const [first, second] = channels;
  if (!first) return new Float32Array(0);
  if (!second) return first;
  const mono = new Float32Array(first.length);
  for (const channel of channels)
    for (let i = 0; i < mono.length; i++) mono[i] = (mono[i] ?? 0) + (channel[i] ?? 0);
  for (let i = 0; i < mono.length; i++) mono[i] = (mono[i] ?? 0) / channels.length;
  return mono;
}

function withSilence(count: number, samples: Float32Array): Float32Array {
  const padded = new Float32Array(count + samples.length);
  padded.set(samples, count);
  return padded;
}
