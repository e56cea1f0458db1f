import {
  frameAt,
  startOfFrame,
  type FrameIndex,
} from '../../../../shared/media-time/frame-index.ts';
import type { ClipPlayer } from '../../../../renderer/player/clip-player-types.ts';
import { timecodeOf } from '../../../../shared/media-time/timecode.ts';
import type { DriftSeen } from './harness-api.ts';

/** Longest stretch the analyser remembers: 0.68 s at 48 kHz. */
const heardSamples = 32_768;
const loud = 0.05;

type Heard = { readonly audio: AudioContext; readonly ear: AnalyserNode };
/** An element can be tapped once only. */
const taps = new WeakMap<HTMLVideoElement, Heard>();

/** Leads the element's own sound through an analyser: what a listener gets, by the sound device's clock. */
function tapped(video: HTMLVideoElement): Heard {
  const known = taps.get(video);
  if (known) return known;
  const audio = new AudioContext();
  const ear = new AnalyserNode(audio, { fftSize: heardSamples });
  audio.createMediaElementSource(video).connect(ear).connect(audio.destination);
  const made = { audio, ear };
  taps.set(video, made);
  return made;
}

/**
 * Plays from `fromSeconds` until `count` flashes were seen and heard. Each gives, in milliseconds of media
 * time: picture minus sound, playhead minus sound, and the waveform's beep minus the flash's own frame.
 */
export async function measureDrift(
  player: ClipPlayer,
  video: HTMLVideoElement,
  everySeconds: number,
  fromSeconds: number,
  count: number,
): Promise<DriftSeen> {
  const { index } = player;
  if (!index) throw new Error('no index');
  const { audio, ear } = tapped(video);
  await audio.resume();
  player.setMuted(false);
  player.seekToUs(Math.round((fromSeconds + everySeconds / 2) * 1e6));
  await new Promise((resolve) => setTimeout(resolve, 400));

  // Both clocks side by side: the device's moves in steps, so its leading edge is the one to keep.
  let deviceAhead = -Infinity;
  const compareClocks = () => {
    deviceAhead = Math.max(deviceAhead, audio.currentTime - performance.now() / 1000);
  };
  const flashes: { at: number; us: number; named: string | null }[] = [];
  const heads: { at: number; us: number }[] = [];
  const beeps: number[] = [];
  const timecodes: { shown: string | null; right: string | null }[] = [];
  let isOn = true;

  const onFrame = (_now: number, meta: VideoFrameCallbackMetadata) => {
    if (!isOn) return;
    const us = Math.round(meta.mediaTime * 1e6);
    const frame = frameAt(index, us + 500);
    if (frame % 30 === 0 && player.state().isPlaying)
      flashes.push({
        at: meta.expectedDisplayTime / 1000,
        us: startOfFrame(index, frame),
        named: null,
      });
    if (player.state().isPlaying)
      timecodes.push({
        shown: player.state().timecode,
        right: timecodeOf(index.rate, player.state().shownFrame),
      });
    video.requestVideoFrameCallback(onFrame);
  };
  const samples = new Float32Array(heardSamples);
  let lastBeep = -Infinity;
  const listen = () => {
    if (!isOn) return;
    compareClocks();
    const end = audio.currentTime;
    ear.getFloatTimeDomainData(samples);
    // The first loud sample after a stretch of silence.
    let quiet = 0;
    for (let i = 0; i < samples.length; i++) {
      if (Math.abs(samples[i] ?? 0) < loud) quiet++;
      else {
        const at = end - (samples.length - i) / audio.sampleRate;
        if (quiet > audio.sampleRate * 0.1 && at - lastBeep > everySeconds / 2) {
          beeps.push(at);
          lastBeep = at;
        }
        quiet = 0;
      }
    }
    heads.push({ at: performance.now() / 1000, us: player.clock.read().us });
    requestAnimationFrame(listen);
  };
  player.play();
  video.requestVideoFrameCallback(onFrame);
  listen();
  const until = performance.now() + (count + 2) * everySeconds * 1000 + 4000;
  while (beeps.length < count + 1 && performance.now() < until)
    await new Promise((resolve) => setTimeout(resolve, 50));
  isOn = false;
  player.pause();
  player.setMuted(true);

  const heard = beeps.map((beep) => beep - deviceAhead);
  const waveform = await beepsInWaveform(player, flashes, everySeconds);
  return {
    pictureMinusSound: flashes.flatMap(({ at }) => {
      const beep = heard.find((time) => Math.abs(time - at) < everySeconds / 3);
      return beep === undefined ? [] : [(at - beep) * 1000];
    }),
    playheadMinusSound: heard.flatMap((beep) => {
      const us = headAt(heads, beep);
      if (us === null) return [];
      const event = Math.round(us / 1e6 / everySeconds) * everySeconds;
      return [us / 1000 - event * 1000];
    }),
    waveformMinusFrame: waveform,
    wrongTimecodes: timecodes.filter(({ shown, right }) => shown !== right).length,
    timecodes: timecodes.length,
  };
}

/** The playhead's media time at a moment, between the two readings around it. */
function headAt(heads: readonly { at: number; us: number }[], at: number): number | null {
  const after = heads.findIndex((head) => head.at >= at);
  const before = heads[after - 1];
  const next = heads[after];
  if (!before || !next || next.at - before.at > 0.2) return null;
  return before.us + ((at - before.at) / (next.at - before.at)) * (next.us - before.us);
}

/** Milliseconds from each flash's own frame to the first loud sample that the lanes would draw. */
async function beepsInWaveform(
  player: ClipPlayer,
  flashes: readonly { readonly us: number }[],
  everySeconds: number,
): Promise<number[]> {
  const sound = await player.soundPicture();
  if (!sound) return [];
  const found: number[] = [];
  for (const { us } of flashes) {
    const fromUs = Math.max(0, us - Math.round(everySeconds * 250_000));
    const [left] = await sound.readSamples({ fromUs, toUs: us + 50_000 });
    const at = left?.findIndex((value) => Math.abs(value) > loud) ?? -1;
    if (at >= 0) found.push((fromUs - us) / 1000 + (at / sound.sampleRate) * 1000);
  }
  return found;
}

/** Random seeks, loops, rate changes and shuttling: what a reviewer does to a player in an hour. */
export async function troublePlayer(
  player: ClipPlayer,
  index: FrameIndex,
  seeks: number,
): Promise<void> {
  const rest = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  let seed = 20_261_122;
  const random = () => (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31;
  for (let i = 0; i < seeks; i++) {
    player.seekToUs(Math.floor(random() * index.endUs));
    if (i % 5 === 0) {
      player.setRate([0.5, 1.5, 2, 0.25][i % 4] ?? 1);
      player.play();
      await rest(250);
      if (i % 10 === 0) player.pause();
    }
    if (i % 12 === 6) {
      const { us } = player.state();
      player.setLoop({ fromUs: us, toUs: us + 300_000 });
      player.play();
      await rest(500);
      player.setLoop(null);
    }
    if (i % 12 === 9) {
      player.shuttle('l');
      player.shuttle('l');
      await rest(200);
      player.shuttle('k');
    }
    await rest(30);
  }
  player.setLoop(null);
  player.pause();
  player.setRate(1);
  await rest(300);
}
