import type { Fault } from '../../../shared/lifetime/fault.ts';
import { err, type Result } from '../../../shared/lifetime/result.ts';
import { spanOfFrame } from '../../../shared/media-time/frame-index.ts';
import type { Span } from '../../../shared/media-time/units.ts';
import { createElementCheck } from './element-check.ts';
import { createFramePrefetch } from './frame-prefetch.ts';
import { positionState, type PlayerDeps } from './player-deps.ts';

/**
 * Idle time after which the element is set on the frame shown. Its seek decodes up to a whole group of
 * pictures beside the ring, so it waits until the reviewer rests rather than looks between two steps.
 */
const parkAfterMs = 1200;
/** A seek that presents nothing new fires no callback: then the frame on screen is believed after this long. */
const presentedTimeoutMs = 1500;

/** Less than this is a click, not a sound: at 60 frames a second and above, and in steps through sound alone. */
const shortestGrainUs = 16_000;

/** No word from the worker for this long: it hangs, though it gives up a decoder after 5 s itself. */
const workerSilentMs = 7000;

/** Shows single frames while nothing plays: from the ring, or by the element where the ring can't decode. */
export type ExactView = {
  /** Moves the playhead and shows exactly this frame, as soon as it is decoded. */
  show(frame: number, direction: 1 | -1): Promise<void>;
  /** One frame of sound, where the reviewer wants to hear steps. */
  soundGrain(frame: number): void;
  /** A stretch of sound while the playhead is dragged. */
  soundStretch(span: Span): void;
  /** The element presented a frame: settles a seek that waits for it. Nothing proves such a frame: it is never exact. */
  onPresented(frame: number): void;
  /** Stops whatever is pending: something else takes the picture over. */
  release(): void;
};

