import { uuidv7 } from 'uuidv7';
import type { NewGeneration } from '../../shared/contract/backend-api.ts';
import type { Generation, MediaFile } from '../../shared/domain/generation.ts';
import { cutText, storable } from '../../shared/domain/text.ts';
import type { Queries } from './database.ts';

export type MediaState = Generation['mediaState'];

/** media-missing: registered, no file yet; processing: looked at or being copied; done: its case is open. */
export type IntakeStep = 'media-missing' | 'processing' | 'done';

export type StoredGeneration = {
  readonly record: NewGeneration;
  readonly intake: IntakeStep;
  readonly dueAtMs: number;
  /** The id that its first case has, or will have once the media is looked at. */
  readonly firstCaseId: string;
  readonly generation: Generation;
};

/** Stores a new generation; false when the id is taken. */
export async function addGeneration(
  tx: Queries,
  generationId: string,
  record: NewGeneration,
  nowMs: number,
): Promise<boolean> {
  const added = await tx.query(
    `INSERT INTO generations (generation_id, created_at_ms, due_at_ms, record, first_case_id, intake, media_state, media_note)
     VALUES ($1, $2, $3, $4::text::jsonb, $5, 'media-missing', 'needs-transcoding', 'The media has not arrived yet.')
     ON CONFLICT (generation_id) DO NOTHING RETURNING generation_id`,
    [generationId, nowMs, nowMs + record.dueInMs, JSON.stringify(record), uuidv7()],
  );
  return added.length > 0;
}

export async function setMediaState(
  tx: Queries,
  generationId: string,
  intake: IntakeStep,
  state: MediaState,
  note: string,
): Promise<void> {
  await tx.query(
    'UPDATE generations SET intake = $2, media_state = $3, media_note = $4 WHERE generation_id = $1',
    [generationId, intake, state, cutText(storable(note), 1000)],
  );
}

type GenerationRow = {
  generation_id: string;
  created_at_ms: number;
  due_at_ms: number;
  record: NewGeneration;
  first_case_id: string;
  intake: IntakeStep;
  media_state: MediaState;
  media_note: string;
};

type MediaRow = {
  generation_id: string;
  role: MediaFile['role'];
  sha256: string;
  mime_type: string;
  proxy: MediaFile['proxy'];
  size_bytes: number;
  chunk_bytes: number;
};

/** Generations by id, with their media files; unknown ids are missing from the map. */
export async function loadGenerations(
  queries: Queries,
  generationIds: readonly string[],
): Promise<ReadonlyMap<string, StoredGeneration>> {
  if (generationIds.length === 0) return new Map();
  const rows = await queries.query<GenerationRow>(
    `SELECT generation_id, created_at_ms, due_at_ms, record, first_case_id, intake, media_state, media_note
     FROM generations WHERE generation_id = ANY($1::text[])`,
    [generationIds],
  );
  const media = await queries.query<MediaRow>(
    `SELECT gm.generation_id, gm.role, gm.sha256, gm.mime_type, gm.proxy, f.size_bytes, f.chunk_bytes
     FROM generation_media gm JOIN media_files f USING (sha256)
     WHERE gm.generation_id = ANY($1::text[]) ORDER BY gm.role`,
    [generationIds],
  );
  return new Map(rows.map((row) => [row.generation_id, storedGeneration(row, media)]));
}

export async function loadGeneration(
  queries: Queries,
  generationId: string,
): Promise<StoredGeneration | null> {
  return (await loadGenerations(queries, [generationId])).get(generationId) ?? null;
}

/** Hash of the file that a generation came with; null when it came without one. */
export async function originalSha256(
  queries: Queries,
  generationId: string,
): Promise<string | null> {
  const [row] = await queries.query<{ sha256: string }>(
    `SELECT sha256 FROM generation_media WHERE generation_id = $1 AND role = 'original'`,
    [generationId],
  );
  return row?.sha256 ?? null;
}

/** Generations whose media was still being looked at when the backend stopped. */
export async function unfinishedGenerations(queries: Queries): Promise<readonly string[]> {
  const rows = await queries.query<{ generation_id: string }>(
    `SELECT generation_id FROM generations WHERE intake = 'processing' ORDER BY created_at_ms`,
  );
  return rows.map((row) => row.generation_id);
}

function storedGeneration(row: GenerationRow, media: readonly MediaRow[]): StoredGeneration {
  const { record } = row;
  return {
    record,
    intake: row.intake,
    dueAtMs: row.due_at_ms,
    firstCaseId: row.first_case_id,
    generation: {
      generationId: row.generation_id,
      createdAtMs: row.created_at_ms,
      title: record.title,
      prompt: record.prompt,
      modifiers: record.modifiers,
      style: record.style,
      model: record.model,
      account: record.account,
      uploadReference: record.uploadReference,
      scores: record.scores,
      reason: record.reason,
      reasonDetail: record.reasonDetail,
      mediaState: row.media_state,
      mediaNote: row.media_note,
      media: media.filter((file) => file.generation_id === row.generation_id).map(mediaFile),
      transcript: record.transcript ?? null,
      labels: record.labels ?? null,
    },
  };
}

function mediaFile(row: MediaRow): MediaFile {
  return {
    sha256: row.sha256,
    sizeBytes: row.size_bytes,
    chunkBytes: row.chunk_bytes,
    mimeType: row.mime_type,
    role: row.role,
    proxy: row.proxy,
  };
}
