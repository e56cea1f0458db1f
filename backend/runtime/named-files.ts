import { constants } from 'node:fs';
import { access, open, readFile, stat } from 'node:fs/promises';

/** JavaScript holds no longer string. */
const mostTextBytes = 512 * 1024 * 1024 - 24;

/**
 * Expects a plain file that this user may read: no folder, and nothing that never ends.
 * @throws with a sentence for the person at the terminal.
 */
export async function expectFile(path: string): Promise<void> {
  const found = await stat(path).catch(() => null);
  if (found === null) throw new Error(`There is no file ${path}. Nothing was done.`);
  if (!found.isFile()) throw new Error(`${path} is not a file. Nothing was done.`);
  await access(path, constants.R_OK).catch(() => {
    throw new Error(`${path} may not be read by this user. Nothing was done.`);
  });
}

/** The text of a plain file. @throws with a sentence. */
export async function textOf(path: string): Promise<string> {
  await expectFile(path);
  const { size } = await stat(path);
  if (size > mostTextBytes) throw new Error(`${path} is too large to be read: ${size} bytes.`);
  return readFile(path, 'utf8');
}

/** The beginning of a file, pipe or device, at most `mostBytes`; null where it can't be read. */
export async function beginningOf(path: string, mostBytes: number): Promise<Buffer | null> {
  const file = await open(path, 'r').catch(() => null);
  if (file === null) return null;
  const bytes = Buffer.alloc(mostBytes);
  let filled = 0;
  try {
    while (filled < mostBytes) {
      const { bytesRead } = await file.read(bytes, filled, mostBytes - filled, null);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return bytes.subarray(0, filled);
  } catch {
    return null;
  } finally {
    await file.close();
  }
}
