/** A media element in name only: wavesurfer wants one, and the case's clock is the one that runs. */
export function silentMedia(): HTMLMediaElement {
  return Object.assign(new EventTarget(), {
    src: '',
    currentSrc: '',
    currentTime: 0,
    duration: 1,
    paused: true,
    ended: false,
    seeking: false,
    muted: true,
    volume: 0,
    playbackRate: 1,
    readyState: 4,
    play: () => Promise.resolve(),
    pause: () => {},
    load: () => {},
    canPlayType: () => '',
    removeAttribute: () => {},
    // The parts of HTMLMediaElement that wavesurfer touches; the rest is never asked for.
  }) as unknown as HTMLMediaElement;
}
