import { randomBytes, type KeyObject } from 'node:crypto';
import {
  GrowingTree,
  rangeHash,
  subtreesOf,
  type Hash,
  type LeafRange,
} from '../../shared/domain/merkle-tree.ts';
import type { Database, Queries } from '../store/database.ts';
import {
  addCheckpoint,
  appendToLog,
  loadSubtrees,
  lockLog,
  logSize,
  newestCheckpoints,
  waitingForLog,
  type StoredCheckpoint,
  type StoredLeaf,
} from '../store/log-rows.ts';
import type { Policy } from '../../shared/domain/policy.ts';
import { allPolicies } from '../store/policies.ts';
import { envelopeOf, findVerdicts, type StoredVerdict } from '../store/verdicts.ts';
import { signCheckpoint, verifierKey } from './checkpoint.ts';
import { leafHashOf, sha256, type LoggedVerdict } from './log-leaf.ts';
import type { StoredKey } from './stored-keys.ts';

/** Who signs the log, and under which name. */
export type LogSigner = {
  readonly origin: string;
  readonly privateKey: KeyObject;
  /** C2SP verifier key. */
  readonly verifierKey: string;
};

export function logSigner(key: StoredKey, feedId: string): LogSigner {
  const origin = `second-look/${feedId}`;
  return { origin, privateKey: key.privateKey, verifierKey: verifierKey(origin, key.publicKey) };
}

const batchSize = 500;

/**
 * Gives every waiting verdict its place in the log and signs the new tree head; answers how many. Runs after the
 * receipts went out, so that no desk waits for it.
 * @throws when the stored tree is not the one that was signed last: such a log is never signed again.
 */
export async function sequenceLog(
  database: Database,
  signer: LogSigner,
  nowMs: () => number,
): Promise<number> {
  for (let total = 0; ;) {
    const added = await database.transaction((tx) => sequenceBatch(tx, signer, nowMs()));
    total += added;
    if (added < batchSize) return total;
  }
}

async function sequenceBatch(tx: Queries, signer: LogSigner, nowMs: number): Promise<number> {
  const [signed] = await newestCheckpoints(tx, 1);
  if (signed && (await waitingForLog(tx, 1)).length === 0) return 0;
  await lockLog(tx);
  const size = await logSize(tx);
  const [last] = await newestCheckpoints(tx, 1);
  if (last) await checkUnchanged(tx, last);
  const tree = new GrowingTree(sha256, size, await loadSubtrees(tx, subtreesOf([0, size])));
  const leaves: StoredLeaf[] = [];
  const waiting = await waitingForLog(tx, batchSize);
  const stored = await findVerdicts(tx, waiting);
  if (stored.length < waiting.length) throw new Error('a verdict in the log queue is gone');
  const policies = new Map((await allPolicies(tx)).map((policy) => [policy.version, policy]));
  for (const one of stored) {
    const salt = randomBytes(32);
    const { verdictId, policyVersion } = one.verdict;
    const leafHash = leafHashOf(asLogged(one, policies.get(policyVersion) ?? null), salt);
    leaves.push({ leafIndex: tree.size, verdictId, salt, leafHash });
    tree.append(leafHash);
  }
  if (leaves.length > 0) await appendToLog(tx, leaves, tree.fresh);
  const head = { origin: signer.origin, size: tree.size, root: tree.root() };
  const note = signCheckpoint(head, signer.privateKey);
  await addCheckpoint(tx, { treeSize: head.size, rootHash: head.root, note }, nowMs);
  return leaves.length;
}

async function checkUnchanged(tx: Queries, last: StoredCheckpoint): Promise<void> {
  const [root] = await hashesOf(tx, [[0, last.treeSize]]);
  if (root && Buffer.from(root).equals(Buffer.from(last.rootHash))) return;
  throw new Error(
    'the verdict log is not the one that was signed last: it was changed from outside',
  );
}

/** A stored verdict as the log sees it. */
function asLogged(stored: StoredVerdict, policy: Policy | null): LoggedVerdict {
  return {
    envelope: stored.signed && envelopeOf(stored.signed),
    bareVerdict: stored.signed ? null : stored.verdict,
    receipt: stored.receipt,
    policy,
  };
}

/** Hashes of ranges of the stored tree. */
export async function hashesOf(
  queries: Queries,
  ranges: readonly LeafRange[],
): Promise<readonly Hash[]> {
  const kept = await loadSubtrees(queries, ranges.flatMap(subtreesOf));
  const tree = new GrowingTree(sha256, 0, kept);
  return ranges.map((range) => rangeHash(sha256, range, tree.subtreeHash));
}
