import { videojs } from './video-js-core.ts';
import { middleOfFrame, type FrameIndex } from '../../shared/media-time/frame-index.ts';
import type { Scope } from '../../shared/lifetime/scope.ts';
import { secondsFromUs, usFromSeconds, type MediaUs } from '../../shared/media-time/units.ts';
import { loudest } from './sound-shaping.ts';
import { frameOfMediaTime } from './transport-rules.ts';

/** Sound comes in over this long, so that unmuting never startles. */
const fadeInMs = 200;

export type PresentedFrame = { readonly frame: number; readonly isExact: boolean };

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
  /** Whether it has a picture it can show: null until known. */
  canShow(): boolean | null;
  offsetUs(): number;
};

type Events = {
  readonly onPresented: (presented: PresentedFrame) => void;
  readonly onEnded: () => void;
  readonly onKnown: () => void;
};

/** Builds the element. It loads at once, muted. */
export function createMediaElement(
  mediaUrl: string,
  index: FrameIndex | null,
  scope: Scope,
  events: Events,
): MediaElement {
  const video = document.createElement('video');
  video.className = 'picture-element';
  video.muted = true;
  video.preload = 'auto';
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
  let offsetUs = 0;
  let hasOffset = false;
  let volume = 1;
  let fadeStartedAt = -Infinity;

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
    events.onPresented(frameOfMediaTime(frames, mediaTime, offsetUs));
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
  // HEVC without a decoder plays its sound over nothing and raises no error: only the width tells.
  scope.listen(video, 'loadeddata', () => learn(video.videoWidth > 0));
  scope.listen(video, 'loadedmetadata', () => {
    if (video.videoWidth === 0) learn(false);
  });
  scope.listen(video, 'error', () => learn(false));
  scope.listen(video, 'ended', events.onEnded);

  function seekUs(us: MediaUs): void {
    hasOffset = true;
    video.currentTime = secondsFromUs(us + offsetUs);
  }

  return {
    video,
    box: shell,
    us: () => usFromSeconds(video.currentTime) - offsetUs,
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
    canShow: () => known,
    offsetUs: () => offsetUs,
  };
}
