import { appendChange } from './changes.ts';
import { uuidv7 } from 'uuidv7';
import type { Queries } from './database.ts';
import { newToken, sha256Of } from './secrets.ts';

export type Role = 'reviewer' | 'lead' | 'auditor';

export type Invitation = {
  readonly code: string;
  readonly reviewerName: string;
  readonly role: Role;
  readonly quotaPerDay: number;
  readonly queues: readonly string[];
  /** How many desks may still enrol with it; null for any number. */
  readonly usesLeft: number | null;
};

export type Device = {
  readonly deviceId: string;
  readonly reviewerId: string;
  readonly role: Role;
  readonly queues: readonly string[];
};

export type SignedInDevice = Device & { readonly isRevoked: boolean };

export type Enrolment = Device & {
  readonly token: string;
  readonly reviewerName: string;
  readonly quotaPerDay: number;
};

/** Stores an invitation; one that is there already stays as it is. */
export async function addInvitation(queries: Queries, invitation: Invitation): Promise<void> {
  await queries.query(
    `INSERT INTO invitations (code_sha256, reviewer_name, role, quota_per_day, queues, uses_left)
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (code_sha256) DO NOTHING`,
    [
      sha256Of(invitation.code),
      invitation.reviewerName,
      invitation.role,
      invitation.quotaPerDay,
      invitation.queues,
      invitation.usesLeft,
    ],
  );
}

/** Uses an invitation up by one and makes a reviewer with a desk; null when the code is unknown or used up. */
export async function enrolDevice(
  tx: Queries,
  desk: {
    readonly invitation: string;
    readonly devicePublicKey: string;
    readonly deskVersion: string;
  },
  nowMs: number,
): Promise<Enrolment | null> {
  const [invited] = await tx.query<{
    reviewer_name: string;
    role: Role;
    quota_per_day: number;
    queues: string[];
  }>(
    `UPDATE invitations SET uses_left = uses_left - 1
     WHERE code_sha256 = $1 AND (uses_left IS NULL OR uses_left > 0)
     RETURNING reviewer_name, role, quota_per_day, queues`,
    [sha256Of(desk.invitation)],
  );
  if (!invited) return null;
  const { reviewer_name: reviewerName, role, quota_per_day: quotaPerDay, queues } = invited;
  const enrolment = {
    deviceId: uuidv7(),
    reviewerId: uuidv7(),
    token: newToken(),
    reviewerName,
    role,
    quotaPerDay,
    queues,
  };
  await tx.query(
    'INSERT INTO reviewers (reviewer_id, name, role, quota_per_day, queues) VALUES ($1, $2, $3, $4, $5)',
    [enrolment.reviewerId, reviewerName, role, quotaPerDay, queues],
  );
  await tx.query(
    `INSERT INTO devices (device_id, reviewer_id, token_sha256, public_key, desk_version, enrolled_at_ms)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [
      enrolment.deviceId,
      enrolment.reviewerId,
      sha256Of(enrolment.token),
      desk.devicePublicKey,
      desk.deskVersion,
      nowMs,
    ],
  );
  return enrolment;
}

/** The device that a token belongs to; one that was taken off may still hand in what it had. */
export async function findDeviceByToken(
  queries: Queries,
  token: string,
): Promise<SignedInDevice | null> {
  const [found] = await queries.query<{
    device_id: string;
    reviewer_id: string;
    role: Role;
    queues: string[];
    revoked_at_ms: number | null;
  }>(
    `SELECT d.device_id, d.reviewer_id, r.role, r.queues, d.revoked_at_ms FROM devices d JOIN reviewers r USING (reviewer_id)
     WHERE d.token_sha256 = $1`,
    [sha256Of(token)],
  );
  if (!found) return null;
  return {
    deviceId: found.device_id,
    reviewerId: found.reviewer_id,
    role: found.role,
    queues: found.queues,
    isRevoked: found.revoked_at_ms !== null,
  };
}

/** Takes a device off: from now on it may only hand in what it had. False when there is no such device. */
export async function revokeDevice(tx: Queries, deviceId: string, nowMs: number): Promise<boolean> {
  const changed = await tx.query(
    `UPDATE devices SET revoked_at_ms = coalesce(revoked_at_ms, $2::bigint) WHERE device_id = $1 RETURNING device_id`,
    [deviceId, nowMs],
  );
  if (changed.length === 0) return false;
  await appendChange(tx, {
    kind: 'device-revoked',
    caseId: null,
    deviceId,
    atMs: nowMs,
    detail: {},
  });
  return true;
}

/** Every device that ever enrolled, with its public key, oldest first. */
export function allDevices(queries: Queries) {
  return queries.query<{
    deviceId: string;
    reviewerId: string;
    publicKey: string;
    enrolledAtMs: number;
    revokedAtMs: number | null;
  }>(
    `SELECT device_id AS "deviceId", reviewer_id AS "reviewerId", public_key AS "publicKey",
       enrolled_at_ms AS "enrolledAtMs", revoked_at_ms AS "revokedAtMs"
     FROM devices ORDER BY enrolled_at_ms, device_id`,
  );
}

/** A device by its id, revoked or not: what it signed before stays its own. */
export async function findDevice(
  queries: Queries,
  deviceId: string,
): Promise<{ readonly deviceId: string; readonly reviewerId: string } | null> {
  const [found] = await queries.query<{ deviceId: string; reviewerId: string }>(
    'SELECT device_id AS "deviceId", reviewer_id AS "reviewerId" FROM devices WHERE device_id = $1',
    [deviceId],
  );
  return found ?? null;
}
