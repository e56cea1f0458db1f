import { randomBytes } from 'node:crypto';
import { uuidv7 } from 'uuidv7';
import type { Queries } from './database.ts';
import { lockReviewer } from './reviewers.ts';
import { sha256Of } from './secrets.ts';

/** Crockford's base 32: no I, L, O or U, so that a code can be read out and typed in. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** 140 random bits in seven groups of four. */
export function newInvitationCode(): string {
  const letters = [...randomBytes(28)].map((byte) => alphabet[byte & 31] ?? '');
  return (letters.join('').match(/.{4}/g) ?? []).join('-');
}

/** What is kept of a code. However it was typed: lower case, blanks, and letters that look like digits. */
function keptFormOf(code: string): string {
  const plain = code.toUpperCase().replace(/[^0-9A-Z]/g, '');
  return sha256Of(plain.replaceAll('O', '0').replace(/[IL]/g, '1'));
}

/** When an invitation ends; null when there is no such person, or no longer. A code that is there stays as it is. */
export async function addInvitation(
  tx: Queries,
  invitation: { readonly reviewerId: string; readonly code: string; readonly validForMs: number },
  nowMs: number,
): Promise<{ readonly invitationId: string; readonly expiresAtMs: number } | null> {
  const { reviewerId, code, validForMs } = invitation;
  if ((await lockReviewer(tx, reviewerId)) === null) return null;
  const fresh = { invitationId: uuidv7(), expiresAtMs: nowMs + validForMs };
  await tx.query(
    `INSERT INTO invitations (invitation_id, code_sha256, reviewer_id, made_at_ms, expires_at_ms)
     VALUES ($1, $2, $3, $4, $5) ON CONFLICT (code_sha256) DO NOTHING`,
    [fresh.invitationId, keptFormOf(code), reviewerId, nowMs, fresh.expiresAtMs],
  );
  return fresh;
}

/** Uses a code up and names its person; null when it is not valid (any more). */
export async function useInvitation(
  tx: Queries,
  code: string,
  nowMs: number,
): Promise<string | null> {
  const [found] = await tx.query<{ reviewer_id: string }>(
    `UPDATE invitations SET used_at_ms = $2::bigint
     WHERE code_sha256 = $1 AND used_at_ms IS NULL AND withdrawn_at_ms IS NULL AND expires_at_ms > $2::bigint
     RETURNING reviewer_id`,
    [keptFormOf(code), nowMs],
  );
  return found?.reviewer_id ?? null;
}

/** False when there is no such invitation; one that was used stays used. */
export async function withdrawInvitation(
  queries: Queries,
  invitationId: string,
  nowMs: number,
): Promise<boolean> {
  const found = await queries.query(
    `UPDATE invitations SET withdrawn_at_ms = coalesce(withdrawn_at_ms, $2::bigint)
     WHERE invitation_id = $1 RETURNING invitation_id`,
    [invitationId, nowMs],
  );
  return found.length > 0;
}

export function newestInvitations(queries: Queries, limit: number) {
  return queries.query<{
    invitationId: string;
    reviewerId: string;
    madeAtMs: number;
    expiresAtMs: number;
    usedAtMs: number | null;
    withdrawnAtMs: number | null;
  }>(
    `SELECT invitation_id AS "invitationId", reviewer_id AS "reviewerId", made_at_ms AS "madeAtMs",
       expires_at_ms AS "expiresAtMs", used_at_ms AS "usedAtMs", withdrawn_at_ms AS "withdrawnAtMs"
     FROM invitations ORDER BY made_at_ms DESC, invitation_id DESC LIMIT $1`,
    [limit],
  );
}
