import type { AudioSample } from 'mediabunny';
import { createResampler, type Resampler } from './resampler.ts';

/** Samples of one channel from sample `at` of the grid on. */
export type OnSamples = (samples: Float32Array, channel: number, at: number) => void;

/** Brings blocks of any rate and number of channels onto one grid, on which sample 0 is media time 0. */
export type SampleGrid = {
  readonly add: (block: AudioSample) => void;
  /** Hands out what the last block left in the filters. */
  readonly end: () => void;
};

type Run = {
  readonly rate: number;
  readonly resamplers: readonly Resampler[];
  /** Where the next samples out are. */
  at: number;
  /** Where the next block must begin to follow on, in seconds. */
  until: number;
};

/** `samplesOf` gives one channel of a block; mono sounds on every channel of the grid. */
export function createSampleGrid(
  grid: { readonly sampleRate: number; readonly channels: number },
  samplesOf: (block: AudioSample, channel: number) => Float32Array,
  onSamples: OnSamples,
): SampleGrid {
  let run: Run | null = null;

  function put(ended: Run, outs: readonly Float32Array[]): void {
    outs.forEach((samples, channel) => onSamples(samples, channel, ended.at));
    ended.at += outs[0]?.length ?? 0;
  }

  function end(): void {
    if (run)
      put(
        run,
        run.resamplers.map((one) => one.end()),
      );
    run = null;
  }

  /** The run that this block continues, or a new one: other rates and holes begin a new run. */
  function runFor({ sampleRate, timestamp }: AudioSample): Run {
    if (run && run.rate === sampleRate && Math.abs(timestamp - run.until) < 1 / sampleRate)
      return run;
    end();
    const resamplers = Array.from({ length: grid.channels }, () =>
      createResampler(sampleRate, grid.sampleRate),
    );
    return { rate: sampleRate, resamplers, at: Math.round(timestamp * grid.sampleRate), until: 0 };
  }

  return {
    add(block) {
      const channels = Array.from({ length: grid.channels }, (_, channel) =>
        samplesOf(block, Math.min(channel, block.numberOfChannels - 1)),
      );
      if (block.sampleRate === grid.sampleRate) {
        end();
        const at = Math.round(block.timestamp * grid.sampleRate);
        channels.forEach((samples, channel) => onSamples(samples, channel, at));
        return;
      }
      run = runFor(block);
      run.until = block.timestamp + block.duration;
      put(
        run,
        run.resamplers.map((one, i) => one.push(channels[i] ?? new Float32Array(0))),
      );
    },
    end,
  };
}
