import { open } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Outcome } from '../../shared/lifetime/outcome.ts';
import type { ByteSource } from '../../shared/media-file/byte-source.ts';
import { nothingListed, type ListedFile } from '../../shared/media-file/listed-track.ts';
import { readClip, readHeader, type ReadClip } from '../../shared/media-file/read-clip.ts';
import type { FrameTimes } from './packet-times.ts';

/** What the desk's own reader will make of a file. */
export type DeskReading = {
  /** The tracks that the container lists; none where its header can't be read. */
  readonly listed: ListedFile;
  readonly clip: Outcome<ReadClip>;
};

/** Reads a file as every desk will. Never throws on a bad file. */
export async function readAsDesk(path: string): Promise<DeskReading> {
  const file = await open(path);
  try {
    const source: ByteSource = {
      sizeBytes: (await file.stat()).size,
      async read(from, to) {
        const bytes = new Uint8Array(to - from);
        const { bytesRead } = await file.read(bytes, 0, to - from, from);
        return bytes.subarray(0, bytesRead);
      },
    };
    const listed = await readHeader(source).catch(() => nothingListed);
    return { listed, clip: await readClip(source, () => nextTurn()) };
  } finally {
    await file.close();
  }
}

/** When the desk shows the frames of a clip, in ticks of its picture track. */
export function deskTimes({ picture, ticksPerSecond }: ReadClip): FrameTimes {
  return {
    ticks: picture.timeline.shown.map(({ start }) => Math.round(start * ticksPerSecond)),
    tickSeconds: 1 / ticksPerSecond,
  };
}
