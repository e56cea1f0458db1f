import type { Measurements } from '../cache/measurements.ts';

/** Another way of looking into files: what stopped an older one is tried again. */
const inspectorVersion = 2;
/** The page's own measurements are called otherwise. */
export const lookedAtKind = 'inspector.looked-at';
const stopped = 255;
/** Looks that were begun and never ended, after which a file is not tried again. */
const mostUnended = 2;

/** Remembers of each file that it is being looked into, so that what it stops is not stopped by it again. */
export type LookedAt = {
  /** Written before the first byte is parsed. */
  begin(sha256: string): void;
  /** It was looked into, or the look was called off: the file stopped nothing. */
  end(sha256: string): void;
  /** The inspector died of it, or had to be ended. */
  stoppedIt(sha256: string): void;
  /** It stopped the inspector; or this whole process ended twice while it was being looked into. */
  isStopper(sha256: string): boolean;
};

/** Kept beside what was measured of a file, and gone with it. */
export function keepLookedAt(measurements: Measurements): LookedAt {
  const read = (sha256: string) =>
    measurements.read(sha256, lookedAtKind, inspectorVersion)?.[0] ?? 0;
  const write = (sha256: string, value: number) =>
    measurements.save(sha256, lookedAtKind, inspectorVersion, Uint8Array.of(value));
  return {
    begin: (sha256) => write(sha256, Math.min(stopped, read(sha256) + 1)),
    end: (sha256) => measurements.drop(sha256, lookedAtKind),
    stoppedIt: (sha256) => write(sha256, stopped),
    isStopper: (sha256) => read(sha256) >= mostUnended,
  };
}
