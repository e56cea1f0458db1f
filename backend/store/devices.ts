import { uuidv7 } from 'uuidv7';
import type { Queries } from './database.ts';
import { useInvitation } from './invitations.ts';
import { lockReviewer, tellRevoked, type Role } from './reviewers.ts';
import { newToken, sha256Of } from './secrets.ts';

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

export type NewDevice = {
  readonly invitation: string;
  /** Ed25519, SPKI DER, base64: checked by the caller. */
  readonly devicePublicKey: string;
  readonly deskVersion: string;
  /** False only for a desk of protocol 1. */
  readonly signsAlways: boolean;
};

/** Uses an invitation up and gives its person one more desk; null when it is not valid (any more). */
export async function enrolDevice(
  tx: Queries,
  desk: NewDevice,
  nowMs: number,
): Promise<Enrolment | null> {
  const reviewerId = await useInvitation(tx, desk.invitation, nowMs);
  const person = reviewerId === null ? null : await lockReviewer(tx, reviewerId);
  if (reviewerId === null || person === null) return null;
  const enrolment = {
    deviceId: uuidv7(),
    reviewerId,
    token: newToken(),
    reviewerName: person.name,
    role: person.role,
    quotaPerDay: person.quotaPerDay,
    queues: person.queues,
  };
  await tx.query(
    `INSERT INTO devices (device_id, reviewer_id, token_sha256, public_key, desk_version, enrolled_at_ms, signs_always)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [
      enrolment.deviceId,
      reviewerId,
      sha256Of(enrolment.token),
      desk.devicePublicKey,
      desk.deskVersion,
      nowMs,
      desk.signsAlways,
    ],
  );
  return enrolment;
}

/** The device that a token belongs to; one that was taken off may still submit what it had. */
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

/** Takes a device off: from now on it may only submit what it had. False when there is no such device. */
export async function revokeDevice(tx: Queries, deviceId: string, nowMs: number): Promise<boolean> {
  // A claim that is under way holds its person: it ends first, or sees the revocation.
  await tx.query(
    `SELECT 1 FROM reviewers WHERE reviewer_id = (SELECT reviewer_id FROM devices WHERE device_id = $1)
     FOR NO KEY UPDATE`,
    [deviceId],
  );
  const changed = await tx.query(
    `UPDATE devices SET revoked_at_ms = coalesce(revoked_at_ms, $2::bigint) WHERE device_id = $1 RETURNING device_id`,
    [deviceId, nowMs],
  );
  if (changed.length === 0) return false;
  await tellRevoked(tx, deviceId, nowMs);
  return true;
}

/** Whether a device was taken off by now, or never was one. */
export async function isRevoked(queries: Queries, deviceId: string): Promise<boolean> {
  const [found] = await queries.query(
    'SELECT 1 FROM devices WHERE device_id = $1 AND revoked_at_ms IS NULL',
    [deviceId],
  );
  return found === undefined;
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
