import type { ClipPlayer } from '../../../../renderer/player/clip-player-types.ts';
import type { Harness, Measured } from './harness-api.ts';
import { burstKeys, routesOf, type StepPattern } from './step-routes.ts';

/** A held key repeats about thirty times a second. */
const keyEveryMs = 1000 / 30;
/** Between two jumps that are to be cold, a reviewer looks: the ring decodes around the last one meanwhile. */
const lookMs = 400;

export const rest = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Ends when what was drawn by now has been made into a frame of the screen. */
export function refreshed(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.addEventListener('message', () => resolve(), { once: true });
      port1.start();
      port2.postMessage(null);
    });
  });
}

/** Our player's steps: milliseconds from the key to pixels that can be read from the canvas. */
export async function measureSteps(
  player: ClipPlayer,
  harness: Harness,
  pattern: StepPattern,
  n: number,
): Promise<Measured> {
  const seen: Measured = { ms: [], fullMs: [], onScreenMs: [], exact: 0, heldBytes: [] };
  let exact = 0;
  for (const { start, to } of routesOf(pattern, player.state().frameCount, n)) {
    player.seekToFrame(start);
    await harness.settled();
    await ringAtRest(player);
    if (pattern === 'randomFar') await overviewMade(player);
    for (const frame of to) {
      const pressedAt = performance.now();
      const lastKeyAt = await press(player, pattern, frame);
      if (pattern === 'randomFar') {
        exact += (await measureSmall(player, harness, frame, lastKeyAt, seen)) ? 0.5 : 0;
        exact += harness.pixelNumber() === frame ? 0.5 : 0;
      } else {
        await harness.settled();
        readBack('canvas.picture-frame');
        seen.ms.push(performance.now() - lastKeyAt);
        await refreshed();
        seen.onScreenMs.push(performance.now() - lastKeyAt);
        if (harness.pixelNumber() === frame) exact++;
      }
      seen.heldBytes.push(player.state().heldBytes);
      await rest(Math.max(0, keyEveryMs - (performance.now() - pressedAt)));
      if (pattern === 'randomCold' || pattern === 'randomFar') await rest(lookMs);
    }
  }
  return { ...seen, exact };
}

/** Sends the keys of one measurement; answers when the last one was pressed. */
async function press(player: ClipPlayer, pattern: StepPattern, frame: number): Promise<number> {
  if (pattern === 'burst') {
    player.seekToFrame(Math.max(0, frame - (burstKeys - 1)));
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

/** To the small copy of the asked frame, then to its full size; whether the small one was right by its pixels. */
async function measureSmall(
  player: ClipPlayer,
  harness: Harness,
  frame: number,
  keyAt: number,
  seen: Measured,
): Promise<boolean> {
  await seenSmall(player, frame);
  readBack(player.state().isSmall ? 'canvas.picture-small' : 'canvas.picture-frame');
  seen.ms.push(performance.now() - keyAt);
  const isRight = harness.seenNumber() === frame;
  await harness.settled();
  readBack('canvas.picture-frame');
  seen.fullMs.push(performance.now() - keyAt);
  return isRight;
}

/** Waits until the pixels of the asked frame are seen, small or not. */
function seenSmall(player: ClipPlayer, frame: number): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      const { frame: at, shownFrame, isSmall, isExact } = player.state();
      if (at !== frame || shownFrame !== frame || !(isSmall || isExact)) return;
      stop();
      resolve();
    };
    const stop = player.subscribe(look);
    look();
  });
}

async function overviewMade(player: ClipPlayer): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (player.state().smallFrames === player.state().frameCount) return;
    await rest(200);
  }
  throw new Error(`no overview: ${player.state().smallFrames} of ${player.state().frameCount}`);
}

/** One pixel read back: the frame is really on the canvas, not only promised to it. */
function readBack(selector: string): void {
  const canvas = document.querySelector<HTMLCanvasElement>(selector);
  canvas?.getContext('2d')?.getImageData(0, 0, 1, 1);
}

/** Waits until the ring holds the whole clip, or has decoded nothing more for a second. */
async function ringAtRest(player: ClipPlayer): Promise<void> {
  for (let quiet = 0, held = -1, tries = 0; quiet < 8 && tries < 160; tries++) {
    if (player.state().held === player.state().frameCount) return;
    await rest(125);
    quiet = player.state().held === held ? quiet + 1 : 0;
    ({ held } = player.state());
  }
}
