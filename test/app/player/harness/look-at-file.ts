import type { ClipPlayer } from '../../../../renderer/player/clip-player-types.ts';
import { readMarkedPicture, type MarkedPicture } from './marked-picture.ts';
import { listenTo, type Onsets } from './placed-onsets.ts';

/** One picture as it was seen, and what it was seen as. */
export type SeenPicture = MarkedPicture & {
  /** The index's number for a stepped one; microseconds of media time for a played one. */
  readonly at: number;
};

/** A file as it was stepped by the desk's player, and played by a plain media element. */
export type LookedAt = {
  readonly stepped: readonly (SeenPicture & { readonly isExact: boolean })[];
  readonly played: readonly SeenPicture[];
  /** Where the file's one tone begins for the lanes and for what is measured. */
  readonly onsets: Onsets;
  /** The same as heard from the element, by its own clock; null where nothing was. */
  readonly heardUs: number | null;
  /** Why the desk shows nothing, where it doesn't. */
  readonly fault: string | null;
};

/** No clip of the matrix lasts longer than this, with what a loaded machine adds. */
const longestPlayMs = 15_000;

/** Steps to these frames and reads what the desk's own canvas shows. */
export async function stepThrough(
  player: ClipPlayer,
  canvas: () => HTMLCanvasElement,
  answered: () => Promise<void>,
  frames: readonly number[],
): Promise<LookedAt['stepped']> {
  const seen: (SeenPicture & { isExact: boolean })[] = [];
  for (const frame of frames) {
    player.seekToFrame(frame);
    await answered();
    const { isExact, shownFrame } = player.state();
    if (!isExact || shownFrame !== frame) continue;
    const on = canvas();
    seen.push({ ...readMarkedPicture(on, on.width, on.height), at: frame, isExact });
  }
  return seen;
}

/** Plays a file from its beginning to its end in an element of its own, and reads every picture it presents, and hears its tone. */
export async function playThrough(url: string): Promise<Pick<LookedAt, 'played' | 'heardUs'>> {
  const video = document.createElement('video');
  const listening = listenTo(video);
  video.preload = 'auto';
  const seen: SeenPicture[] = [];
  const over = Promise.withResolvers<void>();
  const watch = () =>
    video.requestVideoFrameCallback((_now, { mediaTime }) => {
      const picture = readMarkedPicture(video, video.videoWidth, video.videoHeight);
      const at = Math.round(mediaTime * 1e6);
      // A busy machine may come to this picture when the element has gone on to the next.
      if (timeOfPictureNow(video) === at) seen.push({ ...picture, at });
      watch();
    });
  watch();
  for (const name of ['ended', 'error']) video.addEventListener(name, () => over.resolve());
  const timer = setTimeout(() => over.resolve(), longestPlayMs);
  document.body.append(video);
  video.src = url;
  await video.play().catch(() => over.resolve());
  await over.promise;
  clearTimeout(timer);
  const heardUs = listening.end();
  video.remove();
  video.removeAttribute('src');
  video.load();
  return { played: seen, heardUs };
}

/** The time of the picture that the element shows now, in microseconds by its own clock. */
function timeOfPictureNow(video: HTMLVideoElement): number {
  const picture = new VideoFrame(video);
  const { timestamp } = picture;
  picture.close();
  return timestamp;
}
