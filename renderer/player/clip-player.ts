import type { Client } from '../../shared/contract/create-client.ts';
import type { WorkerApi } from '../../shared/contract/worker-api.ts';
import type { Fault } from '../../shared/lifetime/fault.ts';
import { err } from '../../shared/lifetime/result.ts';
import { isNotFollowed } from '../../shared/media-time/irregularities.ts';
import type { Scope } from '../../shared/lifetime/scope.ts';
import { frameCount, type FrameIndex } from '../../shared/media-time/frame-index.ts';
import type { MediaClock } from '../../shared/media-time/media-clock.ts';
import type { SoundPicture } from '../../shared/media-time/sound-picture.ts';
import type { Span } from '../../shared/media-time/units.ts';
import { openWithinMs, startDecoding, type ClipDecoding } from './clip-decoding.ts';
import type { ClipPlayer, ClipPlayerOptions } from './clip-player-types.ts';
import type { ClipPlayerState } from './state/player-state.ts';
import { agreementByIndex } from './picture/element-check.ts';
import { createExactView } from './picture/exact-view.ts';
import { createFramePictures } from './picture/frame-pictures.ts';
import { createMediaElement } from './picture/media-element.ts';
import { createPictureStage } from './picture/picture-stage.ts';
import { positionState } from './picture/player-deps.ts';
import { createPlayerStore, type PlayerStore } from './state/player-store.ts';
import { createRingPlaying } from './transport/ring-playing.ts';
import { soundGrid } from './sound/sound-grid.ts';
import { createSoundOutput, type SoundOutput } from './sound/sound-output.ts';
import { peaksFromBytes, soundPictureOfPeaks } from './sound/sound-picture-of-peaks.ts';
import { createTransport, type Transport } from './transport/transport.ts';

/** Bytes of decoded picture held per clip: a 10 s clip at 720p30 whole (measured 422 MB). */
const modestRingBytes = 450_000_000;
/** The same at 1080p30 (933 MB), where the machine has 8 GB or more: jumps then cost nothing. */
const ampleRingBytes = 950_000_000;
const sampleWidthPx = 1024;

