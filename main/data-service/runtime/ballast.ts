import { closeSync, existsSync, fsyncSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';

const ballastBytes = 2 * 1024 * 1024;
/** Room that must be left over before the ballast is taken again: the last of it belongs to verdicts. */
const roomBytes = 8 * ballastBytes;

/** Space kept in reserve for a full disk: freed once, it lets the verdicts in progress be saved. */
export type Ballast = {
  /** False where there is nothing to free. */
  free(): boolean;
  /** Takes it again once the disk has room to spare. */
  renew(): void;
};

export function keepBallast(dataDir: string): Ballast {
  const file = join(dataDir, 'ballast');

  /** On the disk when it returns: a file that is only promised its room frees none. */
  function make(): void {
    const handle = openSync(file, 'w', 0o600);
    try {
      writeSync(handle, randomBytes(ballastBytes));
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  }

  function tryToMake(): void {
    if (existsSync(file)) return;
    try {
      make();
    } catch {
      // A disk that is full already has no room to keep back.
      rmSync(file, { force: true });
    }
  }

  tryToMake();
  return {
    free() {
      if (!existsSync(file)) return false;
      rmSync(file, { force: true });
      return true;
    },
    renew() {
      if (existsSync(file)) return;
      const { bavail, bsize } = statfsSync(dataDir);
      if (bavail * bsize >= roomBytes) tryToMake();
    },
  };
}
