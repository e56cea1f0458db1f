import { frameAt } from '../../../shared/media-time/frame-index.ts';
import { secondsFromUs, type MediaUs, type Span } from '../../../shared/media-time/units.ts';
import { positionState, type PlayerDeps } from '../picture/player-deps.ts';
import type { LoopOptions, RunningLoop } from '../sound/sound-output.ts';
import { fadeSeam, nudgedSpan, padded, type Pcm } from '../sound/sound-shaping.ts';
import { loopedTime } from './transport-rules.ts';

export type RingPlay = {
  readonly fromUs: MediaUs;
  /** Media seconds per second; negative in reverse. */
  readonly rate: number;
  /** Plays this span over and over, with sound and without a gap; null plays on to the clip's end, silently. */
  readonly loop: Span | null;
  /** The span is heard once, not over and over. */
  readonly isOnce?: boolean;
};

/** Real-time playing from decoded frames: reverse (silent) and gapless loops. */
/** Sound of a loop up to this long is held whole (46 MB of 48 kHz stereo); a longer one comes in pieces. */
const longestWholeUs = 120_000_000;

export type RingPlaying = {
  start(play: RingPlay, onEnd: () => void): void;
  stop(): void;
  us(): MediaUs;
  isRunning(): boolean;
};

type ReadSound = (part: Span) => Promise<Pcm | null>;

type Running = {
  readonly play: RingPlay;
  startedAtMs: number;
  sound: RunningLoop | null;
  isOver: boolean;
};

export function createRingPlaying(parts: PlayerDeps): RingPlaying {
  const { index, store, link, ready, stage, sound, scope } = parts;
  let running: Running | null = null;
  let lastUs = 0;

  function elapsedOf(run: Running): number {
    const seconds = run.sound
      ? run.sound.heardSeconds()
      : (performance.now() - run.startedAtMs) / 1000;
    return seconds * 1e6 * run.play.rate;
  }

  function timeOf(run: Running): MediaUs {
    const elapsedUs = elapsedOf(run);
    if (run.play.loop) return loopedTime(run.play.loop, run.play.fromUs, elapsedUs);
    return Math.max(0, Math.min(index.endUs - 1, Math.floor(run.play.fromUs + elapsedUs)));
  }

  function isAtEnd(run: Running): boolean {
    const { loop, isOnce, rate, fromUs } = run.play;
    if (loop) return isOnce === true && fromUs + elapsedOf(run) >= loop.toUs;
    return rate < 0 ? lastUs <= 0 : lastUs >= index.endUs - 1;
  }

  function tick(run: Running, onEnd: () => void): void {
    if (run.isOver || scope.isDisposed) return;
    lastUs = timeOf(run);
    void present(run, frameAt(index, lastUs));
    if (isAtEnd(run)) onEnd();
    else requestAnimationFrame(() => tick(run, onEnd));
  }

  /** Late frames are drawn as long as no newer one was: under load fewer frames are drawn, never a wrong one. */
  async function present(run: Running, frame: number): Promise<void> {
    if (store.get().source === 'sound') {
      store.set({ ...positionState(index, frame), shownFrame: frame });
      return;
    }
    if (store.get().frame === frame && stage.drawnFrame() === frame) return;
    if (store.get().frame !== frame) store.set({ ...positionState(index, frame), isExact: false });
    else if (store.get().isDecoding) return;
    store.set({ isDecoding: stage.drawnFrame() !== frame });
    const direction = run.play.rate < 0 ? -1 : 1;
    const held = ready.get(frame);
    if (held) {
      draw(run, held, frame);
      void link.call.followFrame({ frame, direction, isPlaying: false });
      return;
    }
    const shown = await link.call.showFrame({ frame, direction });
    if (!shown.ok || !(shown.value.picture instanceof VideoFrame)) return;
    if (!run.isOver) draw(run, shown.value.picture, frame);
    ready.keep(frame, shown.value.picture);
  }

  function draw(run: Running, picture: VideoFrame, frame: number): void {
    stage.draw(picture, frame, () => {
      if (run.isOver) return;
      const isNow = store.get().frame === frame;
      store.set({ shownFrame: frame, isExact: isNow, isSmall: false, isDecoding: !isNow });
    });
  }

  async function startSound(run: Running, loop: Span): Promise<void> {
    const { hasSound, nudgeUs } = store.get();
    if (hasSound !== true) return;
    const span = nudgedSpan(loop, nudgeUs);
    const how = {
      offsetSeconds: secondsFromUs(loopedTime(loop, run.play.fromUs, 0) - loop.fromUs),
      rate: run.play.rate,
    };
    const read = async (part: Span) => {
      const samples = await link.call.readSamples(part);
      return samples.ok && !run.isOver ? samples.value : null;
    };
    const isShort = span.toUs - span.fromUs <= longestWholeUs;
    const started = isShort ? await wholeLoop(span, how, read) : await longLoop(span, how, read);
    if (run.isOver) started?.stop();
    else run.sound = started;
  }

  /** Held whole, so that not even a worker that is busy can make it wait. */
  async function wholeLoop(span: Span, how: LoopOptions, read: ReadSound) {
    const samples = await read({
      fromUs: Math.max(0, span.fromUs),
      toUs: Math.max(0, span.toUs),
    });
    if (!samples) return null;
    const pcm = padded(samples, span);
    fadeSeam(pcm);
    return sound.loop(pcm, how);
  }

  async function longLoop(span: Span, how: LoopOptions, read: ReadSound) {
    const probe = await read({ fromUs: 0, toUs: 1000 });
    return probe && sound.longLoop({ span, sampleRate: probe.sampleRate, read }, how);
  }

  function stop(): void {
    if (!running) return;
    running.isOver = true;
    running.sound?.stop();
    running = null;
  }
  scope.add(stop);

  return {
    start(play, onEnd) {
      stop();
      const run: Running = { play, startedAtMs: performance.now(), sound: null, isOver: false };
      running = run;
      lastUs = play.fromUs;
      if (!play.loop) {
        tick(run, onEnd);
        return;
      }
      // The device's clock starts with its sound: the picture waits for it rather than jump.
      void startSound(run, play.loop).then(() => {
        run.startedAtMs = performance.now();
        tick(run, onEnd);
      });
    },
    stop,
    us: () => (running ? timeOf(running) : lastUs),
    isRunning: () => running !== null,
  };
}
