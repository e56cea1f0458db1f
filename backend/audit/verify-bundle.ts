import { GrowingTree, isIncluded } from '../../shared/domain/merkle-tree.ts';
import {
  auditBundle,
  openBundle,
  type AuditBundle,
  type OpenedBundle,
  type OpenedEntry,
} from './bundle.ts';
import { openCheckpoint, type TreeHead } from './checkpoint.ts';
import { checkChains, checkDecisions } from './verify-chains.ts';
import { leafHashOf, sha256 } from './log-leaf.ts';
import { BundleTrouble, must } from './must.ts';
import { signatureBy } from './open-envelope.ts';

export type BundleReport = {
  readonly verdicts: number;
  readonly unsigned: number;
  readonly erased: number;
  readonly devices: number;
  readonly checkpoints: number;
  readonly logKey: string;
  readonly rootHash: string;
  /** How each device's signed verdicts follow one another, a sentence for each. */
  readonly chains: readonly string[];
  /** Gaps, forks and new beginnings that the backend saw and recorded: true, and for the reader to judge. */
  readonly recorded: readonly string[];
};
export type BundleCheck =
  | { readonly isSound: true; readonly report: BundleReport }
  /** The first thing that is wrong, in a sentence. */
  | { readonly isSound: false; readonly because: string };

/**
 * Checks a whole bundle: the log's signature, that it only grew, every leaf's place, every device's signature and
 * chain, and that one verdict at most counts per case. `pinnedKey` is the verifier key that the reader got on a way
 * of their own; without it the bundle's own key is believed.
 */
export function verifyBundle(raw: unknown, pinnedKey: string | null): BundleCheck {
  const parsed = auditBundle.safeParse(raw);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return {
      isSound: false,
      because: `This is no audit bundle: ${issue?.path.join('.') || 'the file'} does not fit its format.`,
    };
  }
  try {
    return { isSound: true, report: check(openBundle(parsed.data), pinnedKey) };
  } catch (error) {
    if (error instanceof BundleTrouble) return { isSound: false, because: error.message };
    throw error;
  }
}

function check(bundle: OpenedBundle, pinnedKey: string | null): BundleReport {
  const key = bundle.logKey.verifierKey;
  must(
    pinnedKey === null || pinnedKey === key,
    'The log was signed with another key than the one that was asked for.',
  );
  const head = openedHead(bundle.checkpoint, key, bundle.logKey.origin, 'The checkpoint');
  must(
    bundle.entries.length === head.size,
    `The checkpoint speaks of ${head.size} verdicts, the bundle holds ${bundle.entries.length}: some are missing or were added.`,
  );
  const tree = checkLeaves(bundle, head);
  checkHeads(bundle, tree);
  for (const entry of bundle.entries) checkVerdict(bundle, entry);
  const chains = checkChains(bundle);
  checkDecisions(bundle);
  return {
    verdicts: bundle.entries.length,
    unsigned: bundle.entries.filter((entry) => entry.bareVerdict !== null).length,
    erased: bundle.entries.filter((entry) => entry.salt === null).length,
    devices: bundle.devices.length,
    checkpoints: bundle.earlier.length + 1,
    logKey: key,
    rootHash: bundle.checkpoint.rootHash,
    chains: chains.devices,
    recorded: chains.recorded,
  };
}

function openedHead(
  { note, treeSize, rootHash }: AuditBundle['checkpoint'],
  key: string,
  origin: string,
  what: string,
): TreeHead {
  const head = openCheckpoint(note, key);
  must(head !== null, `${what} is not signed by the log's key.`);
  must(head.origin === origin, `${what} is of another log.`);
  const isSame = head.size === treeSize && hex(head.root) === rootHash;
  must(isSame, `${what} says something else than the numbers beside it.`);
  return head;
}

/** Every leaf stands in its place, is what its salt and verdict make, and is proven. */
function checkLeaves(bundle: OpenedBundle, head: TreeHead): GrowingTree {
  const tree = new GrowingTree(sha256);
  bundle.entries.forEach((entry, at) => {
    must(entry.leafIndex === at, `Leaf ${at} of the log is missing or out of order.`);
    must(
      leafIsOf(bundle, entry),
      `Leaf ${at} of the log is not that of verdict ${entry.verdictId}: envelope, receipt, policy or salt was changed.`,
    );
    tree.append(bytes(entry.leafHash));
  });
  must(
    hex(tree.root()) === hex(head.root),
    'The leaves do not make the root that the log signed: a leaf was changed, added or left out.',
  );
  for (const entry of bundle.entries) {
    const leaf = {
      hash: bytes(entry.leafHash),
      index: entry.leafIndex,
      proof: entry.proof.map(bytes),
    };
    must(
      isIncluded(sha256, leaf, head),
      `The proof of verdict ${entry.verdictId} does not lead to the signed root.`,
    );
  }
  return tree;
}

function leafIsOf({ policies }: OpenedBundle, entry: OpenedEntry): boolean {
  const { salt, envelope, bareVerdict, receipt, opened } = entry;
  if (salt === null) return envelope === null && bareVerdict === null && receipt === null;
  if (receipt === null || (envelope === null) === (bareVerdict === null)) return false;
  const version = (opened?.verdict ?? bareVerdict)?.policyVersion;
  const policy = policies.find((known) => known.version === version) ?? null;
  return (
    hex(leafHashOf({ envelope, bareVerdict, receipt, policy }, bytes(salt))) === entry.leafHash
  );
}

/** Every tree head that the log ever signed is a beginning of what it shows today. */
function checkHeads({ earlier, logKey }: OpenedBundle, tree: GrowingTree): void {
  for (const [at, kept] of earlier.entries()) {
    const what = `The earlier checkpoint of ${kept.treeSize} verdicts`;
    const { size, root } = openedHead(kept, logKey.verifierKey, logKey.origin, what);
    must(size >= (earlier[at - 1]?.treeSize ?? 0) && size <= tree.size, `${what} is out of order.`);
    must(hex(tree.root(size)) === hex(root), `${what} is of another past: the log was rewritten.`);
  }
}

/** The device signed what the leaf stands for, and the receipt is the verdict's own. */
function checkVerdict({ devices }: OpenedBundle, entry: OpenedEntry): void {
  if (entry.salt === null) return;
  const { opened } = entry;
  const verdict = opened?.verdict ?? entry.bareVerdict;
  must(verdict !== null, `The envelope of verdict ${entry.verdictId} holds no verdict.`);
  const isOwn =
    verdict.verdictId === entry.verdictId && entry.receipt?.verdictId === entry.verdictId;
  must(isOwn, `Verdict ${entry.verdictId}, its envelope and its receipt are not of one id.`);
  const device = devices.find((known) => known.deviceId === verdict.deviceId);
  must(device !== undefined, `The device of verdict ${entry.verdictId} is not among the devices.`);
  must(
    opened === null || signatureBy(device.publicKey, opened) !== null,
    `The signature of verdict ${entry.verdictId} is not that of its device.`,
  );
}

function bytes(hexText: string): Buffer {
  return Buffer.from(hexText, 'hex');
}

function hex(of: Uint8Array): string {
  return Buffer.from(of).toString('hex');
}
