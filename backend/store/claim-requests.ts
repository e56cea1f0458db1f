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

export async function recallClaims(
  queries: Queries,
  deviceId: string,
  key: string,
): Promise<readonly GrantedClaim[]> {
  const [row] = await queries.query<{ claims: GrantedClaim[] }>(
    'SELECT claims FROM claim_requests WHERE device_id = $1 AND idempotency_key = $2',
    [deviceId, key],
  );
  return row?.claims ?? [];
}

/** Keys are kept long enough for any desk to have applied the answer. */
export async function pruneClaimKeys(tx: Queries, beforeMs: number): Promise<void> {
  await tx.query('DELETE FROM claim_requests WHERE made_at_ms < $1', [beforeMs]);
}
