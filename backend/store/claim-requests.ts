import type { Queries } from './database.ts';

export type GrantedClaim = { readonly caseId: string; readonly epoch: number };

/** Takes an idempotency key for a device; false when it was taken before. Waits for a twin that is under way. */
export async function takeClaimKey(
  tx: Queries,
  deviceId: string,
  key: string,
  nowMs: number,
): Promise<boolean> {
  const added = await tx.query(
    `INSERT INTO claim_requests (device_id, idempotency_key, made_at_ms, claims) VALUES ($1, $2, $3, '[]')
     ON CONFLICT (device_id, idempotency_key) DO NOTHING RETURNING device_id`,
    [deviceId, key, nowMs],
  );
  return added.length > 0;
}

export async function rememberClaims(
  tx: Queries,
  deviceId: string,
  key: string,
  claims: readonly GrantedClaim[],
): Promise<void> {
  await tx.query(
    'UPDATE claim_requests SET claims = $3::text::jsonb WHERE device_id = $1 AND idempotency_key = $2',
    [deviceId, key, JSON.stringify(claims)],
  );
}

/** What a key brought, as far as it is still lent: nothing of what was given back, decided or withdrawn meanwhile. */
export function recallClaims(
  queries: Queries,
  deviceId: string,
  key: string,
  nowMs: number,
): Promise<readonly GrantedClaim[]> {
  return queries.query<GrantedClaim>(
    `SELECT l.case_id AS "caseId", l.epoch FROM claim_requests r
     CROSS JOIN LATERAL jsonb_to_recordset(r.claims) AS granted ("caseId" text, epoch integer)
     JOIN leases l ON l.case_id = granted."caseId" AND l.epoch = granted.epoch
     JOIN cases c ON c.case_id = l.case_id AND c.epoch = l.epoch AND c.status = 'open'
     WHERE r.device_id = $1 AND r.idempotency_key = $2 AND l.device_id = $1
       AND l.ended_at_ms IS NULL AND l.wipe_at_ms > $3::bigint`,
    [deviceId, key, nowMs],
  );
}

/** Keys are kept long enough for any desk to have applied the answer. */
export async function pruneClaimKeys(tx: Queries, beforeMs: number): Promise<void> {
  await tx.query('DELETE FROM claim_requests WHERE made_at_ms < $1', [beforeMs]);
}
