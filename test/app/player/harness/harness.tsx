import '../../../../shared/contract/no-code-from-text.ts';
import './harness.css';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { createClipPrefetch } from '../../../../renderer/player/clip-prefetch.ts';
import { createClipPlayer } from '../../../../renderer/player/clip-player.ts';
import type { ClipPlayer } from '../../../../renderer/player/clip-player-types.ts';
import { Scope } from '../../../../shared/lifetime/scope.ts';
import { makeCatalogue } from '../../../../renderer/strings/catalogue.ts';
import type { FrameIndex } from '../../../../shared/media-time/frame-index.ts';
import { countPictures } from './count-pictures.ts';
import type { Harness } from './harness-api.ts';
import { indexOfClip } from './index-of-clip.ts';
import { playThrough, stepThrough } from './look-at-file.ts';
import type { PictureLooking } from '../../../../renderer/player/view/use-picture-view.ts';
import { readMarkedPicture } from './marked-picture.ts';
import { measureDrift, troublePlayer } from './measure-drift.ts';
import { measurePeer } from './measure-peer.ts';
import { drawnOnsets, measuredOnsets } from './placed-onsets.ts';
import { measureSteps } from './measure-steps.ts';
import { HarnessPage } from './harness-page.tsx';
import { holdSteps } from './hold-steps.ts';
import { readNumber } from './read-number.ts';
import { tryOut } from './try-out.ts';
import { createSoundTap } from './sound-tap.ts';

let open: { readonly player: ClipPlayer; readonly scope: Scope } | null = null;
const lookings: PictureLooking[] = [];
/** Lives as long as the page, as the desk's own scope does. */
const page = new Scope();
const root = createRoot(layer('#root'));
const catalogue = makeCatalogue();

const painted = () => new Promise((resolve) => requestAnimationFrame(resolve));
const ahead = createClipPrefetch();
let openedMs = Number.NaN;

function firstExact(player: ClipPlayer): Promise<void> {
  return new Promise((resolve) => {
    const stop = player.subscribe(look);
    function look(): void {
      if (player.state().shownFrame !== 0 || !player.state().isExact) return;
      stop();
      resolve();
    }
  });
}

function current(): ClipPlayer {
  if (!open) throw new Error('no clip is open');
  return open.player;
}

function layer<T extends Element>(selector: string): T {
  const found = document.querySelector<T>(selector);
  if (!found) throw new Error(`no ${selector}`);
  return found;
}

function pixelNumber(): number {
  const canvas = layer<HTMLCanvasElement>('canvas.picture-frame');
  return readNumber(canvas, canvas.width, canvas.height, current().index?.rotation ?? 0);
}

function elementNumber(): number {
  const video = layer<HTMLVideoElement>('video');
  return readNumber(video, video.videoWidth, video.videoHeight, current().index?.rotation ?? 0);
}

function show(
  url: string,
  index: FrameIndex | null,
  ringBytes?: number,
  hasOverview = true,
): ClipPlayer {
  const scope = page.child();
  const mediaUrl = new URL(url, location.href).href;
  const startedMs = performance.now();
  const player = createClipPlayer({
    mediaUrl,
    prepared: ahead.take(mediaUrl),
    index,
    hasOverview,
    scope,
    loadPeaks: () => Promise.resolve(null),
    savePeaks: () => Promise.resolve(),
    ...(ringBytes === undefined ? {} : { ringBytes }),
  });
  open = { player, scope };
  openedMs = Number.NaN;
  void firstExact(player).then(() => (openedMs = performance.now() - startedMs));
  root.render(
    <I18nextProvider i18n={catalogue}>
      <HarnessPage
        key={url}
        player={player}
        onLooking={(looking) => void lookings.splice(0, 1, looking)}
      />
    </I18nextProvider>,
  );
  return player;
}

