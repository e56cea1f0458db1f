import type { Measured } from './harness-api.ts';
import { refreshed, rest } from './measure-steps.ts';
import { readNumber } from './read-number.ts';
import { routesOf, type StepPattern } from './step-routes.ts';

/** A seek that brings no new picture fires no frame callback: `seeked` counts after this long. */
const silentMs = 250;

/**
 * A plain `<video>`: `currentTime = frame / fps`, milliseconds to the moment at which the browser says it
 * submitted the new picture for composition (`presentationTime`).
 */
export async function measurePeer(
  url: string,
  frames: number,
  pattern: StepPattern,
  n: number,
): Promise<Measured> {
  const video = await openPeer(url);
  const fps = frames / video.duration;
  const seen: Measured = { ms: [], fullMs: [], onScreenMs: [], exact: 0, heldBytes: [] };
  let exact = 0;
  for (const { start, to } of routesOf(pattern, frames, n)) {
    await seek(video, start / fps);
    for (const frame of to) {
      const at = performance.now();
      seen.ms.push((await seek(video, frame / fps)) - at);
      seen.onScreenMs.push(performance.now() - at);
      if (readNumber(video, video.videoWidth, video.videoHeight) === frame) exact++;
    }
  }
  video.removeAttribute('src');
  video.load();
  video.remove();
  return { ...seen, exact };
}

async function openPeer(url: string): Promise<HTMLVideoElement> {
  const video = document.createElement('video');
  video.muted = true;
  video.preload = 'auto';
  video.src = url;
  video.className = 'peer';
  document.body.append(video);
  await new Promise((resolve) => video.addEventListener('loadeddata', resolve, { once: true }));
  return video;
}

/** When the new picture was there, by `performance.now()`; ends once it has come to the screen too. */
async function seek(video: HTMLVideoElement, seconds: number): Promise<number> {
  const seeked = new Promise<number>((resolve) =>
    video.addEventListener('seeked', () => resolve(performance.now()), { once: true }),
  );
  let callback = 0;
  const presented = new Promise<number>((resolve) => {
    callback = video.requestVideoFrameCallback((_now, meta) => resolve(meta.presentationTime));
  });
  video.currentTime = seconds;
  const seekedAt = await seeked;
  const presentedAt = await Promise.race([presented, rest(silentMs).then(() => null)]);
  video.cancelVideoFrameCallback(callback);
  if (presentedAt === null) return seekedAt;
  await refreshed();
  return presentedAt;
}