/** Opens a clip: picture and sound on one frame clock. Never throws for what a file can be; see `state().fault`. */
export function createClipPlayer(options: ClipPlayerOptions): ClipPlayer {
  const scope = options.scope.child();
  const store = createPlayerStore(initialState(options.index));
  const ringBytes = options.ringBytes ?? ringBytesFor(navigator);
  const decoding = decodingFor(options, ringBytes, scope);
  const { link, ready, small } = decoding;
  let capacity = 0;
  let sampleRate: number | null = null;
  let transport: Transport | null = null;
  let beginUs = options.index?.startsUs[0] ?? 0;
  let durationUs = options.index?.endUs ?? 0;

  const element = createMediaElement(options.mediaUrl, options.index, scope, {
    onPresented: (presented) => transport?.onPresented(presented),
    onEnded: () => transport?.onEnded(),
    onKnown: () => settleSource(),
  });
  const stage = createPictureStage(element.box, options.index);
  if (options.index) transport = transportFor(options.index);
  /** What was chosen before there was anything to play. */
  const choices: ((to: Transport) => void)[] = [];
  const choose = (choice: (to: Transport) => void) => {
    if (transport) choice(transport);
    else choices.push(choice);
  };

  function transportFor(index: FrameIndex): Transport {
    const parts = {
      index,
      scope,
      store,
      link,
      ready,
      small,
      stage,
      element,
      openElement: (of: Scope) => {
        const unheard = { onPresented: () => {}, onEnded: () => {}, onKnown: () => {} };
        return createMediaElement(options.mediaUrl, index, of, unheard, element.offsetUs());
      },
      sound: soundOutput(),
    };
    return createTransport(parts, createExactView(parts), createRingPlaying(parts), () => capacity);
  }

  function soundOutput(): SoundOutput {
    return createSoundOutput({
      scope,
      video: element.video,
      sampleRate: () => sampleRate,
      onLatency: (latencyMs) => store.set({ latencyMs }),
    });
  }

  let pictureFault: Fault | null = null;
  // An element that says neither "loaded" nor "error" is waited for no longer than the worker.
  let isElementLate = false;
  scope.timeout(() => {
    isElementLate = true;
    settleSource();
  }, openWithinMs);
  const opened = open();

  async function open(): Promise<void> {
    const answer = await decoding.opened;
    if (scope.isDisposed) return;
    if (!answer.ok) {
      pictureFault = answer.fault;
      store.set({ hasSound: false });
    } else {
      capacity = answer.value.capacity;
      pictureFault = answer.value.pictureFault;
      sampleRate = answer.value.sound?.sampleRate ?? null;
      ({ beginUs } = answer.value);
      durationUs = Math.max(durationUs, answer.value.durationUs);
      store.set({ hasSound: answer.value.sound !== null, beginUs, durationUs });
      if (!options.index && answer.value.sound) playSoundAlone();
    }
    if (pictureFault) settleSource();
    else {
      store.set({ source: 'ring' });
      transport?.seekToFrame(store.get().frame);
      if (options.prepared) void widenRing();
    }
  }

  function playSoundAlone(): void {
    const grid = soundGrid(durationUs, beginUs);
    transport = transportFor(grid);
    store.set({ ...positionState(grid, 0), frameCount: frameCount(grid) });
    for (const choice of choices.splice(0)) choice(transport);
  }

  async function widenRing(): Promise<void> {
    const widened = await link.call.resizeRing({
      ringBytes,
      hasOverview: options.hasOverview ?? true,
    });
    if (widened.ok) capacity = widened.value.capacity;
  }

  /** Decides between the element and words, once both the worker and the element have spoken. */
  function settleSource(): void {
    if (!pictureFault || store.get().source === 'ring') return;
    if (store.get().source === 'element') return;
    const known = options.index === null ? false : element.canShow();
    if (known === null && !isElementLate) return;
    const canShow = known === true;
    if (canShow) {
      store.set({
        source: 'element',
        agreement: 'nothing-to-compare',
        notes: ['element-seek'],
      });
      transport?.seekToFrame(store.get().frame);
    } else {
      const source = transport && store.get().hasSound ? 'sound' : 'none';
      store.set({ source, phase: 'failed', fault: pictureFault, isDecoding: false });
    }
  }

  scope.add(
    link.on('held', ({ frames, bytes, divisor, smallFrames, capacity: fits }) => {
      capacity = fits;
      store.set({ held: frames, heldBytes: bytes, heldDivisor: divisor, smallFrames });
      transport?.refreshNotes();
    }),
  );

  const framePictures = createFramePictures(link, opened, scope);

  const sound = once(async () => {
    await opened;
    return store.get().hasSound
      ? readSoundPicture(options, link, { fromUs: beginUs, toUs: durationUs })
      : null;
  });

  return {
    state: store.get,
    subscribe: store.subscribe,
    clock: clockOf(store, options.index !== null, () => transport),
    index: options.index,
    play: () => transport?.play(),
    pause: () => transport?.pause(),
    toggle: () => transport?.toggle(),
    stepFrames: (by) => transport?.stepFrames(by),
    stepUs: (byUs) => transport?.stepUs(byUs),
    seekToFrame: (frame) => transport?.seekToFrame(frame),
    seekToUs: (us) => transport?.seekToUs(us),
    shuttle: (key) => transport?.shuttle(key),
    creep: (direction) => transport?.creep(direction),
    setRate: (rate) => choose((to) => to.setRate(rate)),
    setLoop: (span) => transport?.setLoop(span),
    setMuted: (isMuted) => choose((to) => to.setMuted(isMuted)),
    setVolume: (volume) => choose((to) => to.setVolume(volume)),
    setListening: (mode) => choose((to) => to.setListening(mode)),
    setPitchKept: (isKept) => choose((to) => to.setPitchKept(isKept)),
    setSoundsSteps: (soundsSteps) => store.set({ soundsSteps }),
    nudgeSound: (byUs) => transport?.nudgeSound(byUs),
    toggleKeyFrameSteps: () => transport?.toggleKeyFrameSteps(),
    stepKeyFrame: (direction) => transport?.stepKeyFrame(direction),
    attach(host) {
      host.append(stage.root);
      return () => stage.root.remove();
    },
    layers: {
      exact: stage.canvas,
      small: stage.smallCanvas,
      video: element.video,
      isElementShown: () => stage.isElementShown(),
      subscribe: (listener) => stage.subscribe(listener),
    },
    soundPicture: sound,
    framePictures,
    async sampleFrames(n) {
      await opened;
      const taken = await link.call.sampleFrames({ count: n, maxWidthPx: sampleWidthPx });
      return taken.ok
        ? (taken.value.frames as { frame: number; jpeg: Uint8Array<ArrayBuffer> }[])
        : [];
    },
    async soundWav() {
      await opened;
      const made = await link.call.soundWav({});
      return made.ok ? made.value.wav : null;
    },
    dispose: () => scope.dispose(),
  };
}

