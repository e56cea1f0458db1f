import { frameCount, frameAt, middleOfFrame } from '../../../shared/media-time/frame-index.ts';
import type { MediaUs, Span } from '../../../shared/media-time/units.ts';
import { soundsOtherwise } from '../picture/element-check.ts';
import type { ClipPlayerState } from '../state/player-state.ts';
import type { ExactView } from '../picture/exact-view.ts';
import type { Listening } from '../sound/listening.ts';
import type { PresentedFrame } from '../picture/media-element.ts';
import { notesFor } from '../state/player-notes.ts';
import { positionState, type PlayerDeps } from '../picture/player-deps.ts';
import type { RingPlaying } from './ring-playing.ts';
import { createScrubSound } from '../sound/scrub-sound.ts';
import { createStepPace } from './step-pace.ts';
import {
  clampFrame,
  clampNudge,
  clampRate,
  creepSpeed,
  neighbourKeyFrame,
  nextShuttle,
  usableLoop,
} from './transport-rules.ts';

/**
 * After a pause the compositor may still present one more frame. The ring covers the element only once
 * the final frame on screen is known.
 */
const lastFrameMs = 80;
/** How often the worker is notified of where the element plays. */
const followEveryMs = 250;

export type Transport = {
  play(): void;
  pause(): void;
  toggle(): void;
  stepFrames(by: number): void;
  stepUs(byUs: MediaUs): void;
  seekToFrame(frame: number): void;
  seekToUs(us: MediaUs): void;
  shuttle(key: 'j' | 'k' | 'l'): void;
  creep(direction: 1 | -1): void;
  setRate(rate: number): void;
  setLoop(span: Span | null): void;
  setMuted(isMuted: boolean): void;
  setVolume(volume: number): void;
  setListening(mode: Listening): void;
  setPitchKept(isKept: boolean): void;
  nudgeSound(byUs: MediaUs): void;
  toggleKeyFrameSteps(): void;
  stepKeyFrame(direction: 1 | -1): void;
  us(): MediaUs;
  /** Something outside changed what a reviewer should know. */
  refreshNotes(): void;
  onPresented(presented: PresentedFrame): void;
  onEnded(): void;
};

