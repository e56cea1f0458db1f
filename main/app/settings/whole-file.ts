import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { dirname } from 'node:path';
import { noCrash, type CrashPoint } from '../../../shared/lifetime/crash-point.ts';
import { err, ok, type Result } from '../../../shared/lifetime/result.ts';

/** How a whole file is written, beyond the usual. */
export type WholeFileOptions = {
  /** Called after each step, as `<name>.begun` to `<name>.shredded`. */
  readonly crash?: { readonly name: string; readonly at: CrashPoint };
  /** Overwrites the blocks of the file that is replaced: they held a secret. */
  readonly shredsOld?: boolean;
};

/**
 * Writes a whole file or nothing: beside it, flushed to the disk, then renamed over it. Ends as
 * `disk-full` or `failed`; the message names no file.
 */
export async function writeWholeFile(
  path: string,
  content: string | Uint8Array,
  mode: number,
  options: WholeFileOptions = {},
): Promise<Result<{ readonly written: true }>> {
  const part = `${path}.part`;
  const reached = (step: string) =>
    (options.crash?.at ?? noCrash)(`${options.crash?.name ?? 'file'}.${step}`);
  // Windows does not rename over a file that is open.
  const old = options.shredsOld && process.platform !== 'win32' ? await openOld(path) : undefined;
  try {
    reached('begun');
    // A new file each time: in a shared folder another user may have put a file there that they can read, or a link.
    await rm(part, { force: true });
    const file = await open(part, 'wx', mode);
    try {
      await file.writeFile(content);
      reached('part-written');
      await file.sync();
    } finally {
      await file.close();
    }
    reached('part-synced');
    await rename(part, path);
    reached('renamed');
    await syncFolder(dirname(path));
    reached('folder-synced');
    if (old) await overwrite(old);
    reached('shredded');
    return ok({ written: true });
  } catch (error) {
    await rm(part, { force: true }).catch(() => {});
    return writeFault(error);
  } finally {
    await old?.close();
  }
}

/** Overwrites a file and removes it; a file that is not there is removed already. */
export async function shredFile(path: string): Promise<void> {
  const file = await openOld(path);
  if (!file) return;
  try {
    await overwrite(file);
  } finally {
    await file.close();
  }
  await rm(path, { force: true });
}

/** Makes what was renamed, made or removed in a folder durable. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function openOld(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, 'r+');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** As far as the disk allows: a file system that copies on write keeps the old blocks for a while. */
async function overwrite(file: FileHandle): Promise<void> {
  const { size } = await file.stat();
  await file.write(randomBytes(size), 0, size, 0);
  await file.sync();
}

/** The fault that a failed write is. */
export function writeFault(error: unknown): ReturnType<typeof err> {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return err(
      'disk-full',
      'The disk is full: nothing was written. Make room and try again.',
      'after-user',
    );
  }
  return err('failed', `The file could not be written${code ? ` (${code})` : ''}.`, 'after-user');
}
