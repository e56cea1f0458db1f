import type { Page } from '@playwright/test';

/** A plain `<video>` in the desk's own page: what most review tools step with. */
export const peerSelector = '#peer-video';

/** Milliseconds from setting `src` to the first frame callback. */
export function openPeer(page: Page, mediaUrl: string): Promise<number> {
  return page.evaluate((url) => {
    document.querySelector('#peer-video')?.remove();
    const video = document.createElement('video');
    video.id = 'peer-video';
    video.crossOrigin = 'anonymous';
    video.muted = true;
    video.preload = 'auto';
    // On screen, or no frame is ever presented; small and out of the way.
    video.style.cssText =
      'position:fixed;left:0;bottom:0;width:160px;z-index:9;pointer-events:none';
    document.body.append(video);
    const startedMs = performance.now();
    return new Promise<number>((resolve, reject) => {
      video.addEventListener('error', () =>
        reject(new Error(`the peer can not play ${url}: ${video.error?.message ?? 'no reason'}`)),
      );
      video.requestVideoFrameCallback((nowMs) =>
        resolve(Math.max(nowMs, performance.now()) - startedMs),
      );
      video.src = url;
    });
  }, mediaUrl);
}

export function closePeer(page: Page): Promise<void> {
  return page.evaluate(() => {
    const video = document.querySelector<HTMLVideoElement>('#peer-video');
    video?.removeAttribute('src');
    video?.load();
    video?.remove();
  });
}

/**
 * Milliseconds of a seek to the picture of the new time. Where the seek brings no new picture (it was the
 * same frame), the `seeked` event counts.
 */
export function seekPeer(page: Page, seconds: number): Promise<number> {
  return page.evaluate((at) => {
    const video = document.querySelector<HTMLVideoElement>('#peer-video');
    if (!video) throw new Error('there is no peer');
    return new Promise<number>((resolve) => {
      const startedMs = performance.now();
      let callback = 0;
      const done = (ms: number) => {
        video.cancelVideoFrameCallback(callback);
        resolve(ms);
      };
      callback = video.requestVideoFrameCallback(() => done(performance.now() - startedMs));
      video.addEventListener(
        'seeked',
        () => {
          const seekedMs = performance.now() - startedMs;
          setTimeout(() => done(seekedMs), 100);
        },
        { once: true },
      );
      video.currentTime = at;
    });
  }, seconds);
}
