import { z } from 'zod';
import { claim, claimKind } from '../domain/claim.ts';
import {
  classifierScore,
  generation,
  generationLabels,
  mediaFile,
  mediaState,
  promptModifier,
  reviewReason,
  uploadReference,
  account,
} from '../domain/generation.ts';
import { entityId, epochMs, rowNumber, sha256Hex } from '../domain/ids.ts';
import { policy } from '../domain/policy.ts';
import { attachedTranscript } from '../domain/transcript.ts';
import { chainState } from '../domain/chain-state.ts';
import { submittedVerdict, verdictEnvelope } from '../domain/signed-verdict.ts';
import { receipt, verdict, verdictOutcome } from '../domain/verdict.ts';
import { auditCalls } from './audit-api.ts';
import type { HttpContract } from './http-contract.ts';
import { anyText, freeText } from '../domain/text.ts';
import { peopleCalls, reviewerRole } from './people-api.ts';

/** RFC 9457 problem details; `type` is stable and is what a client acts on. */
export const problemTypes = [
  'about:blank',
  'urn:second-look:bad-request',
  'urn:second-look:unauthorized',
  'urn:second-look:forbidden',
  'urn:second-look:invitation-unknown',
  'urn:second-look:not-found',
  'urn:second-look:verdict-conflict', // same id, another body
  'urn:second-look:verdict-unreadable', // unknown label, unknown case, wrong media hash
  'urn:second-look:cursor-gone', // 410: ask for a snapshot
  'urn:second-look:upgrade-required', // 426
  'urn:second-look:misdirected', // 421: not a name of this backend
  'urn:second-look:too-many-requests',
  'urn:second-look:range-not-satisfiable',
  'urn:second-look:media-mismatch',
  'urn:second-look:internal',
] as const;
export const problem = z.object({
  type: z.string(),
  title: anyText,
  status: z.number().int(),
  detail: anyText.optional(),
});
export type Problem = Readonly<z.infer<typeof problem>>;

/** A place in the feed. One that could not be sent back must not be taken either: the desk would ask for ever without an answer. */
const feedCursor = freeText(200);

const caseRef = z.strictObject({ caseId: entityId, epoch: rowNumber });
const itemResult = z.object({
  caseId: entityId,
  status: z.enum(['done', 'stale-claim', 'not-found']),
  expiresAtMs: epochMs.nullable(),
  /** When the case must be wiped now that its lease was prolonged; a backend that does not say leaves it. */
  wipeAtMs: epochMs.nullable().default(null),
});

/** Kinds of change that this version of the desk knows; unknown ones are skipped and counted. */
export const changeKinds = [
  'decided',
  'lease-lost',
  'policy',
  'withdrawn',
  'adjudicate',
  'device-revoked',
  'tombstone',
] as const;
export const change = z.object({
  cursor: z.string(),
  kind: freeText(100),
  caseId: entityId.nullable(),
  atMs: epochMs,
  /** For `policy`: the new version. For `decided`: the effective verdict's id. */
  detail: z.record(z.string(), z.unknown()),
});
export type Change = Readonly<z.infer<typeof change>>;

export const chunkManifest = z.object({
  sha256: sha256Hex,
  sizeBytes: mediaFile.shape.sizeBytes,
  chunkBytes: mediaFile.shape.chunkBytes,
  /** SHA-256 of each chunk, in order; the last may be short. */
  chunks: z.array(sha256Hex),
});
export type ChunkManifest = Readonly<z.infer<typeof chunkManifest>>;

/** What an operator's pipeline says of a new generation; the media file follows by `uploadMedia`. */
export const newGeneration = z.strictObject({
  generationId: entityId.nullable(),
  title: freeText(300),
  prompt: freeText(20_000),
  modifiers: z.array(promptModifier).max(100),
  style: freeText(200),
  model: z.strictObject({ name: freeText(200), version: freeText(100) }),
  account: z.strictObject(account.shape),
  uploadReference: uploadReference.nullable(),
  scores: z.array(classifierScore).max(500),
  reason: reviewReason,
  reasonDetail: freeText(1000),
  offlineEligible: z.boolean(),
  /** At most ten years. */
  dueInMs: z.number().int().positive().max(315_576_000_000),
  fileName: freeText(300),
  transcript: attachedTranscript.nullable().optional(),
  labels: generationLabels.nullable().optional(),
});
export type NewGeneration = Readonly<z.infer<typeof newGeneration>>;

