import { setImmediate as nextTurn } from 'node:timers/promises';
import { failure, success, type Outcome } from '../../../shared/lifetime/outcome.ts';
import type { ByteSource } from '../../../shared/media-file/byte-source.ts';
import { frameIndexVersion, type FrameIndex } from '../../../shared/media-time/frame-index.ts';
import type { Measurements } from '../cache/measurements.ts';
import type { MediaStore, SealedFile } from '../media-store/media-store.ts';
import { packFrameIndex, unpackFrameIndex } from './frame-index-body.ts';
import { indexFrames, type IndexedFile } from './index-frames.ts';

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
  const made = await measure(measurements, store, file);
  return made.ok ? success(made.value.index) : made;
}

/** Measures a file that was just verified; a fault says why it can't be shown (`never`), or not to its end (`after-user`). */
export async function inspectFile(
  measurements: Measurements,
  store: MediaStore,
  file: SealedFile,
): Promise<Outcome<null>> {
  const made = await measure(measurements, store, file);
  if (!made.ok) return made;
  if (!made.value.isCutShort) return success(null);
  const seconds = (made.value.index.endUs / 1e6).toFixed(1);
  return failure(
    'broken-media',
    `This clip is cut off: only its first ${seconds} s are there. Judge what is there and the record, or escalate it.`,
    'after-user',
  );
}

async function measure(
  measurements: Measurements,
  store: MediaStore,
  file: SealedFile,
): Promise<Outcome<IndexedFile>> {
  const made = await indexFrames(file.sha256, plainSource(store, file), () => nextTurn());
  if (made.ok) {
    const packed = packFrameIndex(made.value.index);
    measurements.saveIndex(file.sha256, frameIndexVersion, packed);
  }
  return made;
}