export function createExactView(parts: PlayerDeps): ExactView {
  const { index, store, link, ready, small, stage, element, scope } = parts;
  const framePrefetch = createFramePrefetch(parts);
  const check = createElementCheck({
    ...parts,
    agreement: () => store.get().agreement,
    settle: (agreement) => store.set({ agreement }),
  });
  let ticket = 0;
  let lastDirection: 1 | -1 = 1;
  let stopParking = () => {};
  let awaitedFrame: number | null = null;
  let stopAwaiting = () => {};

  scope.add(
    link.on('standIn', ({ wanted, frame, picture }) => {
      if (!(picture instanceof VideoFrame)) return;
      const isWanted =
        store.get().isDecoding && store.get().frame === wanted && !stage.isElementShown();
      if (isWanted && !store.get().isPlaying && !store.get().isSmall) {
        stage.drawStandIn(picture, frame);
        store.set({ shownFrame: frame });
      }
      picture.close();
    }),
  );

  async function show(frame: number, direction: 1 | -1): Promise<void> {
    const mine = ++ticket;
    lastDirection = direction;
    stopParking();
    check.pause();
    framePrefetch.stop();
    if (store.get().source === 'sound') {
      store.set({ ...positionState(index, frame), shownFrame: frame, isDecoding: false });
      return;
    }
    const held = store.get().source === 'ring' ? ready.get(frame) : undefined;
    if (held) {
      // Drawn within the key press itself; the worker is only notified, and decodes on.
      present(held, frame, mine);
      void link.call.followFrame({ frame, direction, isPlaying: false });
      return;
    }
    const isShown = stage.drawnFrame() === frame && !stage.isElementShown();
    store.set({ ...positionState(index, frame), isExact: isShown, isDecoding: !isShown });
    if (store.get().source === 'element') showByElement(frame);
    else {
      if (!isShown) showSmall(frame);
      await showFromRing(frame, direction, mine);
    }
  }

  /** The very frame at once, small and said to be so, where there is such a copy. */
  function showSmall(frame: number): void {
    const copy = small.get(frame);
    if (!copy) return;
    stage.drawSmall(copy);
    store.set({ shownFrame: frame, isSmall: true });
  }

  async function showFromRing(frame: number, direction: 1 | -1, mine: number): Promise<void> {
    const shown = await soon(link.call.showFrame({ frame, direction }), frame);
    if (!shown.ok) {
      if (mine === ticket && shown.fault.kind !== 'cancelled') refuse(shown.fault);
      return;
    }
    const { picture } = shown.value;
    if (!(picture instanceof VideoFrame)) return;
    if (mine === ticket) present(picture, frame, mine);
    ready.keep(frame, picture);
  }

  function present(picture: VideoFrame, frame: number, mine: number): void {
    // Of another size in the file it may be larger one way; a smaller copy is smaller both ways.
    const isSmaller =
      picture.codedWidth < index.codedWidth && picture.codedHeight < index.codedHeight;
    let isDrawn = false;
    stage.draw(picture, frame, () => {
      isDrawn = true;
      if (mine === ticket) settle(frame, isSmaller);
    });
    // The pixels come within this same task, before the screen's next refresh; the playhead moves now.
    if (!isDrawn) store.set({ ...positionState(index, frame), isExact: false, isDecoding: true });
  }

  function settle(frame: number, isSmaller: boolean): void {
    store.set({
      ...positionState(index, frame),
      phase: 'ready',
      shownFrame: frame,
      isExact: true,
      isDecoding: false,
      fault: null,
    });
    framePrefetch.begin(frame, lastDirection);
    const mine = ticket;
    stopParking = scope.timeout(() => {
      if (isSmaller) void sharpen(frame, mine);
      void restOn(frame, mine);
    }, parkAfterMs);
  }

  /** The element is set on the frame shown; then another one is held against the decoder, as far as that is still to be done. */
  async function restOn(frame: number, mine: number): Promise<void> {
    const isStill = () => mine === ticket && !scope.isDisposed && !stage.isElementShown();
    if (!isStill()) return;
    element.park(frame);
    // A page that is not painted is presented nothing.
    await check.go(() => isStill() && !document.hidden);
  }

  /** Where only smaller copies fit in memory, a frame that the reviewer rests on is decoded again at full size. */
  async function sharpen(frame: number, mine: number): Promise<void> {
    const shown = await link.call.showFrame({ frame, direction: 1, isFullSize: true });
    if (!shown.ok || !(shown.value.picture instanceof VideoFrame)) return;
    if (mine === ticket && stage.drawnFrame() === frame && !stage.isElementShown())
      stage.draw(shown.value.picture, frame, () => {});
    shown.value.picture.close();
  }

  /** The answer, or a fault once the worker says nothing at all any more. */
  function soon<T>(answer: Promise<Result<T>>, frame: number): Promise<Result<T>> {
    return new Promise((resolve) => {
      let stopWaiting = () => {};
      const wait = () => {
        stopWaiting();
        stopWaiting = scope.timeout(() => end(silent(frame)), workerSilentMs);
      };
      const stopHearing = scope.add(link.on('held', wait));
      const end = (result: Result<T>) => {
        stopWaiting();
        stopHearing();
        resolve(result);
      };
      wait();
      void answer.then(end);
    });
  }

  /** A damaged frame is said in words; the frames around it can still be stepped to. */
  function refuse(fault: Fault): void {
    if (!store.get().isSmall) stage.dim(true);
    store.set({ phase: 'ready', isDecoding: false, isExact: false, fault });
  }

  function showByElement(frame: number): void {
    stopAwaiting();
    awaitedFrame = frame;
    stage.showElement();
    element.park(frame);
    stopAwaiting = scope.timeout(() => {
      awaitedFrame = null;
      store.set({ phase: 'ready', isDecoding: false });
    }, presentedTimeoutMs);
  }

  function soundStretch(span: Span): void {
    const { isMuted, hasSound } = store.get();
    if (isMuted || hasSound !== true) return;
    void link.call.readSamples(span).then((read) => {
      if (read.ok) parts.sound.grain(read.value);
    });
  }

  return {
    show,
    soundGrain(frame) {
      if (!store.get().soundsSteps) return;
      const { fromUs, toUs } = spanOfFrame(index, frame);
      soundStretch({ fromUs, toUs: Math.max(toUs, fromUs + shortestGrainUs) });
    },
    soundStretch,
    onPresented(frame) {
      if (awaitedFrame === null) return;
      store.set({ shownFrame: frame });
      if (frame !== awaitedFrame) return;
      awaitedFrame = null;
      stopAwaiting();
      store.set({ phase: 'ready', isExact: false, isDecoding: false, fault: null });
    },
    release() {
      ticket++;
      awaitedFrame = null;
      stopAwaiting();
      stopParking();
      check.pause();
      framePrefetch.stop();
    },
  };
}

function silent(frame: number): Result<never> {
  return err(
    'timed-out',
    `Nothing was heard of frame ${frame} for 7 seconds. Go to it again, or close the case and open it anew.`,
    'after-user',
  );
}
