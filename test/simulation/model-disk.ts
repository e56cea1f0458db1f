import { createHash } from 'node:crypto';
import {
  chunkCount,
  chunkSpan,
  type MediaStore,
  type SealedFile,
} from '../../main/data-service/media-store/media-store.ts';
import { openChunk, sealChunk } from '../../main/data-service/media-store/seal.ts';
import { err, ok } from '../../shared/lifetime/result.ts';

/** Sealed clips in memory, with the product's own seal: a disk that can be full and never makes a run wait. */
export class ModelDisk {
  isFull = false;
  readonly files = new Map<string, Map<number, Buffer>>();
  /** What each key and nonce sealed: a second content under the same pair breaks the seal for good. */
  readonly #sealed = new Map<string, string>();
  readonly reused: string[] = [];

  store(): MediaStore {
    const isLast = (file: SealedFile, chunk: number) => chunk === chunkCount(file) - 1;
    const read = (file: SealedFile, chunk: number) => {
      const bytes = this.files.get(file.sha256)?.get(chunk);
      return bytes === undefined ? null : openChunk(file, chunk, isLast(file, chunk), bytes);
    };
    const broken = err('integrity-failed', 'A piece of this clip does not open.', 'later');
    return {
      writeChunk: async (file, chunk, plain) => {
        if (this.isFull) return err('disk-full', 'The disk is full.', 'later', 30_000);
        const sealed = sealChunk(file, chunk, isLast(file, chunk), plain);
        this.#remember(file, chunk, plain);
        const chunks = this.files.get(file.sha256) ?? new Map<number, Buffer>();
        this.files.set(file.sha256, chunks.set(chunk, sealed));
        return ok(null);
      },
      readChunk: async (file, chunk) => read(file, chunk),
      readRange: async (file, offset, length) => {
        const parts: Uint8Array[] = [];
        const end = Math.min(file.sizeBytes, offset + length);
        for (let chunk = 0; chunk < chunkCount(file); chunk += 1) {
          const { from, to } = chunkSpan(file, chunk);
          if (to <= offset || from >= end) continue;
          const plain = read(file, chunk);
          if (plain === null) return broken;
          parts.push(plain.subarray(Math.max(0, offset - from), end - from));
        }
        return ok(new Uint8Array(Buffer.concat(parts)));
      },
      hashWhole: async (file) => {
        const hash = createHash('sha256');
        for (let chunk = 0; chunk < chunkCount(file); chunk += 1) {
          const plain = read(file, chunk);
          if (plain === null) return null;
          hash.update(plain);
        }
        return hash.digest('hex');
      },
      flush: async () => {},
      remove: async (sha256) => void this.files.delete(sha256),
      sweep: (isKept) => {
        for (const sha256 of this.files.keys()) if (!isKept(sha256)) this.files.delete(sha256);
      },
    };
  }

  #remember(file: SealedFile, chunk: number, plain: Uint8Array): void {
    const pair = Buffer.concat([file.fileKey, file.noncePrefix]).toString('hex');
    const content = createHash('sha256').update(plain).digest('hex');
    const before = this.#sealed.get(`${pair} ${chunk}`);
    if (before !== undefined && before !== content) this.reused.push(file.sha256);
    this.#sealed.set(`${pair} ${chunk}`, content);
  }
}
