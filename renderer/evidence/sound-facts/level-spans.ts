import type { MediaUs, Span } from '../../../shared/media-time/units.ts';

/** Full scale, less what a lossy codec's rounding takes from a flat top. */
const clipLevel = 0.995;
/** So many samples in a row at the top are a flattened wave, not a peak. */
const leastClipped = 3;
/** Quieter than this for so long is silence: -60 dBFS, half a second. */
const silentLevel = 0.001;
const leastSilentUs = 500_000;
/** Flattened stretches closer than this are drawn as one. */
const joinUs = 50_000;
/** Less than this between two blocks is rounding of timestamps. */
const leastHoleUs = 1000;
const mostSpans = 1000;

/** Where a soundtrack is flattened at full scale, and where it is silent. */
export type LevelSpans = {
  add(fromUs: MediaUs, sampleRate: number, channels: readonly Float32Array[]): void;
  end(): {
    readonly clippedSamples: number;
    readonly clipped: readonly Span[];
    readonly silent: readonly Span[];
    /** Highest sample, 0..1 and above. */
    readonly peak: number;
  };
};

export function gatherLevelSpans(): LevelSpans {
  const clipped: Span[] = [];
  const silent: Span[] = [];
  let clippedSamples = 0;
  let peak = 0;
  const runs: number[] = [];
  let silentFromUs: MediaUs | null = null;
  let endUs: MediaUs = 0;
  let hasBegun = false;

  function noteClipped(fromUs: MediaUs, toUs: MediaUs, samples: number): void {
    clippedSamples += samples;
    const last = clipped.at(-1);
    if (last && fromUs - last.toUs < joinUs)
      clipped[clipped.length - 1] = { fromUs: last.fromUs, toUs: Math.max(last.toUs, toUs) };
    else if (clipped.length < mostSpans) clipped.push({ fromUs, toUs });
  }
  function endSilence(atUs: MediaUs): void {
    if (silentFromUs !== null && atUs - silentFromUs >= leastSilentUs && silent.length < mostSpans)
      silent.push({ fromUs: silentFromUs, toUs: atUs });
    silentFromUs = null;
  }

  return {
    add(fromUs, sampleRate, channels) {
      const usAt = (sample: number) => fromUs + Math.round((sample * 1e6) / sampleRate);
      const count = channels[0]?.length ?? 0;
      // A hole between two blocks is heard as silence.
      if (hasBegun && fromUs - endUs > leastHoleUs) silentFromUs ??= endUs;
      hasBegun = true;
      channels.forEach((samples, channel) => {
        let run = runs[channel] ?? 0;
        for (let i = 0; i <= count; i++) {
          const level = i < count ? Math.abs(samples[i] ?? 0) : 0;
          peak = Math.max(peak, level);
          if (level >= clipLevel) run++;
          else {
            // A run that continues in the next block is counted there.
            if (i === count) break;
            if (run >= leastClipped) noteClipped(usAt(i - run), usAt(i), run);
            run = 0;
          }
        }
        runs[channel] = run;
      });
      for (let i = 0; i < count; i++) {
        const isSilent = channels.every((samples) => Math.abs(samples[i] ?? 0) < silentLevel);
        if (!isSilent) endSilence(usAt(i));
        else silentFromUs ??= usAt(i);
      }
      endUs = usAt(count);
    },
    end() {
      runs.forEach((run) => {
        if (run >= leastClipped) noteClipped(endUs, endUs, run);
      });
      endSilence(endUs);
      return { clippedSamples, clipped, silent, peak };
    },
  };
}
