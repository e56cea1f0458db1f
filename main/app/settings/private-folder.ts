import { chmod, mkdir } from 'node:fs/promises';
import { writeLog } from '../runtime/log.ts';

/** Makes a folder that only this person may enter; one that others could enter until now is closed to them. */
export async function makePrivateFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  await chmod(path, 0o700).catch(() => writeLog({ event: 'folder-not-private' }));
}
