import type { ChunkManifest } from '../../shared/contract/backend-api.ts';
import type { MediaFile } from '../../shared/domain/generation.ts';
import type { Queries } from './database.ts';

/** 256 KiB: what a desk fetches, checks and seals at a time. */
export const chunkBytes = 262_144;

/** A file in the media folder with the hashes that desks check it by. */
export type StoredMedia = {
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly chunkBytes: number;
  /** SHA-256 of each chunk, 32 bytes each, one after the other. */
  readonly chunkHashes: Uint8Array;
};

/** Records a file of the media folder; one that is recorded already stays as it is. */
export async function addMediaFile(tx: Queries, media: StoredMedia): Promise<void> {
  await tx.query(
    `INSERT INTO media_files (sha256, size_bytes, chunk_bytes, chunk_sha256s) VALUES ($1, $2, $3, $4)
     ON CONFLICT (sha256) DO NOTHING`,
    [media.sha256, media.sizeBytes, media.chunkBytes, media.chunkHashes],
  );
}

/** Says which file is a generation's original or proxy. */
export async function linkMedia(tx: Queries, generationId: string, file: MediaFile): Promise<void> {
  await tx.query(
    `INSERT INTO generation_media (generation_id, role, sha256, mime_type, proxy)
     VALUES ($1, $2, $3, $4, $5::text::jsonb)
     ON CONFLICT (generation_id, role) DO UPDATE SET sha256 = excluded.sha256, mime_type = excluded.mime_type, proxy = excluded.proxy`,
    [
      generationId,
      file.role,
      file.sha256,
      file.mimeType,
      file.proxy === null ? null : JSON.stringify(file.proxy),
    ],
  );
}

/** Size and type of a file of which this device holds (or held, and need not wipe yet) a case; null for any other. */
export async function findMediaFor(
  queries: Queries,
  sha256: string,
  deviceId: string,
  nowMs: number,
): Promise<{
  readonly sizeBytes: number;
  readonly mimeType: string;
} | null> {
  const [row] = await queries.query<{
    size_bytes: number;
    mime_type: string | null;
  }>(
    `SELECT f.size_bytes,
       (SELECT mime_type FROM generation_media gm WHERE gm.sha256 = f.sha256 LIMIT 1) AS mime_type
     FROM media_files f WHERE f.sha256 = $1
       AND EXISTS (
         SELECT 1 FROM generation_media gm JOIN cases c USING (generation_id) JOIN leases l USING (case_id)
         WHERE gm.sha256 = f.sha256 AND l.device_id = $2 AND l.wipe_at_ms > $3
       )`,
    [sha256, deviceId, nowMs],
  );
  if (!row) return null;
  return {
    sizeBytes: row.size_bytes,
    mimeType: row.mime_type ?? 'application/octet-stream',
  };
}

export async function readManifest(
  queries: Queries,
  sha256: string,
): Promise<ChunkManifest | null> {
  const [row] = await queries.query<{
    size_bytes: number;
    chunk_bytes: number;
    chunk_sha256s: Uint8Array;
  }>('SELECT size_bytes, chunk_bytes, chunk_sha256s FROM media_files WHERE sha256 = $1', [sha256]);
  if (!row) return null;
  const hashes = Buffer.from(row.chunk_sha256s);
  const chunks = Array.from({ length: hashes.length / 32 }, (_, n) =>
    hashes.toString('hex', n * 32, n * 32 + 32),
  );
  return { sha256, sizeBytes: row.size_bytes, chunkBytes: row.chunk_bytes, chunks };
}
