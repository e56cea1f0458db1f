import type { ClaimKind } from '../../shared/domain/claim.ts';
import type { Queries } from './database.ts';

/** A lease: who may decide a case until when. The one with the case's own epoch is the current one. */
export type Lease = {
  readonly caseId: string;
  readonly epoch: number;
  readonly deviceId: string;
  readonly kind: ClaimKind;
  readonly claimedAtMs: number;
  readonly expiresAtMs: number;
  readonly wipeAtMs: number;
  readonly policyVersion: string;
  readonly endedAtMs: number | null;
};

type LeaseRow = {
  case_id: string;
  epoch: number;
  device_id: string;
  kind: ClaimKind;
  claimed_at_ms: number;
  expires_at_ms: number;
  wipe_at_ms: number;
  policy_version: string;
  ended_at_ms: number | null;
};

const leaseColumns =
  'l.case_id, l.epoch, l.device_id, l.kind, l.claimed_at_ms, l.expires_at_ms, l.wipe_at_ms, l.policy_version, l.ended_at_ms';

function lease(row: LeaseRow): Lease {
  return {
    caseId: row.case_id,
    epoch: row.epoch,
    deviceId: row.device_id,
    kind: row.kind,
    claimedAtMs: row.claimed_at_ms,
    expiresAtMs: row.expires_at_ms,
    wipeAtMs: row.wipe_at_ms,
    policyVersion: row.policy_version,
    endedAtMs: row.ended_at_ms,
  };
}

/** Live: not given back, not used up, not past its time. */
export function isLive(of: Lease, nowMs: number): boolean {
  return of.endedAtMs === null && of.expiresAtMs > nowMs;
}

export async function findLease(
  queries: Queries,
  caseId: string,
  epoch: number,
): Promise<Lease | null> {
  const [row] = await queries.query<LeaseRow>(
    `SELECT ${leaseColumns} FROM leases l WHERE l.case_id = $1 AND l.epoch = $2`,
    [caseId, epoch],
  );
  return row ? lease(row) : null;
}

/** Leases by case and epoch, in no order. */
export async function loadLeases(
  queries: Queries,
  items: readonly { readonly caseId: string; readonly epoch: number }[],
): Promise<readonly Lease[]> {
  const rows = await queries.query<LeaseRow>(
    `SELECT ${leaseColumns} FROM unnest($1::text[], $2::integer[]) AS wanted (case_id, epoch)
     JOIN leases l USING (case_id, epoch)`,
    [items.map((item) => item.caseId), items.map((item) => item.epoch)],
  );
  return rows.map(lease);
}

/** The leases that a device holds now. */
export async function liveLeases(
  queries: Queries,
  deviceId: string,
  nowMs: number,
): Promise<readonly Lease[]> {
  const rows = await queries.query<LeaseRow>(
    `SELECT ${leaseColumns} FROM leases l JOIN cases c USING (case_id)
     WHERE l.device_id = $1 AND l.wipe_at_ms > $2 AND l.ended_at_ms IS NULL AND l.expires_at_ms > $2
       AND l.epoch = c.epoch AND c.status = 'open'
     ORDER BY c.due_at_ms, l.case_id`,
    [deviceId, nowMs],
  );
  return rows.map(lease);
}

export type Picked = {
  readonly caseId: string;
  readonly reviewBytes: number;
  readonly dueAtMs: number;
};

type PickedRow = { case_id: string; review_bytes: number; due_at_ms: number };
const pickedColumns = 'p.case_id, p.review_bytes, p.due_at_ms';

function picked(row: PickedRow): Picked {
  return { caseId: row.case_id, reviewBytes: row.review_bytes, dueAtMs: row.due_at_ms };
}

/**
 * Cases that a person was given today (UTC) and those that they hold, each counted once, whatever became of them: what is
 * given back unread was read all the same.
 */
const givenToReviewer = (reviewerId: string, dayBeganMs: string, nowMs: string) =>
  `(SELECT count(DISTINCT given.case_id) FROM devices d CROSS JOIN LATERAL (
       SELECT case_id FROM leases WHERE device_id = d.device_id AND claimed_at_ms >= ${dayBeganMs}::bigint
       UNION ALL
       SELECT case_id FROM leases WHERE device_id = d.device_id AND ended_at_ms IS NULL AND expires_at_ms > ${nowMs}::bigint
     ) given WHERE d.reviewer_id = ${reviewerId})`;

