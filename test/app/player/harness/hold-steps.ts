import type { ClipPlayer } from '../../../../renderer/player/clip-player-types.ts';
import { holdStep, onEachPaint } from '../../../../renderer/player/transport/held-step.ts';

/** Holds a step key as the desk does, and reads the number in the pixels of every frame drawn meanwhile. */
export async function holdSteps(
  player: ClipPlayer,
  by: number,
  ms: number,
  pixelNumber: () => number,
) {
  const frames: { readonly drawn: number; readonly read: number }[] = [];
  let last = player.state().shownFrame;
  const stopLooking = player.subscribe(() => {
    const { shownFrame, isExact } = player.state();
    if (shownFrame === last || !isExact) return;
    last = shownFrame;
    frames.push({ drawn: shownFrame, read: pixelNumber() });
  });
  let paints = 0;
  const stopCounting = onEachPaint(() => paints++);
  const release = holdStep({
    step: () => player.stepFrames(by),
    isBusy: () => player.state().isDecoding,
    eachPaint: onEachPaint,
    nowMs: () => performance.now(),
  });
  await new Promise((resolve) => setTimeout(resolve, ms));
  release();
  stopCounting();
  stopLooking();
  return { frames, paints };
}
