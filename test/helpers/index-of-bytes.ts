import { setImmediate as nextTurn } from 'node:timers/promises';
import { indexFrames } from '../../shared/media-file/index-frames.ts';
import type { FrameIndex } from '../../shared/media-time/frame-index.ts';

/** The index as the desk's data service makes it, or null where it refuses the file. */
export async function indexOfBytes(bytes: Uint8Array): Promise<FrameIndex | null> {
  const source = {
    sizeBytes: bytes.length,
    read: (from: number, to: number) => Promise.resolve(bytes.subarray(from, to)),
  };
  const indexed = await indexFrames('sha', source, () => nextTurn());
  return indexed.ok ? indexed.value.index : null;
}
