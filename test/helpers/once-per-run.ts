import { cp, mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Where the processes of one run keep what they make once for all; emptied when a run begins. */
export const runFolderVariable = 'SECOND_LOOK_RUN_FOLDER';

/**
 * A folder of files that are costly to make and the same for all: the first process of a run that asks makes it, others
 * wait for it. Nobody may change it: `copyOncePerRun` gives a copy. Outside of a run it is made anew each time.
 */
export async function oncePerRun(
  name: string,
  make: (folder: string) => Promise<unknown>,
): Promise<string> {
  const runFolder = process.env[runFolderVariable];
  if (runFolder === undefined) {
    const folder = await mkdtemp(join(tmpdir(), `second-look-${name}-`));
    await make(folder);
    return folder;
  }
  const made = join(runFolder, name);
  const lock = `${made}.lock`;
  await mkdir(runFolder, { recursive: true });
  while (!(await isThere(made))) {
    if (!(await takeLock(lock))) {
      await sleep(50);
      continue;
    }
    try {
      // Another may have made it between the look and the lock.
      if (await isThere(made)) break;
      const own = await mkdtemp(`${made}.making-`);
      await make(own);
      await rename(own, made).catch(async (error: unknown) => {
        // A lock that was taken for left over may have been a fresh one: whoever came first has made it.
        if (!(await isThere(made))) throw error;
      });
    } finally {
      await rm(lock, { force: true });
    }
  }
  return made;
}

/** Copies what `oncePerRun` makes to `target`, which may be there already. */
export async function copyOncePerRun(
  name: string,
  make: (folder: string) => Promise<unknown>,
  target: string,
): Promise<void> {
  await cp(await oncePerRun(name, make), target, { recursive: true });
}

/** A file with the number of the process that holds the lock: one that is gone holds none. */
async function takeLock(lock: string): Promise<boolean> {
  try {
    await writeFile(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    const holder = Number(await readFile(lock, 'utf8').catch(() => ''));
    if (holder > 0 && !isRunning(holder)) await rm(lock, { force: true });
    return false;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function isThere(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null;
}
