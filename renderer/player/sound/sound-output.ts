import type { Scope } from '../../../shared/lifetime/scope.ts';
import type { Listening } from './listening.ts';
import { createCeiling, createMixer, rampTo, type Mixer } from './sound-mixer.ts';
import { playStreamedLoop, type LoopSource } from './streamed-loop.ts';
import { cutFadeSeconds, loudest, type Pcm } from './sound-shaping.ts';

/** Sound comes in over this long, so that unmuting never startles. */
const fadeInSeconds = 0.2;
const fadeOutSeconds = 0.01;
/** What a device can be asked for; any other rate is converted by the browser. */
const deviceRates = { least: 8000, most: 192_000 };

export type RunningLoop = {
  /** Seconds of sound heard since the start, by the device's own clock (latency taken off). */
  heardSeconds(): number;
  stop(): void;
};

/** Sound that goes through the desk's own mixer: grains, loops, and the element's in a listening mode. */
export type SoundOutput = {
  /** A short piece, heard once; it cuts off the one before. */
  grain(pcm: Pcm): void;
  /** Over and over, sample after sample. Null when the device does not start. */
  loop(pcm: Pcm, options: LoopOptions): Promise<RunningLoop | null>;
  /** The same for a loop too long to be held whole, from pieces. */
  longLoop(source: LoopSource, options: LoopOptions): Promise<RunningLoop | null>;
  setMuted(isMuted: boolean): void;
  /** 0 to 1, where 1 is as loud as the desk ever gets. */
  setVolume(volume: number): void;
  /** The element's sound joins the mixer as soon as a mode needs it, and stays there. */
  setListening(mode: Listening): void;
};

export type LoopOptions = { readonly offsetSeconds: number; readonly rate: number };

export type SoundOutputOptions = {
  readonly scope: Scope;
  readonly video: HTMLMediaElement;
  /** The soundtrack's own rate: at it, samples pass through unchanged. Null while not known. */
  readonly sampleRate: () => number | null;
  /** Milliseconds from the desk's last sample to the ear as the device states it; null: it doesn't. */
  readonly onLatency: (ms: number | null) => void;
};

type Desk = {
  readonly audio: AudioContext;
  readonly mixer: Mixer;
  readonly master: GainNode;
  readonly ceiling: AudioNode;
};

