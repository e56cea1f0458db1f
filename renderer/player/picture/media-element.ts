import { videojs } from './video-js-core.ts';
import { frameAt, middleOfFrame, type FrameIndex } from '../../../shared/media-time/frame-index.ts';
import type { Scope } from '../../../shared/lifetime/scope.ts';
import { secondsFromUs, usFromSeconds, type MediaUs } from '../../../shared/media-time/units.ts';
import { loudest } from '../sound/sound-shaping.ts';
import { frameOfMediaTime } from './frame-of-media-time.ts';

/** Sound comes in over this long, so that unmuting never startles. */
const fadeInMs = 200;
/** A seek that presents nothing within this time is no proof of anything. */
const presentedWithinMs = 4000;
const lookEveryMs = 15;

/** What the element says it presented; `isOnTime`: the index lists a frame at that very time. No proof of its pixels. */
export type PresentedFrame = { readonly frame: number; readonly isOnTime: boolean };

/** The playing half: a `<video>` inside video.js, in sync by the browser, checked against the index. */
export type MediaElement = {
  readonly video: HTMLVideoElement;
  /** What goes into the page: video.js' own box around the element. */
  readonly box: HTMLElement;
  /** Microseconds on the container's clock. */
  us(): MediaUs;
  play(): Promise<void>;
  pause(): void;
  isPaused(): boolean;
  seekUs(us: MediaUs): void;
  /** Parks in the middle of a frame's own interval, where rounding can't reach a neighbour. */
  park(frame: number): void;
  setRate(rate: number): void;
  setMuted(isMuted: boolean): void;
  setVolume(volume: number): void;
  /** Off, the pitch follows the speed. */
  keepPitch(isKept: boolean): void;
  fadeIn(): void;
  /** Seeks into a frame and answers what was presented there; null where nothing new came, or `isWanted` no more. */
  presentedAt(frame: number, isWanted: () => boolean): Promise<PresentedFrame | null>;
  /** Whether it has a picture it can show: null until known. */
  canShow(): boolean | null;
  /** It gave the file up altogether: neither picture nor sound comes from it. */
  isRefused(): boolean;
  offsetUs(): number;
};

type Events = {
  readonly onPresented: (presented: PresentedFrame) => void;
  readonly onEnded: () => void;
  readonly onKnown: () => void;
};

/** Builds the element. It loads at once, muted. `knownOffsetUs`: of its clock against the index, where an earlier element measured it. */
export function createMediaElement(
  mediaUrl: string,
  index: FrameIndex | null,
  scope: Scope,
  events: Events,
  knownOffsetUs?: number,
): MediaElement {
  const video = document.createElement('video');
  video.className = 'picture-element';
  video.muted = true;
  video.preload = 'auto';
  // Its pixels are held against the decoded ones, which a page may only do with what it is let read.
  video.crossOrigin = 'anonymous';
  video.playsInline = true;
  video.disablePictureInPicture = true;
  const shell = document.createElement('div');
  shell.className = 'picture-element-box';
  shell.append(video);
  const player = videojs(video, {
    controls: false,
    // Its bars, menus and dialogs are never shown, and building them took 14 to 30 ms of each opening.
    children: ['mediaLoader'],
    muted: true,
    preload: 'auto',
  });
  scope.add(() => player.dispose());
  // The type is ours to set: a custom scheme's URL has no ending to guess from.
  player.src({ src: mediaUrl, type: 'video/mp4' });

  let known: boolean | null = null;
  let isRefused = false;
  let offsetUs = knownOffsetUs ?? 0;
  let hasOffset = knownOffsetUs !== undefined;
  let volume = 1;
  let fadeStartedAt = -Infinity;
  let lastPresented: PresentedFrame | null = null;
  const usNow = () => usFromSeconds(video.currentTime) - offsetUs;

  function watch(): void {
    const handle = video.requestVideoFrameCallback((_now, meta) => {
      if (scope.isDisposed) return;
      forget();
      if (index) heard(meta.mediaTime, index);
      watch();
    });
    const forget = scope.add(() => video.cancelVideoFrameCallback(handle));
  }

  function heard(mediaTime: number, frames: FrameIndex): void {
    if (!hasOffset) {
      hasOffset = true;
      // Before any seek the element shows the first frame: its time against the index is the clock's offset.
      const difference = usFromSeconds(mediaTime) - (frames.startsUs[0] ?? 0);
      if (video.currentTime === 0 && Math.abs(difference) > 1000) offsetUs = difference;
    }
    lastPresented = frameOfMediaTime(frames, mediaTime, offsetUs);
    events.onPresented(lastPresented);
  }

  async function presentedAt(
    frame: number,
    isWanted: () => boolean,
  ): Promise<PresentedFrame | null> {
    if (!index) return null;
    const untilMs = performance.now() + presentedWithinMs;
    const goesOn = () =>
      isWanted() && !scope.isDisposed && !isRefused && performance.now() < untilMs;
    const soon = () => new Promise((resolve) => setTimeout(resolve, lookEveryMs));
    // Before it knows the file a seek is only noted, and where it is says nothing.
    while (goesOn() && video.readyState < HTMLMediaElement.HAVE_METADATA) await soon();
    if (!goesOn()) return null;
    if (lastPresented?.frame !== frame || frameAt(index, usNow()) !== frame) {
      lastPresented = null;
      seekUs(middleOfFrame(index, frame));
    }
    while (goesOn()) {
      if (lastPresented && !video.seeking) return lastPresented;
      // It goes no further than its own end, and presents nothing new there.
      const isElsewhere = frameAt(index, usNow()) !== frame;
      if (!video.seeking && isElsewhere) return { frame: frameAt(index, usNow()), isOnTime: false };
      await soon();
    }
    return null;
  }

  function learn(canShow: boolean): void {
    if (known !== null) return;
    known = canShow;
    events.onKnown();
  }

  function applyVolume(): void {
    if (scope.isDisposed) return;
    const share = Math.min(1, (performance.now() - fadeStartedAt) / fadeInMs);
    video.volume = volume * loudest * share;
    if (share < 1) requestAnimationFrame(applyVolume);
  }

  watch();
  // HEVC without a decoder plays its sound over nothing and raises no error: only the width shows it.
  scope.listen(video, 'loadeddata', () => learn(video.videoWidth > 0));
  scope.listen(video, 'loadedmetadata', () => {
    if (video.videoWidth === 0) learn(false);
  });
  scope.listen(video, 'error', () => {
    isRefused = true;
    learn(false);
  });
  scope.listen(video, 'ended', events.onEnded);

  function seekUs(us: MediaUs): void {
    hasOffset = true;
    video.currentTime = secondsFromUs(us + offsetUs);
  }

  return {
    video,
    box: shell,
    us: usNow,
    play: async () => {
      await video.play();
    },
    pause: () => video.pause(),
    isPaused: () => video.paused,
    seekUs,
    park(frame) {
      if (index) seekUs(middleOfFrame(index, frame));
    },
    setRate(rate) {
      video.playbackRate = rate;
    },
    setMuted(isMuted) {
      video.muted = isMuted;
    },
    setVolume(next) {
      volume = Math.max(0, Math.min(1, next));
      applyVolume();
    },
    keepPitch(isKept) {
      video.preservesPitch = isKept;
    },
    fadeIn() {
      fadeStartedAt = performance.now();
      applyVolume();
    },
    presentedAt,
    canShow: () => known,
    isRefused: () => isRefused,
    offsetUs: () => offsetUs,
  };
}
