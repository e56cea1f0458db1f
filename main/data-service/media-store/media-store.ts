import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { open, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { err, ok, type Result } from '../../../shared/lifetime/result.ts';
import { openChunk, sealChunk, sealOverheadBytes, type SealKey } from './seal.ts';

/** A file in the store: its seal and its shape. */
export type SealedFile = SealKey & { readonly sizeBytes: number; readonly chunkBytes: number };

export type MediaStore = {
  /** Seals and writes one plain chunk; `disk-full` when there is no room. */
  writeChunk(file: SealedFile, chunk: number, plain: Uint8Array): Promise<Result<null>>;
  /** The plain chunk, or null when it is not there or does not open. */
  readChunk(file: SealedFile, chunk: number): Promise<Buffer | null>;
  /** Plain bytes `[offset, offset + length)`, cut at the end of the file; `integrity-failed` when a chunk does not open. */
  readRange(
    file: SealedFile,
    offset: number,
    length: number,
  ): Promise<Result<Uint8Array<ArrayBuffer>>>;
  /** SHA-256 of the whole plain file, or null when a chunk does not open. Yields between chunks. */
  hashWhole(file: SealedFile): Promise<string | null>;
  /** Makes what was written durable. */
  flush(sha256: string): Promise<void>;
  remove(sha256: string): Promise<void>;
  /** Removes files that a killed run left and that have no key any more. */
  sweep(isKept: (sha256: string) => boolean): void;
};

export function chunkCount(file: Pick<SealedFile, 'sizeBytes' | 'chunkBytes'>): number {
  return Math.ceil(file.sizeBytes / file.chunkBytes);
}

/** Plain bytes of one chunk: all are `chunkBytes` long but the last. */
export function chunkSpan(
  file: Pick<SealedFile, 'sizeBytes' | 'chunkBytes'>,
  chunk: number,
): { readonly from: number; readonly to: number } {
  return {
    from: chunk * file.chunkBytes,
    to: Math.min(file.sizeBytes, (chunk + 1) * file.chunkBytes),
  };
}

const integrityFailed = () =>
  err(
    'integrity-failed',
    'A piece of this clip on the disk does not open. It is fetched again; do not judge by what you saw.',
    'later',
  );

/** Sealed clips in a folder, one file each; chunk i starts at `i * (chunkBytes + 16)`. Plaintext never touches the disk. */
export function createMediaStore(folder: string): MediaStore {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const pathOf = (sha256: string) => join(folder, `${sha256}.sealed`);
  const isLast = (file: SealedFile, chunk: number) => chunk === chunkCount(file) - 1;

  async function readChunk(file: SealedFile, chunk: number): Promise<Buffer | null> {
    return withFile(pathOf(file.sha256), 'r', (handle) => readFrom(handle, file, chunk), null);
  }

  async function readFrom(
    handle: FileHandle,
    file: SealedFile,
    chunk: number,
  ): Promise<Buffer | null> {
    const { from, to } = chunkSpan(file, chunk);
    const sealed = Buffer.alloc(to - from + sealOverheadBytes);
    const { bytesRead } = await handle.read(
      sealed,
      0,
      sealed.length,
      chunk * (file.chunkBytes + sealOverheadBytes),
    );
    return bytesRead === sealed.length ? openChunk(file, chunk, isLast(file, chunk), sealed) : null;
  }

  return {
    readChunk,
    async writeChunk(file, chunk, plain) {
      const sealed = sealChunk(file, chunk, isLast(file, chunk), plain);
      try {
        const handle = await openForWrite(pathOf(file.sha256));
        try {
          await handle.write(
            sealed,
            0,
            sealed.length,
            chunk * (file.chunkBytes + sealOverheadBytes),
          );
        } finally {
          await handle.close();
        }
        return ok(null);
      } catch (error) {
        return writeFault(error);
      }
    },
    async readRange(file, offset, length) {
      const end = Math.min(file.sizeBytes, offset + length);
      if (offset >= end) return ok(new Uint8Array(0));
      const parts: Uint8Array[] = [];
      return withFile<Result<Uint8Array<ArrayBuffer>>>(
        pathOf(file.sha256),
        'r',
        async (handle) => {
          for (
            let chunk = Math.floor(offset / file.chunkBytes);
            chunk * file.chunkBytes < end;
            chunk += 1
          ) {
            const plain = await readFrom(handle, file, chunk);
            if (plain === null) return integrityFailed();
            const { from } = chunkSpan(file, chunk);
            parts.push(
              plain.subarray(Math.max(0, offset - from), Math.min(plain.length, end - from)),
            );
          }
          return ok(new Uint8Array(Buffer.concat(parts)));
        },
        integrityFailed(),
      );
    },
    async hashWhole(file) {
      const hash = createHash('sha256');
      for (let chunk = 0; chunk < chunkCount(file); chunk += 1) {
        const plain = await readChunk(file, chunk);
        if (plain === null) return null;
        hash.update(plain);
      }
      return hash.digest('hex');
    },
    flush: (sha256) => withFile(pathOf(sha256), 'r+', (handle) => handle.sync(), undefined),
    remove: (sha256) => rm(pathOf(sha256), { force: true }),
    sweep(isKept) {
      for (const name of readdirSync(folder)) {
        const sha256 = /^([0-9a-f]{64})\.sealed$/.exec(name)?.[1];
        if (sha256 !== undefined && !isKept(sha256)) rmSync(pathOf(sha256), { force: true });
      }
    },
  };
}

/** Opens, works, closes; `missing` when there is no such file. */
async function withFile<T>(
  path: string,
  flags: string,
  work: (handle: FileHandle) => Promise<T>,
  missing: T,
): Promise<T> {
  let handle: FileHandle;
  try {
    handle = await open(path, flags);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return missing;
    throw error;
  }
  try {
    return await work(handle);
  } finally {
    await handle.close();
  }
}

async function openForWrite(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r+');
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    return open(path, 'wx+', 0o600);
  }
}

function writeFault(error: unknown): Result<never> {
  const code = codeOf(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return err(
      'disk-full',
      'The disk is full, so no more clips are fetched. Make room; verdicts already saved are safe.',
      'later',
      30_000,
    );
  }
  return err('failed', `A clip could not be written to the disk (${code}).`, 'later', 30_000);
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
