import { rm } from 'node:fs/promises';

/** Removes a folder that a program just ended in: its last processes may write for a moment still. */
export function removeFolder(folder: string): Promise<void> {
  return rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
}
