import { z } from 'zod';
import { chainState } from '../domain/chain-state.ts';
import { entityId, epochMs, sha256Hex } from '../domain/ids.ts';
import { policy } from '../domain/policy.ts';
import { verdictEnvelope } from '../domain/signed-verdict.ts';
import { receipt, verdict, verdictOutcome } from '../domain/verdict.ts';
import type { HttpContract } from './http-contract.ts';

const count = z.number().int().nonnegative();

/** The log's public key: C2SP's verifier key, `name+hash+base64`. */
export const logKey = z.object({ origin: z.string(), verifierKey: z.string() });

/** A signed tree head as a C2SP checkpoint (a signed note), with its numbers beside it. */
export const logCheckpoint = z.object({ note: z.string(), treeSize: count, rootHash: sha256Hex });
export type LogCheckpoint = Readonly<z.infer<typeof logCheckpoint>>;

export const logProof = z.object({
  verdictId: z.uuid(),
  leafIndex: count,
  leafHash: sha256Hex,
  /** Inclusion proof in the tree of the checkpoint, leaf to root. */
  hashes: z.array(sha256Hex),
  checkpoint: logCheckpoint,
});

/** One verdict of the log with all that it takes to check it; erased ones keep leaf and proof. */
export const auditEntry = z.object({
  leafIndex: count,
  leafHash: sha256Hex,
  verdictId: z.uuid(),
  /** Null once erased: then nothing but the leaf can be checked. */
  salt: sha256Hex.nullable(),
  envelope: verdictEnvelope.nullable(),
  /** Only where a desk of protocol 1 signed nothing. */
  bareVerdict: verdict.nullable(),
  receipt: receipt.nullable(),
  outcome: verdictOutcome,
  chain: chainState,
});
export type AuditEntry = Readonly<z.infer<typeof auditEntry>>;

export const auditDevice = z.object({
  deviceId: entityId,
  reviewerId: entityId,
  /** Ed25519, SPKI DER, base64. */
  publicKey: z.string(),
  enrolledAtMs: epochMs,
  revokedAtMs: epochMs.nullable(),
});

/** The log and what an auditor takes home. */
export const auditCalls = {
  readLogKey: {
    method: 'GET',
    path: '/v1/log/key',
    summary: 'Public key of the verdict log',
    auth: 'none',
    replies: { 200: logKey },
  },
  readCheckpoint: {
    method: 'GET',
    path: '/v1/log/checkpoint',
    summary: 'Newest signed tree head of the verdict log',
    auth: 'none',
    replies: { 200: logCheckpoint },
  },
  readLogProof: {
    method: 'GET',
    path: '/v1/log/proof',
    summary: 'Inclusion proof of a verdict; 202 while it waits for its place in the log',
    auth: 'device-or-operator',
    query: z.object({ verdictId: z.uuid() }),
    replies: { 200: logProof, 202: z.object({ verdictId: z.uuid() }) },
  },
  readConsistency: {
    method: 'GET',
    path: '/v1/log/consistency',
    summary: 'Proof that the log of `from` leaves is the beginning of the log of `to`',
    auth: 'device-or-operator',
    query: z.object({ from: z.coerce.number().int().min(0), to: z.coerce.number().int().min(0) }),
    replies: { 200: z.object({ from: count, to: count, hashes: z.array(sha256Hex) }) },
  },
  /** Where verdicts of this desk stand in the log; those that wait are left out. */
  readLogPlaces: {
    method: 'POST',
    path: '/v1/log/places',
    summary: 'Places of verdicts in the log; one that waits for its place is left out',
    auth: 'device',
    body: z.strictObject({ verdictIds: z.array(z.uuid()).min(1).max(200) }),
    replies: {
      200: z.object({ places: z.array(z.object({ verdictId: z.uuid(), leafIndex: count })) }),
    },
  },
  rescueVerdict: {
    method: 'POST',
    path: '/v1/verdicts/rescue',
    summary: "Submit a verdict from a lost desk's rescue file; its own device must have signed it",
    auth: 'operator',
    bodyLimitBytes: 8 * 1024 * 1024,
    body: z.strictObject({ envelope: verdictEnvelope }),
    replies: { 200: receipt, 201: receipt },
  },
  readAuditFacts: {
    method: 'GET',
    path: '/v1/audit/facts',
    summary: 'Log key, checkpoints, device keys and policies, for an audit bundle',
    auth: 'device-or-operator',
    replies: {
      200: z.object({
        logKey,
        checkpoint: logCheckpoint,
        /** Earlier tree heads, oldest first, at most 1000 of the newest. */
        earlier: z.array(logCheckpoint),
        devices: z.array(auditDevice),
        policies: z.array(policy),
      }),
    },
  },
  readAuditEntries: {
    method: 'GET',
    path: '/v1/audit/entries',
    summary: 'Verdicts by their place in the log, for an audit bundle',
    auth: 'device-or-operator',
    query: z.object({
      from: z.coerce.number().int().min(0),
      limit: z.coerce.number().int().min(1).max(500),
    }),
    replies: { 200: z.object({ entries: z.array(auditEntry) }) },
  },
} as const satisfies HttpContract;
