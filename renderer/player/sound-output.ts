import type { Scope } from '../../shared/lifetime/scope.ts';

/** Fade at both ends of a grain, so that a cut wave doesn't click. */
const grainFadeSeconds = 0.003;
/** Fade-in of a loop, as for the element. */
const fadeInSeconds = 0.2;

export type RunningLoop = {
  /** Seconds of sound heard since the start, by the device's own clock (latency taken off). */
  heardSeconds(): number;
  setMuted(isMuted: boolean): void;
  setVolume(volume: number): void;
  stop(): void;
};

/** Sound that does not come from the media element: one frame per step, and gapless loops. */
export type SoundOutput = {
  grain(channels: readonly Float32Array[], sampleRate: number, volume: number): void;
  /** Null when the device does not start (no audio device, or the page may not sound yet). */
  loop(
    channels: readonly Float32Array[],
    sampleRate: number,
    options: LoopOptions,
  ): Promise<RunningLoop | null>;
};

export type LoopOptions = {
  readonly offsetSeconds: number;
  readonly rate: number;
  readonly volume: number;
  readonly isMuted: boolean;
};

export function createSoundOutput(scope: Scope): SoundOutput {
  let shared: AudioContext | null = null;

  function context(): AudioContext {
    if (!shared) {
      const opened = new AudioContext({ latencyHint: 'interactive' });
      scope.add(() => void opened.close());
      shared = opened;
    }
    return shared;
  }

  function source(channels: readonly Float32Array[], sampleRate: number): AudioBufferSourceNode {
    const buffer = new AudioBuffer({
      length: Math.max(1, channels[0]?.length ?? 0),
      numberOfChannels: Math.max(1, channels.length),
      sampleRate,
    });
    channels.forEach((samples, channel) =>
      buffer.copyToChannel(new Float32Array(samples), channel),
    );
    return new AudioBufferSourceNode(context(), { buffer });
  }

  return {
    grain(channels, sampleRate, volume) {
      if (!channels[0]?.length || scope.isDisposed) return;
      const node = source(channels, sampleRate);
      const audio = context();
      if (audio.state === 'suspended') void audio.resume();
      const gain = new GainNode(audio, { gain: 0 });
      const now = audio.currentTime;
      const end = now + channels[0].length / sampleRate;
      const fade = Math.min(grainFadeSeconds, (end - now) / 2);
      gain.gain.setValueAtTime(0, now);
      gain.gain.linearRampToValueAtTime(volume, now + fade);
      gain.gain.setValueAtTime(volume, end - fade);
      gain.gain.linearRampToValueAtTime(0, end);
      node.connect(gain).connect(audio.destination);
      node.addEventListener('ended', () => gain.disconnect(), { once: true });
      node.start(now);
    },
    async loop(channels, sampleRate, options) {
      const audio = context();
      if (!(await hasStarted(audio))) return null;
      const node = source(channels, sampleRate);
      node.loop = true;
      node.playbackRate.value = options.rate;
      const gain = new GainNode(audio, { gain: 0 });
      node.connect(gain).connect(audio.destination);
      const startedAt = audio.currentTime;
      let { isMuted, volume } = options;
      const ramp = () =>
        gain.gain.linearRampToValueAtTime(isMuted ? 0 : volume, audio.currentTime + fadeInSeconds);
      gain.gain.setValueAtTime(0, startedAt);
      ramp();
      node.start(startedAt, options.offsetSeconds);
      const forget = scope.add(stop);
      function stop(): void {
        node.stop();
        gain.disconnect();
      }
      return {
        heardSeconds: () => Math.max(0, audio.currentTime - startedAt - (audio.outputLatency || 0)),
        setMuted(next) {
          isMuted = next;
          ramp();
        },
        setVolume(next) {
          volume = next;
          ramp();
        },
        stop: forget,
      };
    },
  };
}

async function hasStarted(audio: AudioContext): Promise<boolean> {
  if (audio.state === 'running') return true;
  await Promise.race([audio.resume(), new Promise((resolve) => setTimeout(resolve, 300))]);
  // The state changes under our feet: TypeScript believes it can't.
  return (audio.state as AudioContextState) === 'running';
}