export function createSoundOutput(options: SoundOutputOptions): SoundOutput {
  const { scope, video, onLatency } = options;
  let desk: Desk | null = null;
  let elementMixer: Mixer | null = null;
  let mode: Listening = 'stereo';
  let isMuted = true;
  let volume = 1;
  let cutLast = () => {};

  function opened(): Desk {
    if (desk) return desk;
    const rate = options.sampleRate() ?? 0;
    const isUsable = rate >= deviceRates.least && rate <= deviceRates.most;
    const audio = new AudioContext({
      latencyHint: 'interactive',
      ...(isUsable ? { sampleRate: rate } : {}),
    });
    scope.add(() => void audio.close());
    const mixer = createMixer(audio, mode);
    const master = new GainNode(audio, { gain: gainNow() });
    const ceiling = createCeiling(audio);
    mixer.output.connect(master).connect(ceiling).connect(audio.destination);
    desk = { audio, mixer, master, ceiling };
    return desk;
  }

  function gainNow(): number {
    return isMuted ? 0 : volume * loudest;
  }

  function settleGain(seconds: number): void {
    if (desk) rampTo(desk.master.gain, gainNow(), desk.audio.currentTime, seconds);
  }

  function sourceOf(pcm: Pcm): AudioBufferSourceNode {
    const buffer = new AudioBuffer({
      length: Math.max(1, pcm.channels[0]?.length ?? 0),
      numberOfChannels: Math.max(1, pcm.channels.length),
      sampleRate: pcm.sampleRate,
    });
    pcm.channels.forEach((samples, channel) =>
      buffer.copyToChannel(new Float32Array(samples), channel),
    );
    return new AudioBufferSourceNode(opened().audio, { buffer });
  }

  /** The way of one loop into the mixer; ending it fades it out and takes it away. */
  function entryFor() {
    const { audio, mixer } = opened();
    const gain = new GainNode(audio, { gain: 0 });
    gain.connect(mixer.input);
    const nodes = new Set<AudioBufferSourceNode>();
    let isOver = false;
    const stop = scope.add(() => {
      isOver = true;
      if (audio.state === 'closed') return;
      rampTo(gain.gain, 0, audio.currentTime, cutFadeSeconds);
      for (const node of nodes) node.stop(audio.currentTime + cutFadeSeconds);
    });
    return {
      stop,
      nodeOf(pcm: Pcm): AudioBufferSourceNode {
        const node = sourceOf(pcm);
        nodes.add(node);
        node.connect(gain);
        const end = () => {
          nodes.delete(node);
          node.disconnect();
          if (isOver && nodes.size === 0) gain.disconnect();
        };
        node.addEventListener('ended', end, { once: true });
        return node;
      },
      isOver: () => isOver,
      fadeIn: (at: number) => rampTo(gain.gain, 1, at, cutFadeSeconds),
    };
  }

  function running(startedAt: number, { stop }: { readonly stop: () => void }): RunningLoop {
    const { audio } = opened();
    return {
      heardSeconds: () => Math.max(0, audio.currentTime - startedAt - (audio.outputLatency || 0)),
      stop,
    };
  }

  async function wake(): Promise<boolean> {
    const { audio } = opened();
    const hasStarted = await started(audio);
    if (hasStarted && !scope.isDisposed) onLatency(latencyOf(audio));
    return hasStarted;
  }

  return {
    grain(pcm) {
      const length = pcm.channels[0]?.length ?? 0;
      if (length === 0 || scope.isDisposed) return;
      const { audio, mixer } = opened();
      if (audio.state === 'suspended') void wake();
      cutLast();
      const node = sourceOf(pcm);
      const gain = new GainNode(audio, { gain: 0 });
      const now = audio.currentTime;
      const end = now + length / pcm.sampleRate;
      const fade = Math.min(cutFadeSeconds, (end - now) / 2);
      gain.gain.setValueAtTime(0, now);
      gain.gain.linearRampToValueAtTime(1, now + fade);
      gain.gain.setValueAtTime(1, end - fade);
      gain.gain.linearRampToValueAtTime(0, end);
      node.connect(gain).connect(mixer.input);
      node.addEventListener('ended', () => gain.disconnect(), { once: true });
      node.start(now);
      cutLast = () => {
        if (audio.currentTime >= end - fade) return;
        rampTo(gain.gain, 0, audio.currentTime, cutFadeSeconds);
        node.stop(audio.currentTime + cutFadeSeconds);
      };
    },
    async loop(pcm, { offsetSeconds, rate }) {
      if (!(await wake()) || scope.isDisposed) return null;
      const { audio } = opened();
      const entry = entryFor();
      const node = entry.nodeOf(pcm);
      node.loop = true;
      node.playbackRate.value = rate;
      const startedAt = audio.currentTime;
      entry.fadeIn(startedAt);
      node.start(startedAt, offsetSeconds);
      return running(startedAt, entry);
    },
    async longLoop(source, { offsetSeconds, rate }) {
      if (!(await wake()) || scope.isDisposed) return null;
      const { audio } = opened();
      const entry = entryFor();
      const startedAt = await playStreamedLoop({
        audio,
        source,
        offsetSeconds,
        rate,
        nodeOf: (pcm) => entry.nodeOf(pcm),
        isOver: () => entry.isOver() || scope.isDisposed,
      });
      if (startedAt === null) {
        entry.stop();
        return null;
      }
      entry.fadeIn(startedAt);
      return running(startedAt, entry);
    },
    setMuted(next) {
      const fades = isMuted && !next ? fadeInSeconds : fadeOutSeconds;
      isMuted = next;
      settleGain(fades);
      // The device is started on the reviewer's own act, so that the first grain is not late.
      if (!next && options.sampleRate() !== null) void wake();
    },
    setVolume(next) {
      volume = next;
      settleGain(fadeOutSeconds);
    },
    setListening(next) {
      mode = next;
      desk?.mixer.listen(next);
      elementMixer?.listen(next);
      if (elementMixer || next === 'stereo') return;
      const { audio, ceiling } = opened();
      void wake();
      elementMixer = createMixer(audio, next);
      // The element keeps its own volume and mute: they act before the mixer.
      new MediaElementAudioSourceNode(audio, { mediaElement: video }).connect(elementMixer.input);
      elementMixer.output.connect(ceiling);
    },
  };
}

/** What the device states; a null sink and some drivers state nothing. */
function latencyOf(audio: AudioContext): number | null {
  const output = audio.outputLatency;
  if (!output || output <= 0) return null;
  return Math.round((output + audio.baseLatency) * 1000);
}

async function started(audio: AudioContext): Promise<boolean> {
  if (audio.state === 'running') return true;
  await Promise.race([audio.resume(), new Promise((resolve) => setTimeout(resolve, 300))]);
  // The state changes during the await, which TypeScript's narrowing does not know.
  return (audio.state as AudioContextState) === 'running';
}