function decodingFor(options: ClipPlayerOptions, ringBytes: number, scope: Scope): ClipDecoding {
  const { mediaUrl, index, prepared, hasOverview = true } = options;
  if (!prepared) return startDecoding({ mediaUrl, index, ringBytes, hasOverview }, scope);
  scope.add(() => prepared.scope.dispose());
  return prepared.decoding;
}

/** `deviceMemory` is Chromium's own, in GB, rounded down to a power of two; absent means unknown. */
function ringBytesFor(device: Navigator & { readonly deviceMemory?: number }): number {
  return (device.deviceMemory ?? 0) >= 8 ? ampleRingBytes : modestRingBytes;
}

function once<T>(run: () => Promise<T>): () => Promise<T> {
  let promise: Promise<T> | null = null;
  return () => (promise ??= run());
}

/** Peaks from the cache, or measured now and kept. */
async function readSoundPicture(
  options: ClipPlayerOptions,
  link: Client<WorkerApi>,
  clip: Span,
): Promise<SoundPicture | null> {
  const kept = await options.loadPeaks();
  let peaks = kept ? peaksFromBytes(kept) : null;
  if (!peaks) {
    const measured = await link.call.measurePeaks({});
    if (!measured.ok) return null;
    peaks = peaksFromBytes(measured.value.bytes);
    await options.savePeaks(measured.value.bytes);
  }
  if (!peaks) return null;
  const picture = soundPictureOfPeaks(peaks, clip, async (span) => {
    const read = await link.call.readSamples(span);
    return read.ok ? read.value.channels : [];
  });
  return {
    ...picture,
    async spectrogram({ fromUs, toUs }, columns, rows, band) {
      const made = await link.call.spectrogram({ fromUs, toUs, columns, rows, band });
      return made.ok ? made.value.levels : null;
    },
  };
}

function clockOf(
  store: PlayerStore,
  hasFrames: boolean,
  transport: () => Transport | null,
): MediaClock {
  return {
    read() {
      const { frame, isPlaying, rate, shuttle, us } = store.get();
      return {
        us: transport()?.us() ?? us,
        frame: hasFrames ? frame : -1,
        isPlaying,
        rate: isPlaying ? shuttle || rate : 0,
      };
    },
    subscribe: store.subscribe,
    seekToUs: (us) => transport()?.seekToUs(us),
    loop: () => store.get().loop,
    setLoop: (span) => transport()?.setLoop(span),
  };
}

function initialState(index: FrameIndex | null): ClipPlayerState {
  const place = index
    ? positionState(index, 0)
    : { frame: -1, us: 0, timecode: null, isSmall: false };
  return {
    ...place,
    phase: index ? 'loading' : 'failed',
    fault: index
      ? null
      : err('broken-media', 'This file has no picture that can be indexed.').fault,
    source: 'none',
    shownFrame: -1,
    frameCount: index ? frameCount(index) : 0,
    beginUs: index?.startsUs[0] ?? 0,
    durationUs: index?.endUs ?? 0,
    isExact: false,
    isOnTime: false,
    agreement: agreementByIndex(index?.irregularities ?? []),
    isNotFollowed: isNotFollowed(index?.irregularities ?? []),
    isDecoding: index !== null,
    isPlaying: false,
    rate: 1,
    shuttle: 0,
    loop: null,
    isMuted: true,
    volume: 1,
    hasSound: null,
    soundsSteps: true,
    keyFrameSteps: 'off',
    listening: 'stereo',
    isPitchKept: true,
    nudgeUs: 0,
    latencyMs: null,
    notes: [],
    held: 0,
    heldBytes: 0,
    smallFrames: 0,
    heldDivisor: 1,
  };
}
