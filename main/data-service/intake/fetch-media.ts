import { createHash } from 'node:crypto';
import type { ChunkManifest } from '../../../shared/contract/backend-api.ts';
import { err, ok, type Result } from '../../../shared/lifetime/result.ts';
import type { StoredMedia } from '../cache/media-files.ts';
import { crashPoint } from '../runtime/crash-points.ts';
import { chunkCount, chunkSpan, type MediaStore } from '../media-store/media-store.ts';
import { changeCase, type IntakeDeps } from './intake-context.ts';

export type FetchDeps = IntakeDeps & { readonly store: MediaStore };

const mismatch = (advice: 'later' | 'after-user') =>
  err(
    'integrity-failed',
    'The media that the backend sends does not match its hash. The desk does not show it; tell your operator.',
    advice,
  );

/**
 * Fetches one file: chunk by chunk GET range, compare with the manifest, seal, write. What is on disk already counts
 * only if it opens, so the file is its own journal after a kill. Ends with the whole file's hash.
 */
export async function fetchMedia(context: FetchDeps, sha256: string): Promise<Result<null>> {
  const file = context.tables.media.read(sha256);
  if (file === null) return err('not-found', 'This file is not wanted any more.', 'never');
  const manifest = await manifestOf(context, file);
  if (!manifest.ok) return manifest;
  const progress = progressReporter(context, file);
  for (let chunk = 0; chunk < chunkCount(file); chunk += 1) {
    const fetched = await fetchChunk(context, file, manifest.value, chunk);
    if (!fetched.ok) return fetched;
    crashPoint('media.chunk-written');
    const now = context.tables.media.read(sha256);
    if (!isSameSeal(file, now)) {
      // Wiped meanwhile: what was just written has no key any more.
      await context.store.remove(sha256);
      const kind = now === null ? 'not-found' : 'cancelled';
      return err(kind, 'This file is not wanted any more.', 'never');
    }
    progress(chunk + 1);
  }
  await context.store.flush(sha256);
  crashPoint('media.whole');
  if ((await context.store.hashWhole(file)) === sha256) return ok(null);
  context.tables.media.startOver(sha256);
  await context.store.remove(sha256);
  return mismatch(file.attempts >= 2 ? 'after-user' : 'later');
}

/** False once the file was wiped, or is wanted again under another key. */
export function isSameSeal(one: StoredMedia | null, other: StoredMedia | null): boolean {
  if (one === null || other === null) return false;
  return Buffer.from(one.fileKey).equals(Buffer.from(other.fileKey));
}

async function manifestOf(context: FetchDeps, file: StoredMedia): Promise<Result<ChunkManifest>> {
  if (file.manifest !== null) return ok(file.manifest);
  const answered = await context.client.call('readManifest', { params: { sha256: file.sha256 } });
  if (!answered.ok) return answered;
  const manifest = answered.value;
  const fits =
    manifest.sha256 === file.sha256 &&
    manifest.sizeBytes === file.sizeBytes &&
    manifest.chunkBytes === file.chunkBytes &&
    manifest.chunks.length === chunkCount(file);
  if (!fits) return mismatch(file.attempts >= 2 ? 'after-user' : 'later');
  context.tables.media.saveManifest(file.sha256, manifest);
  return ok(manifest);
}

async function fetchChunk(
  context: FetchDeps,
  file: StoredMedia,
  manifest: ChunkManifest,
  chunk: number,
): Promise<Result<null>> {
  const expected = manifest.chunks[chunk];
  const onDisk = await context.store.readChunk(file, chunk);
  if (onDisk !== null && hashOf(onDisk) === expected) return ok(null);
  const { from, to } = chunkSpan(file, chunk);
  const plain = await context.client.readRange(file.sha256, from, to);
  if (!plain.ok) return plain;
  if (hashOf(plain.value) !== expected)
    return mismatch(file.attempts >= 2 ? 'after-user' : 'later');
  return context.store.writeChunk(file, chunk, plain.value);
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Reports to the queue at most once a tenth: each report is a write. */
function progressReporter(context: FetchDeps, file: StoredMedia): (done: number) => void {
  const all = chunkCount(file);
  let told = 0;
  return (done) => {
    const share = done / all;
    if (share - told < 0.1 || share >= 1) return;
    told = share;
    for (const caseId of context.tables.cases.usingMedia(file.sha256))
      changeCase(context, caseId, { fetched: share });
  };
}
