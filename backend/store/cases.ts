import {
  fileToReview,
  type Generation,
  type ReviewReason,
} from '../../shared/domain/generation.ts';
import type { Queries } from './database.ts';

/** The queue that every new generation waits in. */
export const defaultQueue = 'default';

export type CaseStatus = 'open' | 'decided' | 'withdrawn';

export type NewCase = {
  readonly caseId: string;
  readonly generation: Generation;
  readonly reason: ReviewReason;
  readonly reasonDetail: string;
  readonly dueAtMs: number;
  readonly offlineEligible: boolean;
  readonly queue: string;
  /** Reviewers who may not claim it: they have judged this generation already. */
  readonly notFor: readonly string[];
  readonly secondOpinionOf: string | null;
};

/** Opens a case and puts it in the queue; null when the case already has its second opinion. */
export async function openCase(tx: Queries, fresh: NewCase, nowMs: number): Promise<string | null> {
  const { caseId } = fresh;
  const added = await tx.query(
    `INSERT INTO cases (case_id, generation_id, queue, status, reason, reason_detail, created_at_ms, due_at_ms, offline_eligible, second_opinion_of)
     VALUES ($1, $2, $3, 'open', $4, $5, $6, $7, $8, $9)
     ON CONFLICT (second_opinion_of) WHERE second_opinion_of IS NOT NULL DO NOTHING RETURNING case_id`,
    [
      caseId,
      fresh.generation.generationId,
      fresh.queue,
      fresh.reason,
      fresh.reasonDetail,
      nowMs,
      fresh.dueAtMs,
      fresh.offlineEligible,
      fresh.secondOpinionOf,
    ],
  );
  if (added.length === 0) return null;
  await tx.query(
    `INSERT INTO pending_cases (case_id, queue, due_at_ms, review_bytes, offline_eligible, not_for)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [
      caseId,
      fresh.queue,
      fresh.dueAtMs,
      fileToReview(fresh.generation)?.sizeBytes ?? 0,
      fresh.offlineEligible,
      fresh.notFor,
    ],
  );
  return caseId;
}

export type StoredCase = {
  readonly caseId: string;
  readonly generationId: string;
  readonly queue: string;
  readonly status: CaseStatus;
  readonly epoch: number;
  readonly dueAtMs: number;
  readonly offlineEligible: boolean;
  readonly secondOpinionOf: string | null;
};

type CaseRow = {
  case_id: string;
  generation_id: string;
  queue: string;
  status: CaseStatus;
  epoch: number;
  due_at_ms: number;
  offline_eligible: boolean;
  second_opinion_of: string | null;
};

const caseColumns =
  'case_id, generation_id, queue, status, epoch, due_at_ms, offline_eligible, second_opinion_of';

function storedCase(row: CaseRow): StoredCase {
  return {
    caseId: row.case_id,
    generationId: row.generation_id,
    queue: row.queue,
    status: row.status,
    epoch: row.epoch,
    dueAtMs: row.due_at_ms,
    offlineEligible: row.offline_eligible,
    secondOpinionOf: row.second_opinion_of,
  };
}

export async function findCase(queries: Queries, caseId: string): Promise<StoredCase | null> {
  const [row] = await queries.query<CaseRow>(
    `SELECT ${caseColumns} FROM cases WHERE case_id = $1`,
    [caseId],
  );
  return row ? storedCase(row) : null;
}

/** Locks a case for this transaction: always the queue's row first, then the case, as claims do. */
export async function lockCase(tx: Queries, caseId: string): Promise<StoredCase | null> {
  await tx.query('SELECT 1 FROM pending_cases WHERE case_id = $1 FOR UPDATE', [caseId]);
  const [row] = await tx.query<CaseRow>(
    `SELECT ${caseColumns} FROM cases WHERE case_id = $1 FOR UPDATE`,
    [caseId],
  );
  return row ? storedCase(row) : null;
}

/** Takes a case out of the queue for good. */
export async function closeCase(
  tx: Queries,
  caseId: string,
  status: 'decided' | 'withdrawn',
  nowMs: number,
): Promise<void> {
  await tx.query(
    `WITH gone AS (DELETE FROM pending_cases WHERE case_id = $1),
       ended AS (UPDATE leases SET ended_at_ms = $3 WHERE case_id = $1 AND ended_at_ms IS NULL)
     UPDATE cases SET status = $2 WHERE case_id = $1`,
    [caseId, status, nowMs],
  );
}

/** A held case stays out of publication until its adjudication ends. */
export async function holdCase(tx: Queries, caseId: string): Promise<void> {
  await tx.query('UPDATE cases SET is_held = true WHERE case_id = $1', [caseId]);
}
