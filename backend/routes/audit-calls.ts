import type {
  auditCalls as auditApi,
  AuditEntry,
  LogCheckpoint,
} from '../../shared/contract/audit-api.ts';
import { consistencyRanges, inclusionRanges } from '../../shared/domain/merkle-tree.ts';
import { envelopeTrouble, openEnvelope } from '../audit/open-envelope.ts';
import { hashesOf } from '../audit/verdict-log.ts';
import { takeVerdict } from '../review/take-verdict.ts';
import { allDevices, findDevice } from '../store/devices.ts';
import {
  leavesFrom,
  leavesOf,
  newestCheckpoints,
  type StoredCheckpoint,
  type StoredLeaf,
} from '../store/log-rows.ts';
import { allPolicies } from '../store/policies.ts';
import { envelopeOf, findVerdict, ownVerdicts } from '../store/verdicts.ts';
import type { Backend } from './backend.ts';
import type { HttpHandlers } from './call-route.ts';
import { refuse } from './problem.ts';
import type { Caller } from './caller.ts';

/** A bundle names so many earlier tree heads. */
const earlierHeads = 1000;

export function auditCalls(backend: Backend): HttpHandlers<typeof auditApi> {
  const { database, logSigner } = backend;
  const logKey = { origin: logSigner.origin, verifierKey: logSigner.verifierKey };
  const unknown = () =>
    refuse('urn:second-look:not-found', 'There is no such verdict of this desk here.');
  const forAuditors = () =>
    refuse(
      'urn:second-look:forbidden',
      "An audit needs the operator's token or an auditor's desk.",
    );
  const newest = async () => {
    const [head] = await newestCheckpoints(database, 1);
    if (!head) throw new Error('the log has no tree head');
    return head;
  };

  return {
    readLogKey: async () => ({ status: 200, body: logKey }),
    readCheckpoint: async () => ({ status: 200, body: shownHead(await newest()) }),

    async readLogProof({ query: { verdictId }, caller }) {
      const stored = await findVerdict(database, verdictId);
      const isOwn = stored?.verdict.deviceId === caller?.deviceId;
      if (!stored || (caller?.role === 'reviewer' && !isOwn)) return unknown();
      const [leaf] = await leavesOf(database, [verdictId]);
      const head = await newest();
      if (!leaf || leaf.leafIndex >= head.treeSize) return { status: 202, body: { verdictId } };
      const ranges = inclusionRanges(leaf.leafIndex, head.treeSize);
      return {
        status: 200,
        body: {
          verdictId,
          leafIndex: leaf.leafIndex,
          leafHash: hex(leaf.leafHash),
          hashes: (await hashesOf(database, ranges)).map(hex),
          checkpoint: shownHead(head),
        },
      };
    },

    async readConsistency({ query: { from, to } }) {
      if (from > to || to > (await newest()).treeSize)
        return refuse('urn:second-look:not-found', 'The log has no such tree heads.');
      const hashes = await hashesOf(database, consistencyRanges(from, to));
      return { status: 200, body: { from, to, hashes: hashes.map(hex) } };
    },

    async readLogPlaces({ body, caller }) {
      const own = await ownVerdicts(database, caller.deviceId, body.verdictIds);
      const leaves = await leavesOf(database, own);
      const places = leaves.map(({ verdictId, leafIndex }) => ({ verdictId, leafIndex }));
      return { status: 200, body: { places } };
    },

    async rescueVerdict({ body }) {
      const opened = openEnvelope(body.envelope);
      if (!opened)
        return refuse('urn:second-look:verdict-unreadable', envelopeTrouble(body.envelope));
      const device = await findDevice(database, opened.fact.deviceId);
      if (!device)
        return refuse(
          'urn:second-look:verdict-unreadable',
          'It is of no device that enrolled here.',
        );
      const taken = await takeVerdict(
        database,
        opened.verdict,
        { ...device, isByOperator: true },
        backend.now(),
        opened,
      );
      if ('detail' in taken) return refuse('urn:second-look:verdict-unreadable', taken.detail);
      return { status: taken.kind === 'stored' ? 201 : 200, body: taken.receipt };
    },

    async readAuditFacts({ caller }) {
      if (!mayAudit(caller)) return forAuditors();
      const [checkpoint, ...earlier] = (await newestCheckpoints(database, earlierHeads + 1)).map(
        shownHead,
      );
      if (!checkpoint) throw new Error('the log has no tree head');
      return {
        status: 200,
        body: {
          logKey,
          checkpoint,
          earlier: earlier.reverse(),
          devices: [...(await allDevices(database))],
          policies: [...(await allPolicies(database))],
        },
      };
    },

    async readAuditEntries({ query: { from, limit }, caller }) {
      if (!mayAudit(caller)) return forAuditors();
      const entries: AuditEntry[] = [];
      for (const leaf of await leavesFrom(database, from, limit))
        entries.push(await entryOf(backend, leaf));
      return { status: 200, body: { entries } };
    },
  };
}

/** The operator, or a desk enrolled for auditing. */
function mayAudit(caller: Caller): boolean {
  return caller === null || caller.role === 'auditor';
}

async function entryOf({ database }: Backend, leaf: StoredLeaf): Promise<AuditEntry> {
  const stored = await findVerdict(database, leaf.verdictId);
  if (!stored) throw new Error('a verdict of the log is gone');
  const isErased = leaf.salt === null;
  return {
    leafIndex: leaf.leafIndex,
    leafHash: hex(leaf.leafHash),
    verdictId: leaf.verdictId,
    salt: leaf.salt && hex(leaf.salt),
    envelope: isErased || !stored.signed ? null : envelopeOf(stored.signed),
    bareVerdict: isErased || stored.signed ? null : stored.verdict,
    receipt: isErased ? null : stored.receipt,
    outcome: stored.outcome,
    chain: stored.chain,
  };
}

function shownHead({ note, treeSize, rootHash }: StoredCheckpoint): LogCheckpoint {
  return { note, treeSize, rootHash: hex(rootHash) };
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
