import { SoundFeatureMaker, rowLength } from '../../../../renderer/evidence/sync/sound-features.ts';
import { gatherMono16k, speechRate } from '../../../../renderer/evidence/sound/mono-16k.ts';
import { passSound } from '../../../../renderer/evidence/engine/sound-pass.ts';
import type { ClipPlayer } from '../../../../renderer/player/clip-player-types.ts';
import { openClipSource } from '../../../../renderer/workers/clip-source.ts';
import { Scope } from '../../../../shared/lifetime/scope.ts';
import type { FrameIndex } from '../../../../shared/media-time/frame-index.ts';
import { usFromSeconds } from '../../../../shared/media-time/units.ts';

/** Where the one tone of a file begins, in microseconds of its own clock, by each way in which the desk places sound. */
export type Onsets = Readonly<Record<string, number | null>>;

const loud = 0.1;
/** Columns of a waveform over a whole clip of the matrix, a second or so: finer ones are drawn from samples. */
const columnsDrawn = 200;

const firstLoud = (samples: ArrayLike<number>, least = loud): number | null => {
  for (let i = 0; i < samples.length; i++) if (Math.abs(samples[i] ?? 0) > least) return i;
  return null;
};
const placed = (at: number | null, perSecond: number, fromUs: number): number | null =>
  at === null ? null : Math.round(fromUs + (at / perSecond) * 1e6);

/** As the lanes draw it: from single samples, and from peaks. */
export async function drawnOnsets(player: ClipPlayer): Promise<Onsets> {
  const sound = await player.soundPicture();
  if (!sound) return {};
  const { beginUs, durationUs } = player.state();
  const whole = { fromUs: beginUs, toUs: durationUs };
  const [samples = []] = await sound.readSamples(whole);
  const [peaks] = sound.columns(whole, columnsDrawn) ?? [];
  return {
    samples: placed(firstLoud(samples), sound.sampleRate, beginUs),
    peaks: peaks
      ? placed(firstLoud(peaks.max), columnsDrawn / ((durationUs - beginUs) / 1e6), beginUs)
      : null,
  };
}

/** As it is measured: by the sync, and for the speech model. */
export async function measuredOnsets(url: string, index: FrameIndex): Promise<Onsets> {
  const scope = new Scope();
  try {
    const { audio } = await openClipSource(url, scope, index);
    if (!audio) return {};
    const soundUs = usFromSeconds(await audio.getFirstTimestamp());
    const beginUs = Math.max(0, Math.min(index.startsUs[0] ?? 0, soundUs));
    const features = new SoundFeatureMaker(beginUs);
    const mono = gatherMono16k();
    await passSound({
      track: audio,
      untilUs: beginUs + 60_000_000,
      signal: new AbortController().signal,
      onBlock(block) {
        features.add(block);
        mono.add(block);
        return Promise.resolve();
      },
    });
    const { firstStep, steps, rows } = features.end();
    const energies = Array.from({ length: steps }, (_, i) => rows[(i + 1) * rowLength - 1] ?? 0);
    const loudest = Math.max(...energies);
    const speech = mono.end();
    return {
      features: placed(firstLoud(energies, loudest / 4), 100, firstStep * 10_000),
      speech: speech && placed(firstLoud(speech.samples), speechRate, speech.fromUs),
    };
  } finally {
    scope.dispose();
  }
}

/** Listens to an element while it plays: where on its own clock the first tone begins. */
export function listenTo(video: HTMLVideoElement): { readonly end: () => number | null } {
  const audio = new AudioContext();
  const ear = new AnalyserNode(audio, { fftSize: 32_768 });
  audio.createMediaElementSource(video).connect(ear).connect(audio.destination);
  void audio.resume();
  const samples = new Float32Array(ear.fftSize);
  const found: number[] = [];
  let isOn = true;
  const listen = () => {
    if (!isOn) return;
    ear.getFloatTimeDomainData(samples);
    const at = firstLoud(samples);
    // At its very edge the window may begin within the tone.
    if (at !== null && at > 100 && !video.paused && !video.ended)
      found.push(video.currentTime - (samples.length - at) / audio.sampleRate);
    requestAnimationFrame(listen);
  };
  listen();
  return {
    end() {
      isOn = false;
      void audio.close();
      const middle = found.toSorted((a, b) => a - b)[found.length >> 1];
      return middle === undefined ? null : Math.round(middle * 1e6);
    },
  };
}
