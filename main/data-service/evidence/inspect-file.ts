import { setImmediate as nextTurn } from 'node:timers/promises';
import { success, type Outcome } from '../../../shared/lifetime/outcome.ts';
import { frameIndexVersion, type FrameIndex } from '../../../shared/media-time/frame-index.ts';
import type { Measurements } from '../cache/measurements.ts';
import type { MediaStore, SealedFile } from '../media-store/media-store.ts';
import { packFrameIndex, unpackFrameIndex } from './frame-index-body.ts';
import { indexFrames, type ByteSource } from './index-frames.ts';

/** The sealed file as plain bytes, for a reader that wants ranges. */
function plainSource(store: MediaStore, file: SealedFile): ByteSource {
  return {
    sizeBytes: file.sizeBytes,
    async read(from, to) {
      const range = await store.readRange(file, from, to - from);
      if (range.ok) return range.value;
      throw Object.assign(new Error(range.fault.message), { name: 'SealBroken' });
    },
  };
}

/** The frame index of a verified file: from the cache, or measured now and kept. */
export async function frameIndexOf(
  measurements: Measurements,
  store: MediaStore,
  file: SealedFile,
): Promise<Outcome<FrameIndex>> {
  const kept = measurements.readIndex(file.sha256, frameIndexVersion);
  if (kept !== null) return success(unpackFrameIndex(kept));
  const made = await indexFrames(file.sha256, plainSource(store, file), () => nextTurn());
  if (made.ok) measurements.saveIndex(file.sha256, frameIndexVersion, packFrameIndex(made.value));
  return made;
}