const dayMs = 86_400_000;

/** How many cases a person may still be given today (UTC), and when the next day begins. */
export async function quotaLeft(
  queries: Queries,
  reviewerId: string,
  nowMs: number,
): Promise<{ readonly left: number; readonly renewsAtMs: number }> {
  const dayBeganMs = nowMs - (nowMs % dayMs);
  const [found] = await queries.query<{ left: string }>(
    `SELECT greatest(0, quota_per_day - ${givenToReviewer('$1', '$2', '$3')}) AS left
     FROM reviewers WHERE reviewer_id = $1`,
    [reviewerId, dayBeganMs, nowMs],
  );
  return { left: Number(found?.left ?? 0), renewsAtMs: dayBeganMs + dayMs };
}

/** So long a case that a person gave back is not given to them again, in milliseconds. */
const restMs = dayMs;

/**
 * Locks free cases of a queue, most urgent first, passing over those that another claim is just taking: no more than the
 * person's quota leaves, none whose generation they have judged in another case, and none that they gave back a short while
 * ago: whoever stops on a case need not meet it again the same day. What is given back is to be wiped then, which tells
 * such a lease from one that ended otherwise; what a pack gives back was never looked at.
 */
export async function pickFreeCases(
  tx: Queries,
  wish: {
    readonly queue: string;
    readonly max: number;
    readonly maxBytes: number;
    readonly travelling: boolean;
    readonly reviewerId: string;
  },
  nowMs: number,
): Promise<readonly Picked[]> {
  const dayBeganMs = nowMs - (nowMs % dayMs);
  const rows = await tx.query<PickedRow>(
    `SELECT ${pickedColumns} FROM pending_cases p
     WHERE NOT is_claimed AND queue = $1 AND review_bytes <= $2 AND (offline_eligible OR NOT $3)
       AND NOT ($4 = ANY(not_for))
       AND NOT EXISTS (
         SELECT 1 FROM leases l JOIN devices d USING (device_id)
         WHERE l.case_id = p.case_id AND d.reviewer_id = $4 AND l.kind = 'live'
           AND l.ended_at_ms = l.wipe_at_ms AND l.ended_at_ms > $7::bigint - ${restMs})
       AND NOT EXISTS (
         SELECT 1 FROM cases own JOIN cases other USING (generation_id) JOIN verdicts v ON v.case_id = other.case_id
         WHERE own.case_id = p.case_id AND other.case_id <> p.case_id AND v.reviewer_id = $4)
     ORDER BY due_at_ms, case_id
     LIMIT greatest(0, least($5::bigint,
       (SELECT quota_per_day FROM reviewers WHERE reviewer_id = $4) - ${givenToReviewer('$4', '$6', '$7')}))
     FOR UPDATE OF p SKIP LOCKED`,
    [wish.queue, wish.maxBytes, wish.travelling, wish.reviewerId, wish.max, dayBeganMs, nowMs],
  );
  return rows.map(picked);
}

/** Locks the cases of a queue that a device holds live and may take along: they need not go through the queue again. */
export async function pickOwnLiveCases(
  tx: Queries,
  wish: {
    readonly queue: string;
    readonly max: number;
    readonly maxBytes: number;
    readonly deviceId: string;
  },
  nowMs: number,
): Promise<readonly Picked[]> {
  const rows = await tx.query<PickedRow>(
    `SELECT ${pickedColumns} FROM leases l JOIN cases c USING (case_id) JOIN pending_cases p USING (case_id)
     WHERE l.device_id = $1 AND l.wipe_at_ms > $2 AND l.ended_at_ms IS NULL AND l.expires_at_ms > $2
       AND l.kind = 'live' AND l.epoch = c.epoch AND c.status = 'open'
       AND p.is_claimed AND p.queue = $3 AND p.review_bytes <= $4 AND p.offline_eligible
     ORDER BY p.due_at_ms, p.case_id LIMIT $5 FOR UPDATE OF p SKIP LOCKED`,
    [wish.deviceId, nowMs, wish.queue, wish.maxBytes, wish.max],
  );
  return rows.map(picked);
}

