import { ok, type Result } from '../../shared/lifetime/result.ts';
import type { CopyReading } from '../../shared/domain/container-reading.ts';
import { inspectContainer } from './inspect-container.ts';
import type { FrameTimes } from './packet-times.ts';

/** A clip that every desk can read, as it will be shown. */
export type DeskClip = NonNullable<CopyReading['clip']>;

/** What the desk's own reader will make of a file. */
export type DeskReading = {
  readonly places: CopyReading['places'];
  readonly clip: Result<DeskClip>;
};

/** Reads a file as every desk will, in an inspector of its own. Never throws on a bad file. */
export async function readAsDesk(path: string): Promise<DeskReading> {
  const read = await inspectContainer(path, (call, sizeBytes) => call.readForCopy({ sizeBytes }));
  if (!read.ok) return { places: { picture: 0, sound: 0 }, clip: read };
  const { places, clip, fault } = read.value;
  if (clip) return { places, clip: ok(clip) };
  if (fault) return { places, clip: { ok: false, fault } };
  throw new Error('the inspector answered neither clip nor fault');
}

/** When the desk shows the frames of a clip, in ticks of its picture track. */
export function deskTimes({ index, ticksPerSecond }: DeskClip): FrameTimes {
  return {
    ticks: Array.from(index.startsUs, (us) => Math.round((us * ticksPerSecond) / 1e6)),
    tickSeconds: 1 / ticksPerSecond,
  };
}