/** The one place that decides what drives the picture: the element (playing) or the ring (everything else). */
export function createTransport(
  parts: PlayerDeps,
  view: ExactView,
  ring: RingPlaying,
  capacity: () => number,
): Transport {
  const { index, store, link, stage, element, scope, sound } = parts;
  const scrub = createScrubSound();

  function isElementPlaying(): boolean {
    return store.get().isPlaying && !ring.isRunning();
  }

  function set(patch: Parameters<typeof store.set>[0]): void {
    store.set(patch);
    const ringLoops = canLoopInRing();
    const hasPicture = store.get().source !== 'sound';
    const fitsRing = ringLoops && (!hasPicture || loopFrames() <= capacity());
    store.set({
      notes: notesFor(store.get(), {
        ringLoops,
        fitsRing,
        offsetUs: element.offsetUs(),
        hasSoundHoles: index.irregularities.includes('sound-has-holes'),
        soundsOtherwise: soundsOtherwise(index.irregularities),
      }),
    });
  }

  function canLoopInRing(): boolean {
    const { loop, source } = store.get();
    return loop !== null && (source === 'ring' || source === 'sound');
  }

  function loopFrames(): number {
    const { loop } = store.get();
    return loop ? frameAt(index, loop.toUs) - frameAt(index, loop.fromUs) + 1 : 0;
  }

  let plays = 0;
  let stopCovering = () => {};

  function halt(): void {
    plays++;
    stopCovering();
    const heardTo = soundPlace();
    ring.stop();
    element.pause();
    set({ ...heardTo, isPlaying: false, shuttle: 0 });
  }

  /** Where sound alone has come to, between two paints too; nothing where a picture says it. */
  function soundPlace(): Partial<ClipPlayerState> {
    const { source, isPlaying } = store.get();
    if (source !== 'sound' || !isPlaying) return {};
    const frame = frameAt(index, ring.isRunning() ? ring.us() : element.us());
    return { ...positionState(index, frame), shownFrame: frame };
  }

  function start(speed: number, shuttle: number): void {
    const { source, loop } = store.get();
    if (source === 'none') return;
    view.release();
    stopCovering();
    ring.stop();
    set({ isPlaying: true, shuttle });
    if (isForRing(speed)) startRing(speed);
    else if (speed > 0) startElement(speed, loop);
    else halt();
  }

  /** What the element can't play is played from what the desk decoded itself. */
  function isForRing(speed: number): boolean {
    const { source } = store.get();
    if (source === 'sound') return speed < 0 || canLoopInRing() || element.isRefused();
    return source === 'ring' && (speed < 0 || canLoopInRing() || element.canShow() === false);
  }

  function startRing(speed: number): void {
    element.pause();
    const { loop, us, source, frame } = store.get();
    const isAtEnd = frame >= frameCount(index) - 1;
    const whole = { fromUs: index.startsUs[0] ?? 0, toUs: index.endUs };
    // Sound alone is heard to its end, once, by the way that loops take.
    const isOnce = source === 'sound' && speed > 0 && loop === null;
    const span = isOnce ? whole : speed > 0 ? loop : null;
    const fromUs = isOnce && isAtEnd ? whole.fromUs : us;
    ring.start(
      {
        fromUs: span ? Math.max(span.fromUs, Math.min(fromUs, span.toUs - 1)) : fromUs,
        rate: speed,
        loop: span,
        isOnce,
      },
      pause,
    );
  }

  /** Nothing is presented where there is no picture: the element's own clock says where it plays. */
  function followSound(): void {
    if (!isElementPlaying() || store.get().source !== 'sound' || scope.isDisposed) return;
    const frame = frameAt(index, element.us());
    set({ ...positionState(index, frame), shownFrame: frame });
    requestAnimationFrame(followSound);
  }

  function startElement(speed: number, loop: Span | null): void {
    const { frame, isMuted } = store.get();
    const isAtEnd = frame >= frameCount(index) - 1;
    const from = loop ? frameAt(index, loop.fromUs) : isAtEnd ? 0 : frame;
    const isOutsideLoop = loop !== null && (frame < from || frame >= frameAt(index, loop.toUs));
    const target = isAtEnd || isOutsideLoop ? from : frame;
    if (frameAt(index, element.us()) !== target) element.seekUs(middleOfFrame(index, target));
    element.setRate(speed);
    // Twice the speed is as fast as speech stays speech: above it the sound only hurts.
    element.setMuted(isMuted || speed > 2);
    if (!isMuted) element.fadeIn();
    followSound();
    // At once, not with the next interval: the worker stops decoding what only rest is for.
    void link.call.followFrame({ frame: target, direction: 1, isPlaying: true });
    const mine = ++plays;
    // A pause breaks the promise of the play before it: that must not halt the next one.
    element.play().catch(() => {
      if (mine === plays) halt();
    });
  }

  function pause(): void {
    if (!store.get().isPlaying) return;
    halt();
    // The element holds the frame it last presented; the ring shows the same one over it.
    const cover = () => {
      if (!store.get().isPlaying && !scope.isDisposed) void view.show(store.get().frame, 1);
    };
    if (!stage.isElementShown()) cover();
    else stopCovering = scope.timeout(() => requestAnimationFrame(cover), lastFrameMs);
  }

  function play(): void {
    start(store.get().rate, 0);
  }

  async function goTo(frame: number, withSound: boolean): Promise<void> {
    const before = store.get().frame;
    const target = clampFrame(index, frame);
    if (store.get().isPlaying) halt();
    const shown = view.show(target, target < before ? -1 : 1);
    if (withSound) view.soundGrain(target);
    await shown;
  }

  const pace = createStepPace();
  let mayStepByKeys = index.keyFrames.length > 1;

  async function stepFrames(by: number): Promise<void> {
    const { frame, keyFrameSteps, source } = store.get();
    if (keyFrameSteps !== 'off') {
      void goTo(neighbourKeyFrame(index, frame, by < 0 ? -1 : 1), true);
      return;
    }
    pace.asked(performance.now());
    const shown = goTo(frame + by, true);
    // Seen at once, if small: the machine keeps up.
    if (store.get().isSmall) pace.answered(performance.now());
    await shown;
    const { isDecoding, fault } = store.get();
    // A step that another one overtook is answered with that one.
    if (isDecoding || source !== 'ring') return;
    const isTooSlow = pace.answered(performance.now()) || fault?.kind === 'timed-out';
    if (isTooSlow && mayStepByKeys) set({ keyFrameSteps: 'too-slow' });
  }

  function seekToFrame(frame: number): void {
    const { isPlaying, shuttle, rate } = store.get();
    void goTo(frame, false);
    if (isPlaying) start(shuttle || rate, shuttle);
  }

  function shuttleAt(speed: number): void {
    if (store.get().isPlaying && element.isPaused() !== speed < 0) element.pause();
    start(speed, speed);
  }

  scope.interval(() => {
    if (isElementPlaying())
      void link.call.followFrame({ frame: store.get().frame, direction: 1, isPlaying: true });
  }, followEveryMs);

  return {
    play,
    pause,
    toggle: () => (store.get().isPlaying ? pause() : play()),
    stepFrames: (by) => void stepFrames(by),
    stepUs: (byUs) => void goTo(frameAt(index, Math.max(0, store.get().us + byUs)), true),
    seekToFrame,
    seekToUs(us) {
      const stretch = scrub.seeked(us, performance.now());
      const isPlaying = store.get().isPlaying;
      seekToFrame(frameAt(index, us));
      if (stretch && !isPlaying) view.soundStretch(stretch);
    },
    shuttle(key) {
      const speed = nextShuttle(store.get().isPlaying ? store.get().shuttle || 1 : 0, key);
      if (speed === 0) pause();
      else shuttleAt(speed);
    },
    creep: (direction) => shuttleAt(direction * creepSpeed),
    setRate(rate) {
      set({ rate: clampRate(rate) });
      if (store.get().isPlaying && store.get().shuttle === 0) start(store.get().rate, 0);
    },
    setLoop(span) {
      // A nudge is for listening to one loop: it must not follow the reviewer to the next.
      set({ loop: usableLoop(span, index.endUs), nudgeUs: 0 });
      if (store.get().isPlaying && store.get().shuttle >= 0)
        start(store.get().shuttle || store.get().rate, store.get().shuttle);
    },
    setMuted(isMuted) {
      set({ isMuted });
      element.setMuted(isMuted);
      if (!isMuted) element.fadeIn();
      sound.setMuted(isMuted);
    },
    setVolume(volume) {
      const bounded = Math.max(0, Math.min(1, volume));
      set({ volume: bounded });
      element.setVolume(bounded);
      sound.setVolume(bounded);
    },
    setListening(mode) {
      set({ listening: mode });
      sound.setListening(mode);
    },
    setPitchKept(isKept) {
      set({ isPitchKept: isKept });
      element.keepPitch(isKept);
    },
    nudgeSound(byUs) {
      const { loop, nudgeUs, isPlaying, shuttle, rate } = store.get();
      if (!loop || !canLoopInRing()) return;
      set({ nudgeUs: clampNudge(nudgeUs + byUs) });
      if (isPlaying && shuttle >= 0) start(shuttle || rate, shuttle);
    },
    toggleKeyFrameSteps() {
      mayStepByKeys = false;
      set({ keyFrameSteps: store.get().keyFrameSteps === 'off' ? 'chosen' : 'off' });
    },
    stepKeyFrame: (direction) =>
      void goTo(neighbourKeyFrame(index, store.get().frame, direction), true),
    refreshNotes: () => set({}),
    us() {
      if (ring.isRunning()) return ring.us();
      return store.get().isPlaying
        ? Math.max(0, Math.min(index.endUs, element.us()))
        : store.get().us;
    },
    onPresented({ frame, isOnTime }) {
      // Its time alone proves nothing: the element must have been held against the decoder.
      const isExact = isOnTime && store.get().agreement === 'agrees';
      if (isElementPlaying()) {
        const { loop } = store.get();
        if (loop && frame >= frameAt(index, loop.toUs - 1) + 1) {
          element.seekUs(middleOfFrame(index, frameAt(index, loop.fromUs)));
          return;
        }
        // Until the element has reached the frame it starts from, the exact one stays over it.
        if (!stage.isElementShown() && frame < store.get().frame && !loop) return;
        stage.showElement();
        set({
          ...positionState(index, frame),
          shownFrame: frame,
          isExact,
          isOnTime,
          isDecoding: false,
        });
        return;
      }
      if (
        stage.isElementShown() &&
        store.get().source === 'ring' &&
        frame !== store.get().frame &&
        !element.video.seeking
      ) {
        // One last frame after the pause: what the reviewer saw last is where the playhead is.
        store.set({ ...positionState(index, frame), shownFrame: frame, isExact, isOnTime });
        return;
      }
      view.onPresented(frame);
    },
    onEnded() {
      if (isElementPlaying()) {
        if (store.get().loop) play();
        else pause();
      }
    },
  };
}
