import { createHash, randomUUID, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, mkdir, open, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { chunkBytes, type StoredMedia } from '../store/media-files.ts';

/** Files named by the SHA-256 of their content: `ab/cdef...`. A file is there whole, or not at all. */
export type MediaFolder = {
  /** Streams bytes to disk, hashing on the way; nothing is kept when the stream breaks off. */
  take(bytes: AsyncIterable<Uint8Array>): Promise<StoredMedia>;
  /** The same, but nothing is in the folder until it is kept: for bytes that may be refused once all are there. */
  receive(bytes: AsyncIterable<Uint8Array>): Promise<ReceivedMedia>;
  pathOf(sha256: string): string;
  /** A path for something under way, on the same disk; the caller removes it. */
  scratchPath(suffix: string): string;
};

/** Bytes that have arrived whole; one of both must be called. */
export type ReceivedMedia = {
  readonly media: StoredMedia;
  keep(): Promise<void>;
  discard(): Promise<void>;
};

/** Opens the folder and clears what an earlier run left half done. */
export async function openMediaFolder(folder: string): Promise<MediaFolder> {
  const incoming = join(folder, 'incoming');
  await rm(incoming, { recursive: true, force: true });
  await mkdir(incoming, { recursive: true });

  const pathOf = (sha256: string) => join(folder, sha256.slice(0, 2), sha256.slice(2));
  const scratchPath = (suffix: string) => join(incoming, `${randomUUID()}${suffix}`);

  async function receive(bytes: AsyncIterable<Uint8Array>): Promise<ReceivedMedia> {
    const part = scratchPath('.part');
    const discard = () => rm(part, { force: true });
    try {
      const media = await writeHashed(part, bytes);
      return { media, discard, keep: () => keep(part, media.sha256) };
    } catch (error) {
      await discard();
      throw error;
    }
  }

  async function keep(part: string, sha256: string): Promise<void> {
    try {
      const path = pathOf(sha256);
      await mkdir(dirname(path), { recursive: true });
      await rename(part, path);
    } catch (error) {
      await rm(part, { force: true });
      throw error;
    }
  }

  async function take(bytes: AsyncIterable<Uint8Array>): Promise<StoredMedia> {
    const received = await receive(bytes);
    await received.keep();
    return received.media;
  }

  return { take, receive, pathOf, scratchPath };
}

async function writeHashed(path: string, bytes: AsyncIterable<Uint8Array>): Promise<StoredMedia> {
  const hashes = new ChunkHashes();
  const file = await open(path, 'wx', 0o600);
  try {
    for await (const piece of bytes) {
      hashes.update(piece);
      await writeAll(file, piece);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return hashes.finish();
}

async function writeAll(file: FileHandle, piece: Uint8Array): Promise<void> {
  for (let done = 0; done < piece.length;) done += (await file.write(piece, done)).bytesWritten;
}

/** SHA-256 of a stream and of each of its chunks, in one pass. */
class ChunkHashes {
  readonly #whole = createHash('sha256');
  readonly #chunks: Buffer[] = [];
  #chunk: Hash = createHash('sha256');
  #inChunk = 0;
  #sizeBytes = 0;

  update(piece: Uint8Array): void {
    this.#whole.update(piece);
    this.#sizeBytes += piece.length;
    for (let from = 0; from < piece.length;) {
      const to = Math.min(piece.length, from + chunkBytes - this.#inChunk);
      this.#chunk.update(piece.subarray(from, to));
      this.#inChunk += to - from;
      from = to;
      if (this.#inChunk === chunkBytes) this.#endChunk();
    }
  }

  finish(): StoredMedia {
    if (this.#inChunk > 0) this.#endChunk();
    return {
      sha256: this.#whole.digest('hex'),
      sizeBytes: this.#sizeBytes,
      chunkBytes,
      chunkHashes: Buffer.concat(this.#chunks),
    };
  }

  #endChunk(): void {
    this.#chunks.push(this.#chunk.digest());
    this.#chunk = createHash('sha256');
    this.#inChunk = 0;
  }
}

/** Whether a file of the folder is really on the disk. */
export async function isOnDisk(folder: MediaFolder, sha256: string): Promise<boolean> {
  return access(folder.pathOf(sha256)).then(
    () => true,
    () => false,
  );
}

/** The bytes of a file, or of `[from, to]` of it. */
export function readBytes(path: string, range?: { readonly from: number; readonly to: number }) {
  return createReadStream(path, range ? { start: range.from, end: range.to } : {});
}

export async function sizeOf(path: string): Promise<number> {
  return (await stat(path)).size;
}
