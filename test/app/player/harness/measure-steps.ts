import type { ClipPlayer } from '../../../../renderer/player/clip-player-types.ts';
import type { Harness, Measured, StepPattern } from './harness-api.ts';
import { readNumber } from './read-number.ts';

/** A held key repeats about thirty times a second. */
const keyEveryMs = 1000 / 30;
const burstKeys = 10;

const rest = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Where the playhead starts, and the frames it then goes to. */
function route(
  pattern: StepPattern,
  frames: number,
  n: number,
): { readonly start: number; readonly to: readonly number[] } {
  const middle = Math.floor(frames / 2);
  const steps = Array.from({ length: n }, (_, i) => i + 1);
  const inside = (frame: number) => Math.max(0, Math.min(frames - 1, frame));
  switch (pattern) {
    case 'forward': {
      const start = Math.max(0, middle - Math.floor(n / 2));
      return { start, to: steps.map((i) => inside(start + i)) };
    }
    case 'backward': {
      const start = inside(middle + Math.floor(n / 2));
      return { start, to: steps.map((i) => inside(start - i)) };
    }
    case 'random':
      return { start: 0, to: steps.map((i) => (i * 7919 + 13) % frames) };
    case 'toAndFro':
      return {
        start: middle,
        to: steps.map((i) => inside(middle + [1, 0, -1, 0][i % 4]! * (1 + (i % 7)))),
      };
    case 'burst':
      return { start: 0, to: steps.map((i) => inside((i * burstKeys) % frames)) };
  }
}

export async function measureSteps(
  player: ClipPlayer,
  harness: Harness,
  pattern: StepPattern,
  n: number,
): Promise<Measured> {
  const { start, to } = route(pattern, player.state().frameCount, n);
  player.seekToFrame(start);
  await harness.settled();
  await ringAtRest(player);
  const ms: number[] = [];
  let exact = 0;
  for (const frame of to) {
    const pressedAt = performance.now();
    const lastKeyAt = await press(player, pattern, frame);
    await harness.settled();
    readBack();
    ms.push(performance.now() - lastKeyAt);
    if (harness.pixelNumber() === frame) exact++;
    await rest(Math.max(0, keyEveryMs - (performance.now() - pressedAt)));
  }
  return { ms, exact };
}

/** Sends the keys of one measurement; answers when the last one was pressed. */
async function press(player: ClipPlayer, pattern: StepPattern, frame: number): Promise<number> {
  if (pattern === 'burst') {
    player.seekToFrame(frame - (burstKeys - 1) < 0 ? 0 : frame - (burstKeys - 1));
    while (player.state().frame < frame - 1) {
      player.stepFrames(1);
      await rest(5);
    }
  }
  const at = performance.now();
  const by = frame - player.state().frame;
  if (Math.abs(by) <= burstKeys) player.stepFrames(by);
  else player.seekToFrame(frame);
  return at;
}

/** One pixel read back: the frame is really on the canvas, not only promised to it. */
function readBack(): void {
  const canvas = document.querySelector<HTMLCanvasElement>('canvas.picture-frame');
  canvas?.getContext('2d')?.getImageData(0, 0, 1, 1);
}

/** Waits until the ring has decoded all it wants around the playhead. */
async function ringAtRest(player: ClipPlayer): Promise<void> {
  for (let quiet = 0, held = -1, tries = 0; quiet < 3 && tries < 60; tries++) {
    await rest(150);
    quiet = player.state().held === held ? quiet + 1 : 0;
    ({ held } = player.state());
  }
}

/** A plain `<video>`: `currentTime = frame / fps`, shown when the browser says it has presented a frame. */
export async function measurePeer(
  url: string,
  fps: number,
  pattern: StepPattern,
  n: number,
): Promise<Measured> {
  const video = document.createElement('video');
  video.muted = true;
  video.preload = 'auto';
  video.src = url;
  video.className = 'peer';
  document.body.append(video);
  await new Promise((resolve) => video.addEventListener('loadeddata', resolve, { once: true }));
  const frames = Math.round(video.duration * fps);
  const { start, to } = route(pattern, frames, n);
  await seek(video, start / fps);
  const ms: number[] = [];
  let exact = 0;
  for (const frame of to) {
    const at = performance.now();
    await seek(video, frame / fps);
    ms.push(performance.now() - at);
    if (readNumber(video, video.videoWidth, video.videoHeight) === frame) exact++;
  }
  video.removeAttribute('src');
  video.load();
  video.remove();
  return { ms, exact };
}

/** Ends when the new frame was presented; `seeked` plus a moment where it is the one already there. */
async function seek(video: HTMLVideoElement, seconds: number): Promise<void> {
  const seeked = new Promise((resolve) =>
    video.addEventListener('seeked', resolve, { once: true }),
  );
  const presented = new Promise((resolve) => video.requestVideoFrameCallback(resolve));
  video.currentTime = seconds;
  await seeked;
  await Promise.race([presented, rest(250)]);
}
