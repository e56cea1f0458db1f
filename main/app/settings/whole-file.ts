import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { failure, success, type Outcome } from '../../../shared/lifetime/outcome.ts';

/**
 * Writes a whole file or nothing: beside it, flushed to the disk, then renamed over it. Ends as
 * `disk-full` or `failed`; the message names no file.
 */
export async function writeWholeFile(
  path: string,
  content: string | Uint8Array,
  mode: number,
): Promise<Outcome<{ readonly written: true }>> {
  const part = `${path}.part`;
  try {
    const file = await open(part, 'w', mode);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(part, path);
    await syncFolder(dirname(path));
    return success({ written: true });
  } catch (error) {
    await rm(part, { force: true }).catch(() => {});
    return writeFault(error);
  }
}

async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** The fault that a failed write is. */
export function writeFault(error: unknown): ReturnType<typeof failure> {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return failure(
      'disk-full',
      'The disk is full: nothing was written. Make room and try again.',
      'after-user',
    );
  }
  return failure(
    'failed',
    `The file could not be written${code ? ` (${code})` : ''}.`,
    'after-user',
  );
}