const harness: Harness = {
  async open(url, ringBytes, indexUrl = url, hasOverview = true) {
    harness.close();
    const index = await indexOfClip(indexUrl);
    show(url, index, ringBytes, hasOverview);
    await harness.settled();
    // A clip decoded ahead is settled before React has put it on the page.
    while (!document.querySelector('canvas.picture-frame')) await painted();
    return {
      frames: index.startsUs.length,
      keyFrames: [...index.keyFrames],
      startsUs: [...index.startsUs],
    };
  },
  tryOut(url, index) {
    harness.close();
    return tryOut(show(url, index));
  },
  show(url, index, ringBytes, hasOverview) {
    harness.close();
    show(url, index, ringBytes, hasOverview);
  },
  async lookAt(url, index, frames) {
    harness.close();
    const player = show(url, index);
    await harness.answered();
    while (!document.querySelector('canvas.picture-frame')) await painted();
    const canvas = () => layer<HTMLCanvasElement>('canvas.picture-frame');
    const stepped = await stepThrough(player, canvas, harness.answered, frames);
    const fault = player.state().fault?.message ?? null;
    const drawn = await drawnOnsets(player);
    harness.close();
    const { href } = new URL(url, location.href);
    const onsets = { ...drawn, ...(await measuredOnsets(href, index)) };
    return { stepped, ...(await playThrough(href)), onsets, fault };
  },
  close() {
    root.render(null);
    open?.scope.dispose();
    open = null;
  },
  owned: () => page.size,
  pictures: countPictures(),
  async prepare(url, indexUrl = url) {
    ahead.prepare(new URL(url, location.href).href, await indexOfClip(indexUrl));
  },
  openedMs: () => openedMs,
  tap: createSoundTap(),
  holdSteps: (by, ms) => holdSteps(current(), by, ms, pixelNumber),
  player: current,
  state: () => current().state(),
  settled(timeoutMs = 20_000) {
    const player = current();
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`not settled: ${JSON.stringify(player.state())}`)),
        timeoutMs,
      );
      const check = () => {
        const state = player.state();
        const isSettled =
          state.phase === 'failed' ||
          (state.phase === 'ready' && !state.isDecoding && state.shownFrame === state.frame);
        if (!isSettled) return;
        clearTimeout(timer);
        stop();
        resolve(state);
      };
      const stop = player.subscribe(check);
      check();
    });
  },
  async answered() {
    while (harness.state().isDecoding) await new Promise((resolve) => setTimeout(resolve, 5));
  },
  pixelNumber,
  numberOn: (canvas) =>
    readNumber(canvas, canvas.width, canvas.height, current().index?.rotation ?? 0),
  seenNumber() {
    const small = layer<HTMLCanvasElement>('canvas.picture-small');
    if (!small.hidden)
      return readNumber(small, small.width, small.height, current().index?.rotation ?? 0);
    const canvas = layer<HTMLCanvasElement>('canvas.picture-frame');
    if (canvas.style.visibility !== 'hidden') return pixelNumber();
    return elementNumber();
  },
  elementNumber,
  topNumber() {
    const compare = layer<HTMLCanvasElement>('canvas.picture-compare');
    if (compare.hidden) return harness.seenNumber();
    return readNumber(compare, compare.width, compare.height, current().index?.rotation ?? 0);
  },
  marked(source) {
    const seen = typeof source === 'string' ? layer<HTMLElement>(source) : source;
    if (seen instanceof HTMLVideoElement)
      return readMarkedPicture(seen, seen.videoWidth, seen.videoHeight);
    if (seen instanceof HTMLCanvasElement || seen instanceof ImageBitmap)
      return readMarkedPicture(seen, seen.width, seen.height);
    throw new Error('no picture to read');
  },
  looking() {
    const [looking] = lookings;
    if (!looking) throw new Error('nobody looks');
    return looking;
  },
  pixels(selector) {
    const canvas = layer<HTMLCanvasElement>(selector);
    const pen = canvas.getContext('2d');
    if (!pen) throw new Error('no pixels');
    return pen.getImageData(0, 0, canvas.width, canvas.height).data;
  },
  async painted() {
    for (let i = 0; i < 3; i++) await new Promise((resolve) => requestAnimationFrame(resolve));
  },
  measureSteps: (pattern, n) => measureSteps(current(), harness, pattern, n),
  measureDrift: (everySeconds, fromSeconds, count) =>
    measureDrift(current(), layer('video'), everySeconds, fromSeconds, count),
  trouble(seeks) {
    const { index } = current();
    if (!index) throw new Error('no index');
    return troublePlayer(current(), index, seeks);
  },
  measurePeer,
};
globalThis.harness = harness;
