import type { Policy } from '../../shared/domain/policy.ts';
import { appendChange } from './changes.ts';
import type { Queries } from './database.ts';

/** Adds an immutable policy version and announces it to every desk; a version that is there already stays as it is. */
export async function publishPolicy(tx: Queries, policy: Policy, nowMs: number): Promise<void> {
  const added = await tx.query(
    `INSERT INTO policies (version, effective_at_ms, body) VALUES ($1, $2, $3::text::jsonb)
     ON CONFLICT (version) DO NOTHING RETURNING version`,
    [policy.version, policy.effectiveAtMs, JSON.stringify(policy)],
  );
  if (added.length === 0) return;
  const detail = { version: policy.version };
  await appendChange(tx, { kind: 'policy', caseId: null, deviceId: null, atMs: nowMs, detail });
}

export async function findPolicy(queries: Queries, version: string): Promise<Policy | null> {
  const [row] = await queries.query<{ body: Policy }>(
    'SELECT body FROM policies WHERE version = $1',
    [version],
  );
  return row?.body ?? null;
}

/**
 * The policy in force at `nowMs`.
 * @throws when there is none: a backend installs one before it listens.
 */
export async function currentPolicy(queries: Queries, nowMs: number): Promise<Policy> {
  const [row] = await queries.query<{ body: Policy }>(
    'SELECT body FROM policies WHERE effective_at_ms <= $1 ORDER BY effective_at_ms DESC, version DESC LIMIT 1',
    [nowMs],
  );
  if (!row) throw new Error('no policy is in force');
  return row.body;
}

/**
 * The policy that a verdict names (null when there is no such version) and the one in force, mostly the same one.
 * @throws when none is in force: a backend installs one before it listens.
 */
export async function namedAndCurrentPolicy(
  queries: Queries,
  version: string,
  nowMs: number,
): Promise<{ readonly named: Policy | null; readonly inForce: Policy }> {
  const rows = await queries.query<{ body: Policy; is_named: boolean; is_in_force: boolean }>(
    `WITH now AS (
       SELECT version FROM policies WHERE effective_at_ms <= $2
       ORDER BY effective_at_ms DESC, version DESC LIMIT 1
     )
     SELECT p.body, p.version = $1 AS is_named, p.version = now.version AS is_in_force
     FROM now JOIN policies p ON p.version = now.version OR p.version = $1`,
    [version, nowMs],
  );
  const inForce = rows.find((row) => row.is_in_force)?.body;
  if (inForce === undefined) throw new Error('no policy is in force');
  return { named: rows.find((row) => row.is_named)?.body ?? null, inForce };
}

/** Every policy version, oldest first. */
export async function allPolicies(queries: Queries): Promise<readonly Policy[]> {
  const rows = await queries.query<{ body: Policy }>(
    'SELECT body FROM policies ORDER BY effective_at_ms, version',
  );
  return rows.map((row) => row.body);
}
