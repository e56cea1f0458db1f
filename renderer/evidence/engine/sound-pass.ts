import type { AudioSample, InputAudioTrack } from 'mediabunny';
import { secondsFromUs, usFromSeconds, type MediaUs } from '../../../shared/media-time/units.ts';
import { samplesOf } from '../../workers/pcm-store.ts';
import { placedSound } from '../../workers/placed-sound.ts';
import type { SoundBlock } from './analyser.ts';
import { turn } from './turn.ts';

type SoundPass = {
  readonly track: InputAudioTrack;
  /** Sound from here on is left out. */
  readonly untilUs: MediaUs;
  readonly signal: AbortSignal;
  readonly onBlock: (block: SoundBlock) => Promise<void>;
};

/**
 * Decodes the soundtrack once, in order, every block at its own timestamp; what is before zero is not heard. Answers
 * whether all of it could be decoded.
 */
export async function passSound({
  track,
  untilUs,
  signal,
  onBlock,
}: SoundPass): Promise<{ readonly isWhole: boolean }> {
  let isWhole = true;
  const onLost = () => {
    isWhole = false;
  };
  for await (const sample of placedSound(track, 0, secondsFromUs(untilUs), onLost)) {
    try {
      if (signal.aborted) break;
      const block = heardPart(sample);
      if (block) await onBlock(block);
    } finally {
      sample.close();
    }
    await turn();
  }
  return { isWhole };
}

function heardPart(sample: AudioSample): SoundBlock | null {
  const { sampleRate, numberOfFrames, numberOfChannels, timestamp } = sample;
  const cut = Math.max(0, Math.round(-timestamp * sampleRate));
  if (cut >= numberOfFrames) return null;
  return {
    fromUs: Math.max(0, usFromSeconds(timestamp + cut / sampleRate)),
    sampleRate,
    channels: Array.from({ length: numberOfChannels }, (_, channel) =>
      samplesOf(sample, channel).subarray(cut),
    ),
  };
}