export type NewLease = Omit<Lease, 'caseId' | 'epoch' | 'endedAtMs'>;

/** Grants leases on locked, free cases: each gets the next epoch. */
export async function grantLeases(
  tx: Queries,
  caseIds: readonly string[],
  fresh: NewLease,
): Promise<readonly Lease[]> {
  await tx.query(
    'UPDATE pending_cases SET is_claimed = true, lease_expires_at_ms = $2 WHERE case_id = ANY($1::text[])',
    [caseIds, fresh.expiresAtMs],
  );
  const rows = await tx.query<LeaseRow>(
    `WITH raised AS (
       UPDATE cases SET epoch = epoch + 1 WHERE case_id = ANY($1::text[]) RETURNING case_id, epoch
     )
     INSERT INTO leases AS l (case_id, epoch, device_id, kind, claimed_at_ms, expires_at_ms, wipe_at_ms, policy_version)
     SELECT case_id, epoch, $2, $3, $4::bigint, $5::bigint, $6::bigint, $7 FROM raised RETURNING ${leaseColumns}`,
    [
      caseIds,
      fresh.deviceId,
      fresh.kind,
      fresh.claimedAtMs,
      fresh.expiresAtMs,
      fresh.wipeAtMs,
      fresh.policyVersion,
    ],
  );
  return rows.map(lease);
}

/** Ends the older leases on cases that were just granted again; names the other devices that thereby lost one, and which. */
export async function endOlderLeases(
  tx: Queries,
  granted: readonly Lease[],
  nowMs: number,
): Promise<readonly Pick<Lease, 'caseId' | 'deviceId' | 'epoch'>[]> {
  const rows = await tx.query<{ case_id: string; device_id: string; epoch: number }>(
    `UPDATE leases l SET ended_at_ms = $3 FROM unnest($1::text[], $2::integer[]) AS fresh (case_id, epoch)
     WHERE l.case_id = fresh.case_id AND l.epoch < fresh.epoch AND l.ended_at_ms IS NULL
     RETURNING l.case_id, l.device_id, l.epoch`,
    [granted.map((item) => item.caseId), granted.map((item) => item.epoch), nowMs],
  );
  const holder = granted[0]?.deviceId;
  return rows
    .filter((row) => row.device_id !== holder)
    .map((row) => ({ caseId: row.case_id, deviceId: row.device_id, epoch: row.epoch }));
}

export async function prolongLease(
  tx: Queries,
  of: Lease,
  expiresAtMs: number,
  wipeAtMs: number,
): Promise<void> {
  await tx.query(
    'UPDATE leases SET expires_at_ms = $3, wipe_at_ms = $4, ended_at_ms = NULL WHERE case_id = $1 AND epoch = $2',
    [of.caseId, of.epoch, expiresAtMs, wipeAtMs],
  );
  await tx.query(
    'UPDATE pending_cases SET is_claimed = true, lease_expires_at_ms = $2 WHERE case_id = $1',
    [of.caseId, expiresAtMs],
  );
}

/** Gives a case back: it is free again, and what the device holds of it must go now. */
export async function giveBack(tx: Queries, of: Lease, nowMs: number): Promise<void> {
  await tx.query(
    'UPDATE leases SET ended_at_ms = $3, wipe_at_ms = $3 WHERE case_id = $1 AND epoch = $2 AND ended_at_ms IS NULL',
    [of.caseId, of.epoch, nowMs],
  );
  await tx.query(
    'UPDATE pending_cases SET is_claimed = false, lease_expires_at_ms = 0 WHERE case_id = $1',
    [of.caseId],
  );
}

/** Puts cases whose lease ran out back into the queue (at most 1,000 at a time) and names them. */
export async function freeExpiredCases(tx: Queries, nowMs: number): Promise<readonly string[]> {
  const rows = await tx.query<{ case_id: string }>(
    `UPDATE pending_cases SET is_claimed = false, lease_expires_at_ms = 0
     WHERE case_id IN (
       SELECT case_id FROM pending_cases WHERE is_claimed AND lease_expires_at_ms <= $1
       LIMIT 1000 FOR UPDATE SKIP LOCKED
     ) RETURNING case_id`,
    [nowMs],
  );
  return rows.map((row) => row.case_id);
}
