import type { FullSubtree, Hash } from '../../shared/domain/merkle-tree.ts';
import type { Queries } from './database.ts';

export type StoredSubtree = FullSubtree & { readonly hash: Hash };
export type StoredLeaf = {
  readonly leafIndex: number;
  readonly verdictId: string;
  readonly salt: Uint8Array | null;
  readonly leafHash: Hash;
};
export type StoredCheckpoint = {
  readonly treeSize: number;
  readonly rootHash: Hash;
  readonly note: string;
};

/** Only one backend may append at a time; the number is arbitrary but ours. Ends with the transaction. */
export async function lockLog(tx: Queries): Promise<void> {
  await tx.query('SELECT pg_advisory_xact_lock(73100213)');
}

/** The oldest verdicts that wait for their place. */
export async function waitingForLog(tx: Queries, limit: number): Promise<readonly string[]> {
  const rows = await tx.query<{ verdict_id: string }>(
    'SELECT verdict_id FROM log_queue ORDER BY seq LIMIT $1',
    [limit],
  );
  return rows.map((row) => row.verdict_id);
}

export async function logSize(queries: Queries): Promise<number> {
  const [row] = await queries.query<{ size: number | null }>(
    'SELECT max(leaf_index) + 1 AS size FROM log_leaves',
  );
  return row?.size ?? 0;
}

/** Hashes of full subtrees; one that is not stored is missing from the answer. */
export async function loadSubtrees(
  queries: Queries,
  wanted: readonly FullSubtree[],
): Promise<readonly StoredSubtree[]> {
  if (wanted.length === 0) return [];
  return queries.query<StoredSubtree>(
    `SELECT s.level, s.node_index AS index, s.hash FROM log_subtrees s
     JOIN unnest($1::integer[], $2::bigint[]) AS w (level, node_index) USING (level, node_index)`,
    [wanted.map(({ level }) => level), wanted.map(({ index }) => index)],
  );
}

/** Appends leaves and the subtrees that they filled, and takes the verdicts out of the queue. */
export async function appendToLog(
  tx: Queries,
  leaves: readonly StoredLeaf[],
  subtrees: readonly StoredSubtree[],
): Promise<void> {
  const hex = (bytes: Uint8Array | null) => bytes && Buffer.from(bytes).toString('hex');
  await tx.query(
    `INSERT INTO log_leaves (leaf_index, verdict_id, salt, leaf_hash)
     SELECT i, v, decode(s, 'hex'), decode(h, 'hex')
     FROM unnest($1::bigint[], $2::uuid[], $3::text[], $4::text[]) AS n (i, v, s, h)`,
    [
      leaves.map(({ leafIndex }) => leafIndex),
      leaves.map(({ verdictId }) => verdictId),
      leaves.map(({ salt }) => hex(salt)),
      leaves.map(({ leafHash }) => hex(leafHash)),
    ],
  );
  await tx.query(
    `INSERT INTO log_subtrees (level, node_index, hash)
     SELECT l, i, decode(h, 'hex') FROM unnest($1::integer[], $2::bigint[], $3::text[]) AS n (l, i, h)`,
    [
      subtrees.map(({ level }) => level),
      subtrees.map(({ index }) => index),
      subtrees.map(({ hash }) => hex(hash)),
    ],
  );
  await tx.query('DELETE FROM log_queue WHERE verdict_id = ANY($1::uuid[])', [
    leaves.map(({ verdictId }) => verdictId),
  ]);
}

export async function addCheckpoint(
  tx: Queries,
  { treeSize, rootHash, note }: StoredCheckpoint,
  nowMs: number,
): Promise<void> {
  await tx.query(
    `INSERT INTO log_checkpoints (tree_size, root_hash, note, made_at_ms) VALUES ($1, $2, $3, $4)
     ON CONFLICT (tree_size) DO UPDATE SET note = excluded.note`,
    [treeSize, rootHash, note, nowMs],
  );
}

const checkpointColumns = 'tree_size AS "treeSize", root_hash AS "rootHash", note';

/** The newest checkpoints, newest first. */
export function newestCheckpoints(
  queries: Queries,
  limit: number,
): Promise<readonly StoredCheckpoint[]> {
  return queries.query<StoredCheckpoint>(
    `SELECT ${checkpointColumns} FROM log_checkpoints ORDER BY tree_size DESC LIMIT $1`,
    [limit],
  );
}

const leafColumns =
  'leaf_index AS "leafIndex", verdict_id AS "verdictId", salt, leaf_hash AS "leafHash"';

export function leavesOf(
  queries: Queries,
  verdictIds: readonly string[],
): Promise<readonly StoredLeaf[]> {
  return queries.query<StoredLeaf>(
    `SELECT ${leafColumns} FROM log_leaves WHERE verdict_id = ANY($1::uuid[])`,
    [verdictIds],
  );
}

export function leavesFrom(
  queries: Queries,
  from: number,
  limit: number,
): Promise<readonly StoredLeaf[]> {
  return queries.query<StoredLeaf>(
    `SELECT ${leafColumns} FROM log_leaves WHERE leaf_index >= $1 ORDER BY leaf_index LIMIT $2`,
    [from, limit],
  );
}
