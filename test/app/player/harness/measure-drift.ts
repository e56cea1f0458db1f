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

type At = { readonly at: number; readonly us: number };
type Beep = { readonly heardAt: number; readonly eventUs: number };

/** How long the two clocks are compared for one reading: long enough to meet the device's leading edge. */
const clockWindowSeconds = 3;

/**
 * Plays from `fromSeconds` until `count` beeps were heard. Gives, in milliseconds of media time: each frame's
 * display minus the sound of its own moment, the playhead minus each beep, and in the waveform each beep minus
 * the flash's own frame.
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
  // Peaks and ring first: what is measured is playing, not opening.
  await player.soundPicture();
  await atRest(player);

  const frames: At[] = [];
  const heads: At[] = [];
  const heard: number[] = [];
  let wrongTimecodes = 0;
  let isOn = true;

  // Both clocks side by side: the device's moves in steps, so its leading edge is the one to keep.
  let clocks: { at: number; ahead: number }[] = [];
  const deviceAhead = () => {
    const at = performance.now() / 1000;
    clocks = clocks.filter((reading) => at - reading.at < clockWindowSeconds);
    clocks.push({ at, ahead: audio.currentTime - at });
    return Math.max(...clocks.map(({ ahead }) => ahead));
  };

  const onFrame = (_now: number, meta: VideoFrameCallbackMetadata) => {
    if (!isOn) return;
    if (player.state().isPlaying) {
      const frame = frameAt(index, Math.round(meta.mediaTime * 1e6) + 500);
      frames.push({ at: meta.expectedDisplayTime / 1000, us: startOfFrame(index, frame) });
      const { timecode, shownFrame } = player.state();
      if (timecode !== timecodeOf(index.rate, shownFrame)) wrongTimecodes++;
    }
    video.requestVideoFrameCallback(onFrame);
  };
  const samples = new Float32Array(heardSamples);
  let lastBeep = -Infinity;
  const listen = () => {
    if (!isOn) return;
    const ahead = deviceAhead();
    const end = audio.currentTime;
    ear.getFloatTimeDomainData(samples);
    for (const i of beginnings(samples, audio.sampleRate * 0.1)) {
      const at = end - (samples.length - i) / audio.sampleRate;
      if (at - lastBeep < everySeconds / 2) continue;
      lastBeep = at;
      heard.push(at - ahead);
    }
    heads.push({ at: performance.now() / 1000, us: player.clock.read().us });
    requestAnimationFrame(listen);
  };
  player.play();
  video.requestVideoFrameCallback(onFrame);
  listen();
  const until = performance.now() + (count + 2) * everySeconds * 1000 + 4000;
  while (heard.length < count && performance.now() < until)
    await new Promise((resolve) => setTimeout(resolve, 50));
  isOn = false;
  player.pause();
  player.setMuted(true);

  const beeps = heard.flatMap((heardAt): Beep[] => {
    const us = headAt(heads, heardAt);
    const event = us === null ? null : Math.round(us / 1e6 / everySeconds);
    return event === null ? [] : [{ heardAt, eventUs: Math.round(event * everySeconds * 1e6) }];
  });
  return {
    pictureMinusSound: frames.flatMap((frame) => againstSound(frame, beeps, everySeconds)),
    playheadMinusSound: beeps.map(
      ({ heardAt, eventUs }) => ((headAt(heads, heardAt) ?? eventUs) - eventUs) / 1000,
    ),
    waveformMinusFrame: await beepsInWaveform(player, index, beeps, everySeconds),
    wrongTimecodes,
    timecodes: frames.length,
  };
}

async function atRest(player: ClipPlayer): Promise<void> {
  for (let quiet = 0, held = -1, tries = 0; quiet < 4 && tries < 60; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 150));
    quiet = player.state().held === held ? quiet + 1 : 0;
    ({ held } = player.state());
  }
}

/** Where sound begins after silence. */
function beginnings(samples: Float32Array, silence: number): number[] {
  const found: number[] = [];
  let quiet = 0;
  for (let i = 0; i < samples.length; i++) {
    if (Math.abs(samples[i] ?? 0) < loud) quiet++;
    else {
      if (quiet > silence) found.push(i);
      quiet = 0;
    }
  }
  return found;
}

/** A frame's display against when its moment was heard, by the five beeps around it. */
function againstSound(frame: At, beeps: readonly Beep[], everySeconds: number): number[] {
  const near = beeps
    .filter(({ heardAt }) => Math.abs(heardAt - frame.at) < everySeconds * 2.6)
    .map(({ heardAt, eventUs }) => heardAt - eventUs / 1e6)
    .toSorted((a, b) => a - b);
  const offset = near[Math.floor(near.length / 2)];
  return offset === undefined ? [] : [(frame.at - offset - frame.us / 1e6) * 1000];
}

/** The playhead's media time at a moment, between the two readings around it. */
function headAt(heads: readonly At[], at: number): number | null {
  const after = heads.findIndex((head) => head.at >= at);
  const before = heads[after - 1];
  const next = heads[after];
  if (!before || !next || next.at - before.at > 0.2) return null;
  return before.us + ((at - before.at) / (next.at - before.at)) * (next.us - before.us);
}

/** Milliseconds from each flash's own frame to the first loud sample that the lanes would draw. */
async function beepsInWaveform(
  player: ClipPlayer,
  index: FrameIndex,
  beeps: readonly Beep[],
  everySeconds: number,
): Promise<number[]> {
  const sound = await player.soundPicture();
  if (!sound) return [];
  const found: number[] = [];
  for (const { eventUs } of beeps) {
    // A flash is every thirtieth frame: the one that lies nearest to the beep's moment.
    const flash = Math.round(frameAt(index, eventUs + 5000) / 30) * 30;
    const flashUs = startOfFrame(index, flash);
    const fromUs = Math.max(0, flashUs - Math.round(everySeconds * 250_000));
    const [left] = await sound.readSamples({ fromUs, toUs: flashUs + 50_000 });
    const at = left?.findIndex((value) => Math.abs(value) > loud) ?? -1;
    if (at >= 0) found.push((fromUs - flashUs) / 1000 + (at / sound.sampleRate) * 1000);
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
