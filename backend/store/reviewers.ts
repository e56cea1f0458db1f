import { uuidv7 } from 'uuidv7';
import type { NewReviewer } from '../../shared/contract/people-api.ts';
import { appendChange } from './changes.ts';
import type { Queries } from './database.ts';

export type Role = NewReviewer['role'];

/** Makes a person known; one with this id who is known already stays as they are. */
export async function addReviewer(
  queries: Queries,
  person: NewReviewer,
  reviewerId: string = uuidv7(),
): Promise<string> {
  await queries.query(
    `INSERT INTO reviewers (reviewer_id, name, role, quota_per_day, queues) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (reviewer_id) DO NOTHING`,
    [reviewerId, person.name, person.role, person.quotaPerDay, person.queues],
  );
  return reviewerId;
}

export type Reviewer = NewReviewer & {
  readonly reviewerId: string;
  readonly revokedAtMs: number | null;
  readonly desks: string[];
};

export function allReviewers(queries: Queries): Promise<readonly Reviewer[]> {
  return queries.query<Reviewer>(
    `SELECT r.reviewer_id AS "reviewerId", r.name, r.role, r.quota_per_day AS "quotaPerDay", r.queues,
       r.revoked_at_ms AS "revokedAtMs",
       ARRAY(SELECT d.device_id FROM devices d WHERE d.reviewer_id = r.reviewer_id AND d.revoked_at_ms IS NULL
         ORDER BY d.enrolled_at_ms, d.device_id) AS desks
     FROM reviewers r ORDER BY r.name, r.reviewer_id`,
  );
}

/**
 * Locks a person for this transaction, so that two of their desks, or an enrolment and a revocation, see each other;
 * null when there is no such person, or no longer.
 */
export async function lockReviewer(
  tx: Queries,
  reviewerId: string,
): Promise<Pick<Reviewer, 'name' | 'role' | 'quotaPerDay' | 'queues'> | null> {
  const [found] = await tx.query<Pick<Reviewer, 'name' | 'role' | 'quotaPerDay' | 'queues'>>(
    `SELECT name, role, quota_per_day AS "quotaPerDay", queues FROM reviewers
     WHERE reviewer_id = $1 AND revoked_at_ms IS NULL FOR NO KEY UPDATE`,
    [reviewerId],
  );
  return found ?? null;
}

/** Ends a person's power: their desks and their invitations with it. The desks that this took off; null for an unknown person. */
export async function revokeReviewer(
  tx: Queries,
  reviewerId: string,
  nowMs: number,
): Promise<readonly string[] | null> {
  const found = await tx.query(
    `UPDATE reviewers SET revoked_at_ms = coalesce(revoked_at_ms, $2::bigint) WHERE reviewer_id = $1 RETURNING reviewer_id`,
    [reviewerId, nowMs],
  );
  if (found.length === 0) return null;
  await tx.query(
    `UPDATE invitations SET withdrawn_at_ms = $2::bigint
     WHERE reviewer_id = $1 AND used_at_ms IS NULL AND withdrawn_at_ms IS NULL`,
    [reviewerId, nowMs],
  );
  const desks = await tx.query<{ device_id: string }>(
    `UPDATE devices SET revoked_at_ms = $2::bigint WHERE reviewer_id = $1 AND revoked_at_ms IS NULL RETURNING device_id`,
    [reviewerId, nowMs],
  );
  for (const { device_id: deviceId } of desks) await tellRevoked(tx, deviceId, nowMs);
  return desks.map((desk) => desk.device_id);
}

/** Only the desk itself receives that it was taken off. */
export function tellRevoked(tx: Queries, deviceId: string, atMs: number): Promise<void> {
  return appendChange(tx, { kind: 'device-revoked', caseId: null, deviceId, atMs, detail: {} });
}
