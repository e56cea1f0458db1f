import './harness.css';
import { createRoot } from 'react-dom/client';
import { createClipPlayer } from '../../../../renderer/player/clip-player.ts';
import type { ClipPlayer } from '../../../../renderer/player/clip-player-types.ts';
import { Scope } from '../../../../shared/lifetime/scope.ts';
import type { Harness } from './harness-api.ts';
import { indexOfClip } from './index-of-clip.ts';
import { measureDrift, troublePlayer } from './measure-drift.ts';
import { measurePeer, measureSteps } from './measure-steps.ts';
import { HarnessPage } from './harness-page.tsx';
import { readNumber } from './read-number.ts';

let open: { readonly player: ClipPlayer; readonly scope: Scope } | null = null;
const root = createRoot(layer('#root'));

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

const harness: Harness = {
  async open(url, ringBytes, indexUrl = url) {
    harness.close();
    const scope = new Scope();
    const index = await indexOfClip(indexUrl);
    const player = createClipPlayer({
      mediaUrl: new URL(url, location.href).href,
      index,
      scope,
      loadPeaks: () => Promise.resolve(null),
      savePeaks: () => Promise.resolve(),
      ...(ringBytes === undefined ? {} : { ringBytes }),
    });
    open = { player, scope };
    root.render(<HarnessPage key={url} player={player} />);
    await harness.settled();
    return {
      frames: index.startsUs.length,
      keyFrames: [...index.keyFrames],
      startsUs: [...index.startsUs],
    };
  },
  close() {
    root.render(null);
    open?.scope.dispose();
    open = null;
  },
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
    const canvas = layer<HTMLCanvasElement>('canvas.picture-frame');
    if (canvas.style.visibility !== 'hidden') return pixelNumber();
    return elementNumber();
  },
  elementNumber,
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