/** A verdict as the backend keeps it, with what its device signed and its place in that device's chain. */
const storedVerdict = z.object({
  verdict,
  receipt,
  /** Its current outcome; a backend that doesn't say it means the receipt's. */
  outcome: verdictOutcome.optional(),
  /** It came after its desk was taken off: an operator says whether it counts. */
  awaitsOperator: z.boolean().optional(),
  /** Missing from a backend of protocol 1; null for a bare verdict. */
  envelope: verdictEnvelope.nullable().optional(),
  chain: chainState.optional(),
});

/** A verdict with long notes, many findings and all that was seen; measured ones stay below 1 MB. */
const verdictLimitBytes = 8 * 1024 * 1024;

const verdictPath = z.strictObject({ verdictId: z.uuid() });
/** An address as a line of plain ASCII without blanks: it is shown, and no page or program makes a link of it. */
export const securityContact = z
  .string()
  .max(300)
  .regex(/^(mailto:|https:\/\/|tel:)[\x21-\x7E]+$/u);

const mediaPath = z.strictObject({ sha256: sha256Hex });

/**
 * The moderation backend's protocol, version 2 (a desk of version 1 is served as well). Every reply other than those listed is a problem
 * (application/problem+json). The OpenAPI 3.1 description is made from this list.
 */
