import { execFileSync } from 'node:child_process';
import { writeLog } from '../runtime/log.ts';

/**
 * Keeps a process that holds keys from leaving its memory on the disk when it crashes: a limit of nothing for core files,
 * set by util-linux's `prlimit`, since Node can't. Its children inherit it. Linux only: macOS writes none for apps, and
 * Windows' own error reports are the administrator's to switch off. Memory that is swapped out is not covered.
 */
export function withoutCoreDumps(pid: number | undefined): void {
  if (process.platform !== 'linux' || pid === undefined) return;
  try {
    execFileSync('prlimit', [`--pid=${pid}`, '--core=0:0'], { stdio: 'ignore', timeout: 2_000 });
  } catch {
    writeLog({ event: 'core-dumps-not-limited' });
  }
}
