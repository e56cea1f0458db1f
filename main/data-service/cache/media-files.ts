import { randomBytes } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import { chunkManifest, type ChunkManifest } from '../../../shared/contract/backend-api.ts';
import type { MediaFile } from '../../../shared/domain/generation.ts';
import { fault, type Fault } from '../../../shared/lifetime/fault.ts';
import { readJsonOrNull } from './json-column.ts';

/** What the cache knows of one media file on this disk. */
export type StoredMedia = {
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly chunkBytes: number;
  readonly mimeType: string;
  readonly fileKey: Uint8Array;
  readonly noncePrefix: Uint8Array;
  readonly manifest: ChunkManifest | null;
  readonly isVerified: boolean;
  readonly fault: Fault | null;
  readonly attempts: number;
};

export type MediaFiles = {
  read(sha256: string): StoredMedia | null;
  want(file: MediaFile): void;
  saveManifest(sha256: string, manifest: ChunkManifest): void;
  markVerified(sha256: string): void;
  /** Back to `wanted` with a new key: what was on disk no longer counts. */
  startOver(sha256: string): void;
  /** Keeps the trouble and waits until `tryAfterMs` (the backend's clock) before the next try. */
  saveFault(sha256: string, trouble: Fault | null, tryAfterMs: number): void;
  /** Files still wanted by a live case: those of a journey first, then by urgency. */
  nextWanted(
    nowMs: number,
    limit: number,
    except: readonly string[],
    /** The case that is open: only its clip is wanted though it must not wait on a disk, and then first. */
    openCaseId?: string | null,
  ): readonly string[];
  /** Clips that are here, whole or in part, and that every case on this desk says must not wait on a disk. */
  onlineOnlyHere(): readonly OnlineOnlyFile[];
  retryAll(): void;
  forget(sha256: string): void;
  /** Files that no case needs any more. */
  orphans(): readonly string[];
};

/** One line per case that uses the file. */
export type OnlineOnlyFile = {
  readonly sha256: string;
  readonly caseId: string;
  readonly state: string;
};

type Row = {
  sha256: string;
  size_bytes: number;
  chunk_bytes: number;
  mime_type: string;
  file_key: Uint8Array;
  nonce_prefix: Uint8Array;
  manifest: string | null;
  state: string;
  fault: string | null;
  attempts: number;
};

/** No wait is longer: a later time was written while the clock was wrong, and holds nothing up. */
const longestWaitMs = 15 * 60_000;

export function createMediaFiles(db: Database): MediaFiles {
  const select = db.prepare<[string], Row>(
    'SELECT sha256, size_bytes, chunk_bytes, mime_type, file_key, nonce_prefix, manifest, state, fault, attempts FROM media_files WHERE sha256 = ?',
  );
  const insert = db.prepare<[string, number, number, string, Uint8Array, Uint8Array]>(
    `INSERT INTO media_files (sha256, size_bytes, chunk_bytes, mime_type, file_key, nonce_prefix, state)
     VALUES (?, ?, ?, ?, ?, ?, 'wanted') ON CONFLICT (sha256) DO NOTHING`,
  );
  const manifest = db.prepare<[string, string]>(
    'UPDATE media_files SET manifest = ? WHERE sha256 = ?',
  );
  const verified = db.prepare<[string]>(
    `UPDATE media_files SET state = 'verified', fault = NULL WHERE sha256 = ?`,
  );
  const startOver = db.prepare<[Uint8Array, Uint8Array, string]>(
    `UPDATE media_files SET state = 'wanted', manifest = NULL, file_key = ?, nonce_prefix = ? WHERE sha256 = ?`,
  );
  const trouble = db.prepare<[string | null, number, string]>(
    'UPDATE media_files SET fault = ?, try_after_ms = ?, attempts = attempts + 1 WHERE sha256 = ?',
  );
  const wanted = db.prepare<[number, number, string, number], { sha256: string }>(
    `SELECT m.sha256 FROM media_files m JOIN cases c ON c.media_sha256 = m.sha256
     WHERE m.state = 'wanted' AND m.size_bytes > 0 AND (m.try_after_ms <= ? OR m.try_after_ms > ?) AND c.state IN ('fetching', 'blocked', 'ready', 'saved')
     AND (c.offline_eligible = 1 OR (c.case_id = ? AND c.state <> 'saved'))
     ORDER BY c.offline_eligible, c.kind = 'travel' DESC, c.due_at_ms, c.case_id LIMIT ? + 0`,
  );
  const onlineOnly = db.prepare<[], OnlineOnlyFile>(
    `SELECT m.sha256, c.case_id AS caseId, c.state FROM media_files m JOIN cases c ON c.media_sha256 = m.sha256
     WHERE (m.state = 'verified' OR m.manifest IS NOT NULL) AND c.offline_eligible = 0
     AND NOT EXISTS (SELECT 1 FROM cases o WHERE o.media_sha256 = m.sha256 AND o.offline_eligible = 1 AND o.state <> 'lost')`,
  );
  const retry = db.prepare<[]>(`UPDATE media_files SET try_after_ms = 0 WHERE state = 'wanted'`);
  const remove = db.prepare<[string]>('DELETE FROM media_files WHERE sha256 = ?');
  const orphans = db.prepare<[], { sha256: string }>(
    `SELECT sha256 FROM media_files WHERE sha256 NOT IN (SELECT media_sha256 FROM cases WHERE media_sha256 IS NOT NULL AND state <> 'lost')`,
  );
  return {
    read(sha256) {
      const row = select.get(sha256);
      return row ? fromRow(row) : null;
    },
    want: (file) =>
      void insert.run(
        file.sha256,
        file.sizeBytes,
        file.chunkBytes,
        file.mimeType,
        randomBytes(32),
        randomBytes(7),
      ),
    saveManifest: (sha256, value) => void manifest.run(JSON.stringify(value), sha256),
    markVerified: (sha256) => void verified.run(sha256),
    startOver: (sha256) => void startOver.run(randomBytes(32), randomBytes(7), sha256),
    saveFault: (sha256, value, tryAfterMs) =>
      void trouble.run(
        value === null ? null : JSON.stringify(value),
        Math.round(tryAfterMs),
        sha256,
      ),
    onlineOnlyHere: () => onlineOnly.all(),
    nextWanted: (nowMs, limit, except, openCaseId = null) =>
      [
        ...new Set(
          wanted
            .all(nowMs, nowMs + longestWaitMs, openCaseId ?? '', limit + except.length * 4)
            .map((row) => row.sha256),
        ),
      ]
        .filter((sha256) => !except.includes(sha256))
        .slice(0, limit),
    retryAll: () => void retry.run(),
    forget: (sha256) => void remove.run(sha256),
    orphans: () => orphans.all().map((row) => row.sha256),
  };
}

function fromRow(row: Row): StoredMedia {
  return {
    sha256: row.sha256,
    sizeBytes: row.size_bytes,
    chunkBytes: row.chunk_bytes,
    mimeType: row.mime_type,
    fileKey: row.file_key,
    noncePrefix: row.nonce_prefix,
    manifest: readJsonOrNull(chunkManifest, row.manifest),
    isVerified: row.state === 'verified',
    fault: readJsonOrNull(fault, row.fault),
    attempts: row.attempts,
  };
}
