import { frameCount, type FrameIndex } from '../../shared/media-time/frame-index.ts';
import type { FrameStore } from './frame-store.ts';
import { drawnUpright } from './upright.ts';

/** Frame numbers spread evenly, each in the middle of its share of the clip. */
export function evenlySpread(count: number, frames: number): readonly number[] {
  const n = Math.min(count, frames);
  return Array.from({ length: n }, (_, i) => Math.floor(((i + 0.5) * frames) / n));
}

/** The pictures of evenly spread frames as JPEG, turned the right way up. */
export async function sampleFrames(
  store: FrameStore,
  index: FrameIndex,
  count: number,
  maxWidthPx: number,
): Promise<{ frame: number; jpeg: Uint8Array<ArrayBuffer> }[]> {
  const taken: { frame: number; jpeg: Uint8Array<ArrayBuffer> }[] = [];
  await store.collect(evenlySpread(count, frameCount(index)), async (frame, picture) => {
    taken.push({ frame, jpeg: await jpegOf(picture, index, maxWidthPx) });
  });
  return taken;
}

async function jpegOf(
  picture: VideoFrame,
  index: FrameIndex,
  maxWidthPx: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const scale = Math.min(1, maxWidthPx / Math.max(1, index.displayWidth));
  const width = Math.max(1, Math.round(index.displayWidth * scale));
  const height = Math.max(1, Math.round(index.displayHeight * scale));
  const canvas = drawnUpright(picture, index, width, height);
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.85 });
  return new Uint8Array(await blob.arrayBuffer());
}
