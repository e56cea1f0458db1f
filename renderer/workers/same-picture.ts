import { frameCount, type FrameIndex } from '../../shared/media-time/frame-index.ts';
import type { FrameStore } from './frame-store.ts';
import { drawnUpright } from './upright.ts';

/** How far two pictures of one size are apart. */
export type Distance = {
  /** Mean over the pixels of the channel that differs most, 0 to 255. */
  readonly mean: number;
  /** Share of pixels of which a channel differs by more than `clearly`. */
  readonly share: number;
};

/** Beyond the rounding of any colour conversion: BT.601 read as BT.709 moves a pure colour by 38. */
const clearly = 20;
/** Software decoding agrees to the bit; a graphics card rounds colours differently, by a level or two. */
const mostMean = 2;
const mostShare = 0.005;
/** Less than this is rounding, which a neighbour may win by chance. */
const noise = 0.05;

/** Distance of two RGBA pictures of the same size; alpha does not count. */
export function distanceOf(a: Uint8Array | Uint8ClampedArray, b: typeof a): Distance {
  const pixels = Math.max(1, a.length / 4);
  let sum = 0;
  let clear = 0;
  for (let at = 0; at < a.length; at += 4) {
    const most = Math.max(
      Math.abs((a[at] ?? 0) - (b[at] ?? 0)),
      Math.abs((a[at + 1] ?? 0) - (b[at + 1] ?? 0)),
      Math.abs((a[at + 2] ?? 0) - (b[at + 2] ?? 0)),
    );
    sum += most;
    if (most > clearly) clear++;
  }
  return { mean: sum / pixels, share: clear / pixels };
}

/** Same in colour and shape, and no neighbour fits better: a still picture proves no place in time by itself. */
export function isSamePicture(own: Distance, neighbours: readonly Distance[]): boolean {
  if (own.mean > mostMean || own.share > mostShare) return false;
  return own.mean <= noise || neighbours.every((other) => other.mean >= own.mean / 2);
}

type Shown = {
  readonly frame: number;
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array;
};

/** Whether a picture shown elsewhere is the decoded `frame`; null where that can't be decoded. Waits for a quiet moment. */
export async function isShownPicture(
  store: FrameStore,
  index: FrameIndex,
  { frame, width, height, rgba }: Shown,
): Promise<boolean | null> {
  const wanted = [frame - 1, frame, frame + 1].filter((one) => one >= 0 && one < frameCount(index));
  const distances = new Map<number, Distance>();
  await store.collect(
    wanted,
    async (one, picture) => {
      const canvas = drawnUpright(picture, index, width, height, 'low');
      const pixels = canvas.getContext('2d')?.getImageData(0, 0, width, height).data;
      if (pixels) distances.set(one, distanceOf(pixels, rgba));
    },
    { isPatient: true, isLast: true },
  );
  const own = distances.get(frame);
  distances.delete(frame);
  return own ? isSamePicture(own, [...distances.values()]) : null;
}
