import { mixGains, type Listening } from './listening.ts';
import { loudest } from './sound-shaping.ts';

/** Changing the mix over this long doesn't click. */
const mixRampSeconds = 0.01;

/** Two channels in, two out, mixed as the listening mode says. A mono track counts as equal left and right. */
export type Mixer = {
  readonly input: AudioNode;
  readonly output: AudioNode;
  readonly listen: (mode: Listening) => void;
};

export function createMixer(audio: BaseAudioContext, mode: Listening): Mixer {
  const input = new GainNode(audio, {
    channelCount: 2,
    channelCountMode: 'explicit',
    channelInterpretation: 'speakers',
  });
  const split = new ChannelSplitterNode(audio, { numberOfOutputs: 2 });
  const merge = new ChannelMergerNode(audio, { numberOfInputs: 2 });
  input.connect(split);
  const path = (from: 0 | 1, to: 0 | 1) => {
    const gain = new GainNode(audio);
    split.connect(gain, from, 0).connect(merge, 0, to);
    return gain.gain;
  };
  const paths = {
    leftFromLeft: path(0, 0),
    leftFromRight: path(1, 0),
    rightFromLeft: path(0, 1),
    rightFromRight: path(1, 1),
  };
  const set = (next: Listening, apply: (gain: AudioParam, value: number) => void) => {
    const gains = mixGains(next);
    for (const name of [
      'leftFromLeft',
      'leftFromRight',
      'rightFromLeft',
      'rightFromRight',
    ] as const)
      apply(paths[name], gains[name]);
  };
  set(mode, (gain, value) => {
    gain.value = value;
  });
  return {
    input,
    output: merge,
    listen: (next) =>
      set(next, (gain, value) => rampTo(gain, value, audio.currentTime, mixRampSeconds)),
  };
}

/** From where the gain is now, in a straight line. */
export function rampTo(gain: AudioParam, value: number, now: number, seconds: number): void {
  gain.cancelScheduledValues(now);
  gain.setValueAtTime(gain.value, now);
  gain.linearRampToValueAtTime(value, now + seconds);
}

/** Passes everything up to `loudest` unchanged and holds there what is beyond. */
export function createCeiling(audio: BaseAudioContext): WaveShaperNode {
  return new WaveShaperNode(audio, {
    curve: new Float32Array([-loudest, -loudest, 0, loudest, loudest]),
    oversample: 'none',
  });
}
