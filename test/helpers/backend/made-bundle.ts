import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import type { AuditBundle } from '../../../backend/audit/bundle.ts';
import { signCheckpoint, verifierKey } from '../../../backend/audit/checkpoint.ts';
import { leafHashOf, sha256 } from '../../../backend/audit/log-leaf.ts';
import { signVerdict } from '../../../main/data-service/outbox/sign-verdict.ts';
import type { ChainState } from '../../../shared/domain/chain-state.ts';
import { GrowingTree, inclusionRanges } from '../../../shared/domain/merkle-tree.ts';
import type { VerdictEnvelope } from '../../../shared/domain/signed-verdict.ts';
import type { Verdict, VerdictOutcome } from '../../../shared/domain/verdict.ts';
import { approval, conduct, madePolicy } from '../case-fixtures.ts';

/** What a maker of bundles may do otherwise than an honest backend would. */
export type MadeVerdict = {
  readonly device?: number;
  readonly sequence?: number;
  readonly caseId?: string;
  /** Hash of the predecessor instead of the true one. */
  readonly previous?: string | null;
  readonly outcome?: VerdictOutcome;
  readonly chain?: ChainState;
};

const origin = 'second-look/test';
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

/** A bundle whose maker holds every key: what it says may be wrong, but all of it is well signed. */
export function madeBundle(
  wishes: readonly MadeVerdict[],
  log = generateKeyPairSync('ed25519'),
  headEvery = 1,
): AuditBundle {
  const devices = [0, 1].map((n) => ({
    deviceId: `device-${n}`,
    ...generateKeyPairSync('ed25519'),
  }));
  const last = new Map<number, { readonly hash: string; readonly sequence: number }>();
  const tree = new GrowingTree(sha256);
  const earlier: AuditBundle['earlier'][number][] = [];
  const head = () => {
    const at = { origin, size: tree.size, root: tree.root() };
    return {
      note: signCheckpoint(at, log.privateKey),
      treeSize: tree.size,
      rootHash: hex(tree.root()),
    };
  };
  const entries = wishes.map((wish, leafIndex) => {
    const n = wish.device ?? 0;
    const device = devices[n];
    if (!device) throw new Error('there are two devices');
    const before = last.get(n);
    const sequence = wish.sequence ?? (before?.sequence ?? 0) + 1;
    const verdict = madeVerdict(device.deviceId, sequence, wish.caseId ?? `case-${leafIndex}`);
    const key = device.privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64');
    const previous = wish.previous === undefined ? (before?.hash ?? null) : wish.previous;
    const { text, payloadHash } = signVerdict(verdict, previous, key);
    last.set(n, { hash: payloadHash, sequence });
    const envelope = JSON.parse(text) as VerdictEnvelope;
    const outcome = wish.outcome ?? 'effective';
    const chain = wish.chain ?? (previous === null ? 'first' : 'linked');
    const receipt = {
      verdictId: verdict.verdictId,
      receiptId: randomUUID(),
      outcome,
      late: false,
      receivedAtMs: 1000 + leafIndex,
      detail: '',
      chain,
    };
    const salt = randomBytes(32);
    const leafHash = leafHashOf({ envelope, bareVerdict: null, receipt, policy: madePolicy }, salt);
    if (leafIndex % headEvery === 0) earlier.push(head());
    tree.append(leafHash);
    return {
      leafIndex,
      leafHash: hex(leafHash),
      verdictId: verdict.verdictId,
      salt: hex(salt),
      envelope,
      bareVerdict: null,
      receipt,
      outcome,
      chain,
    };
  });
  return {
    format: 'second-look-audit',
    version: 1,
    madeAtMs: 1,
    logKey: { origin, verifierKey: verifierKey(origin, log.publicKey) },
    checkpoint: head(),
    earlier,
    devices: devices.map(({ deviceId, publicKey }) => ({
      deviceId,
      reviewerId: 'reviewer-1',
      publicKey: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
      enrolledAtMs: 1,
      revokedAtMs: null,
    })),
    policies: [madePolicy],
    entries: entries.map((entry, at) => ({
      ...entry,
      proof: tree.hashesOf(inclusionRanges(at, tree.size)).map(hex),
    })),
  };
}

function madeVerdict(deviceId: string, deviceSequence: number, caseId: string): Verdict {
  return {
    ...approval,
    verdictId: `0193${randomUUID().slice(4, 14)}7${randomUUID().slice(15)}`,
    caseId,
    generationId: `generation-${caseId}`,
    mediaSha256: 'a'.repeat(64),
    epoch: 1,
    policyVersion: madePolicy.version,
    category: null,
    supersedesVerdictId: null,
    decidedAtMs: 1,
    deviceId,
    deviceSequence,
    conduct,
  };
}
