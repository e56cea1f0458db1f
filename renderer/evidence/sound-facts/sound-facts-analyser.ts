import ebur128Url from 'ebur128-wasm/ebur128_wasm_bg.wasm?url';
import { analyserCards } from '../../../shared/domain/analyser-cards.ts';
import type { EvidenceResult } from '../../../shared/domain/evidence.ts';
import type { Analyser, SoundBlock } from '../engine/analyser.ts';
import { gatherBandwidth, type Bandwidth } from './bandwidth.ts';
import { gatherLevelSpans } from './level-spans.ts';
import { measureLoudness, type Loudness } from './loudness.ts';

type SoundFacts = Extract<EvidenceResult, { kind: 'sound-facts' }>;

const card = analyserCards['sound-facts'];
const { author } = card;
/** The meter knows mono and stereo; of more channels it would leave out the middle one, where speech is. */
const mostLoudnessChannels = 2;
/** Loudness is measured over the whole soundtrack at once: longer ones than a pass hands over would not fit. */
const mostLoudnessSeconds = 660;

/** Loudness, clipping, silence, and how far up the spectrum reaches. */
export function soundFactsAnalyser(): Analyser<SoundFacts> {
  let meter: Promise<WebAssembly.Module> | null = null;
  return {
    ...card,
    needs: { frames: false, sound: true },
    async begin(clip) {
      const levels = gatherLevelSpans();
      const gathered = gatherWhole();
      let bandwidth: Bandwidth | null = null;
      let sampleRate = 0;
      return {
        sound(block) {
          if (block.channels.length === 0) return;
          sampleRate ||= block.sampleRate;
          bandwidth ??= gatherBandwidth(block.sampleRate);
          bandwidth.add(mixed(block.channels));
          levels.add(block.fromUs, block.sampleRate, block.channels);
          gathered.add(block);
        },
        async end() {
          const { clippedSamples, clipped, silent, peak } = levels.end();
          const heard = sampleRate > 0;
          const whole = gathered.end();
          meter ??= WebAssembly.compileStreaming(fetch(ebur128Url));
          const loudness: Loudness =
            whole === null
              ? { integratedLufs: null, truePeakDbtp: null }
              : await measureLoudness(await meter, sampleRate, whole);
          const reason = !clip.hasSound
            ? 'no-sound'
            : !heard
              ? 'sound-undecodable'
              : gathered.isSurround()
                ? 'two-channels-only'
                : whole === null
                  ? 'too-long-for-loudness'
                  : null;
          return {
            kind: 'sound-facts',
            author,
            certainty: !heard ? 'cannot-tell' : whole === null ? 'weak' : 'clear',
            reason,
            ...loudness,
            samplePeakDbfs: peak > 0 ? 20 * Math.log10(peak) : null,
            clippedSamples,
            clipped: [...clipped],
            silent: [...silent],
            bandwidthHz: bandwidth?.end() ?? null,
            sampleRate,
          };
        },
      };
    },
  };
}

/** All channels as one: what only one of them holds is heard as well. */
function mixed(channels: readonly Float32Array[]): Float32Array {
  const [first = new Float32Array(0), ...others] = channels;
  if (others.length === 0) return first;
  const mono = Float32Array.from(first);
  for (const channel of others)
    for (let i = 0; i < mono.length; i += 1) mono[i] = (mono[i] ?? 0) + (channel[i] ?? 0);
  for (let i = 0; i < mono.length; i += 1) mono[i] = (mono[i] ?? 0) / channels.length;
  return mono;
}

/** One or two channels in one piece; null when there are more, too long to hold, or when the rate changes on the way. */
function gatherWhole() {
  const parts: SoundBlock[] = [];
  let samples = 0;
  let isHeld = true;
  let isSurround = false;
  return {
    isSurround: () => isSurround,
    add(block: SoundBlock): void {
      isSurround ||= block.channels.length > mostLoudnessChannels;
      samples += block.channels[0]?.length ?? 0;
      const first = parts[0] ?? block;
      if (
        isSurround ||
        block.sampleRate !== first.sampleRate ||
        block.channels.length !== first.channels.length ||
        samples > block.sampleRate * mostLoudnessSeconds
      ) {
        isHeld = false;
        parts.length = 0;
      }
      if (isHeld) parts.push(block);
    },
    end(): readonly Float32Array[] | null {
      const [first] = parts;
      if (!isHeld || !first) return null;
      return first.channels.map((_, channel) => {
        const whole = new Float32Array(samples);
        let at = 0;
        for (const part of parts) {
          const piece = part.channels[channel];
          if (piece) whole.set(piece, at);
          at += part.channels[0]?.length ?? 0;
        }
        return whole;
      });
    },
  };
}