export const backendApi = {
  readHealth: {
    method: 'GET',
    path: '/v1/health',
    summary: 'Is the backend there, which protocol does it speak, what does its clock say',
    auth: 'none',
    replies: {
      200: z.object({
        protocol: z.number().int(),
        nowMs: epochMs,
        durable: z.boolean(),
        storage: z.string(),
        canTranscode: z.boolean(),
        /** Where to report security problems (`mailto:`, `https:`, `tel:`); null: the operator named no address. */
        securityContact: freeText(1000).nullable().optional(),
      }),
    },
  },
  enrolDevice: {
    method: 'POST',
    path: '/v1/devices',
    summary: 'Enrol a desk by invitation code',
    auth: 'none',
    bodyLimitBytes: 4096,
    body: z.strictObject({
      invitation: z.string().min(1).max(200),
      /** Ed25519, SPKI DER, base64. */
      devicePublicKey: freeText(200),
      deskVersion: freeText(50),
    }),
    replies: {
      201: z.object({
        deviceId: entityId,
        // It goes into a header (RFC 6750, 2.1).
        token: z.string().regex(/^[\x21-\x7e]{1,500}$/),
        reviewerId: entityId,
        reviewerName: anyText,
        role: reviewerRole,
        quotaPerDay: z.number().int(),
        // Each is asked for cases, one after the other.
        queues: z.array(freeText(100)).max(100),
        /** Raw X25519 key (base64) to which the desk seals copies of its verdicts; missing from older backends. */
        rescuePublicKey: z.base64().length(44).optional(),
      }),
    },
  },
  claimCases: {
    method: 'POST',
    path: '/v1/leases',
    summary: 'Claim pending cases; the same Idempotency-Key returns the same claims',
    auth: 'device',
    headers: z.object({ 'idempotency-key': z.uuid() }),
    body: z.strictObject({
      queue: freeText(100),
      max: z.number().int().min(1).max(200),
      maxBytes: z.number().int().positive(),
      kind: claimKind,
    }),
    replies: {
      200: z.object({
        nowMs: epochMs,
        claims: z.array(claim),
        /** How many cases this person may still be given, and when the next day of the quota begins. Older backends say nothing. */
        quota: z.object({ left: z.number().int().nonnegative(), renewsAtMs: epochMs }).optional(),
      }),
    },
  },
  renewClaims: {
    method: 'POST',
    path: '/v1/leases/renew',
    summary: 'Prolong leases; one result per item',
    auth: 'device',
    body: z.strictObject({ items: z.array(caseRef).min(1).max(500) }),
    replies: { 200: z.object({ nowMs: epochMs, items: z.array(itemResult) }) },
  },
  releaseClaims: {
    method: 'POST',
    path: '/v1/leases/release',
    summary: 'Give cases back; one result per item',
    auth: 'device',
    body: z.strictObject({ items: z.array(caseRef).min(1).max(500) }),
    replies: { 200: z.object({ nowMs: epochMs, items: z.array(itemResult) }) },
  },
  readMedia: {
    method: 'GET',
    path: '/v1/media/{sha256}',
    summary: 'A media file, with Range and If-Range',
    auth: 'device',
    params: mediaPath,
    replies: { 200: z.unknown(), 206: z.unknown() },
  },
  readManifest: {
    method: 'GET',
    path: '/v1/media/{sha256}/manifest',
    summary: 'Hash of every chunk of a media file',
    auth: 'device',
    params: mediaPath,
    replies: { 200: chunkManifest },
  },
  putVerdict: {
    method: 'PUT',
    path: '/v1/verdicts/{verdictId}',
    summary:
      'Submit a signed verdict: 201 first, 200 with the same receipt on replay, 422 for the same id with another body',
    auth: 'device',
    openToRevoked: true,
    bodyLimitBytes: verdictLimitBytes,
    params: verdictPath,
    body: submittedVerdict,
    replies: { 200: receipt, 201: receipt },
  },
  putVerdicts: {
    method: 'POST',
    path: '/v1/verdicts/batch',
    summary: 'Submit up to 50 signed verdicts; one result per item, in order',
    auth: 'device',
    openToRevoked: true,
    bodyLimitBytes: 8 * verdictLimitBytes,
    body: z.strictObject({ verdicts: z.array(z.unknown()).min(1).max(50) }),
    replies: {
      200: z.object({
        items: z.array(
          z.object({
            verdictId: z.string().nullable(),
            status: z.number().int(),
            receipt: receipt.nullable(),
            problem: problem.nullable(),
          }),
        ),
      }),
    },
  },
  readVerdict: {
    method: 'GET',
    path: '/v1/verdicts/{verdictId}',
    summary: 'A stored verdict and its receipt',
    auth: 'device',
    openToRevoked: true,
    params: verdictPath,
    replies: { 200: storedVerdict },
  },
  readChanges: {
    method: 'GET',
    path: '/v1/changes',
    summary: 'What happened since a cursor, oldest first',
    auth: 'device',
    openToRevoked: true,
    query: z.object({
      cursor: feedCursor.optional(),
      limit: z.coerce.number().int().min(1).max(1000).optional(),
    }),
    replies: {
      200: z.object({
        nowMs: epochMs,
        changes: z.array(change),
        nextCursor: feedCursor,
        more: z.boolean(),
      }),
    },
  },
  readSnapshot: {
    method: 'GET',
    path: '/v1/snapshot',
    summary: "This device's live claims and a cursor to go on from",
    auth: 'device',
    replies: {
      200: z.object({
        nowMs: epochMs,
        cursor: feedCursor,
        claims: z.array(claim),
        policyVersion: z.string(),
      }),
    },
  },
  readPolicy: {
    method: 'GET',
    path: '/v1/policies/{version}',
    summary: 'An immutable policy version',
    auth: 'device',
    params: z.strictObject({ version: freeText(100) }),
    replies: { 200: policy },
  },
  registerGeneration: {
    method: 'POST',
    path: '/v1/generations',
    summary: 'Take in a new generation; its media follows',
    auth: 'operator',
    bodyLimitBytes: 2 * verdictLimitBytes,
    body: newGeneration,
    replies: { 201: z.object({ generationId: entityId }) },
  },
  uploadMedia: {
    method: 'PUT',
    path: '/v1/generations/{generationId}/media',
    summary: 'The media file of a new generation, as the raw body',
    auth: 'operator',
    params: z.strictObject({ generationId: entityId }),
    replies: {
      201: z.object({
        caseId: entityId,
        mediaState,
        mediaNote: freeText(1000),
        sha256: sha256Hex,
        generation,
      }),
    },
  },
  readCase: {
    method: 'GET',
    path: '/v1/cases/{caseId}',
    summary: 'A case with its state, for operators',
    auth: 'operator',
    params: z.strictObject({ caseId: entityId }),
    replies: {
      200: z.object({
        caseId: entityId,
        generationId: entityId,
        state: z.enum(['pending', 'claimed', 'decided', 'withdrawn']),
        epoch: z.number().int(),
        effectiveVerdictId: z.uuid().nullable(),
        verdicts: z.array(storedVerdict),
      }),
    },
  },
  revokeDevice: {
    method: 'POST',
    path: '/v1/devices/{deviceId}/revoke',
    summary: 'Take a desk off: it submits what waits, then destroys what it holds',
    auth: 'operator',
    params: z.strictObject({ deviceId: entityId }),
    replies: { 200: z.object({ deviceId: entityId }) },
  },
  ...auditCalls,
  ...peopleCalls,
  withdrawCase: {
    method: 'POST',
    path: '/v1/cases/{caseId}/withdraw',
    summary: 'Take a case out of review',
    auth: 'operator',
    params: z.strictObject({ caseId: entityId }),
    replies: { 200: z.object({ caseId: entityId }) },
  },
} as const satisfies HttpContract;
export type BackendApi = typeof backendApi;
