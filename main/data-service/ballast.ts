import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';

const ballastBytes = 2 * 1024 * 1024;

/** Room kept back for the day the disk is full: freed once, it lets the verdicts at hand be saved. */
export type Ballast = { free(): boolean };

export function keepBallast(dataDir: string): Ballast {
  const file = join(dataDir, 'ballast');
  try {
    if (!existsSync(file)) writeFileSync(file, randomBytes(ballastBytes));
  } catch {
    // A disk that is full already has no room to keep back.
    rmSync(file, { force: true });
  }
  return {
    free() {
      if (!existsSync(file)) return false;
      rmSync(file, { force: true });
      return true;
    },
  };
}
