import { createHash } from 'node:crypto';
import type { ChainState } from '../../shared/domain/chain-state.ts';
import { verdictPayloadType, type VerdictEnvelope } from '../../shared/domain/signed-verdict.ts';
import type { Receipt, Verdict, VerdictOutcome } from '../../shared/domain/verdict.ts';
import { canonicalJson } from '../../shared/domain/canonical-json.ts';
import type { Queries } from './database.ts';

/** What a device signed: the bytes, its signature over them, and the hash of what it signed before. */
export type SignedPart = {
  readonly payload: Uint8Array;
  readonly payloadSha256: string;
  readonly previousSha256: string | null;
  readonly keyId: string;
  /** Ed25519, base64; found good when the verdict came. */
  readonly signature: string;
};

/** A verdict as stored: the body and the receipt never change, `outcome` is the present one. */
export type StoredVerdict = {
  readonly verdict: Verdict;
  readonly receipt: Receipt;
  readonly outcome: VerdictOutcome;
  readonly bodySha256: string;
  readonly reviewerId: string;
  /** Null for a bare verdict of protocol 1. */
  readonly signed: SignedPart | null;
  readonly chain: ChainState;
  /** It came after its desk was taken off. */
  readonly awaitsOperator: boolean;
};

type VerdictRow = {
  body: Verdict;
  receipt: Receipt;
  outcome: VerdictOutcome;
  body_sha256: string;
  reviewer_id: string;
  payload: Uint8Array | null;
  payload_sha256: string | null;
  previous_sha256: string | null;
  key_id: string | null;
  signature: string | null;
  chain: ChainState;
  awaits_operator: boolean;
};

const verdictColumns =
  'body, receipt, outcome, body_sha256, reviewer_id, payload, payload_sha256, previous_sha256, key_id, signature, chain, awaits_operator';

function storedVerdict(row: VerdictRow): StoredVerdict {
  const { body: verdict, receipt, outcome, body_sha256: bodySha256, reviewer_id: reviewerId } = row;
  return {
    verdict,
    receipt,
    outcome,
    bodySha256,
    reviewerId,
    signed: signedPart(row),
    chain: row.chain,
    awaitsOperator: row.awaits_operator,
  };
}

function signedPart(row: VerdictRow): SignedPart | null {
  const { payload, payload_sha256: payloadSha256, signature } = row;
  if (payload === null || payloadSha256 === null || signature === null) return null;
  return {
    payload,
    payloadSha256,
    signature,
    previousSha256: row.previous_sha256,
    keyId: row.key_id ?? '',
  };
}

/** The envelope of a signed verdict, made of the stored bytes. */
export function envelopeOf({ payload, keyId, signature }: SignedPart): VerdictEnvelope {
  return {
    payloadType: verdictPayloadType,
    payload: Buffer.from(payload).toString('base64'),
    signatures: [{ keyid: keyId, sig: signature }],
  };
}

/** Keeps a verdict, and puts it in line for its place in the log. */
export async function addVerdict(tx: Queries, stored: StoredVerdict): Promise<void> {
  const { verdict, receipt, signed } = stored;
  await tx.query(
    `WITH added AS (
       INSERT INTO verdicts (verdict_id, case_id, device_id, reviewer_id, decision, severity, supersedes_verdict_id,
       body, body_sha256, receipt, outcome, received_at_ms, device_sequence, payload, payload_sha256,
       previous_sha256, key_id, signature, chain, awaits_operator)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8::text::jsonb, $9, $10::text::jsonb, $11, $12, $13, $14, $15, $16, $17,
         $18, $19, $20) RETURNING verdict_id
     )
     INSERT INTO log_queue (verdict_id) SELECT verdict_id FROM added`,
    [
      verdict.verdictId,
      verdict.caseId,
      verdict.deviceId,
      stored.reviewerId,
      verdict.decision,
      verdict.severity,
      verdict.supersedesVerdictId,
      JSON.stringify(verdict),
      stored.bodySha256,
      JSON.stringify(receipt),
      stored.outcome,
      receipt.receivedAtMs,
      verdict.deviceSequence,
      signed?.payload ?? null,
      signed?.payloadSha256 ?? null,
      signed?.previousSha256 ?? null,
      signed?.keyId ?? null,
      signed?.signature ?? null,
      stored.chain,
      stored.awaitsOperator,
    ],
  );
}

/** Its outcome from now on; an operator's word on it is no longer awaited. */
export async function setOutcome(
  tx: Queries,
  verdictId: string,
  outcome: VerdictOutcome,
): Promise<void> {
  await tx.query(
    'UPDATE verdicts SET outcome = $2, awaits_operator = false WHERE verdict_id = $1',
    [verdictId, outcome],
  );
}

/** What later verdicts on the same case must know of one. */
export type ContendingVerdict = Pick<
  Verdict,
  'verdictId' | 'deviceId' | 'decision' | 'severity' | 'supersedesVerdictId' | 'policyVersion'
> & {
  readonly reviewerId: string;
  readonly outcome: VerdictOutcome;
  readonly receivedAtMs: number;
  readonly awaitsOperator: boolean;
};

const contendingColumns = `verdict_id AS "verdictId", device_id AS "deviceId", decision, severity,
  supersedes_verdict_id AS "supersedesVerdictId", body->>'policyVersion' AS "policyVersion",
  reviewer_id AS "reviewerId", outcome, received_at_ms AS "receivedAtMs", awaits_operator AS "awaitsOperator"`;

/** The verdict that counts on a case and those deferred behind it, in the order in which they came. */
export function contendingVerdicts(
  tx: Queries,
  caseId: string,
): Promise<readonly ContendingVerdict[]> {
  return tx.query<ContendingVerdict>(
    `SELECT ${contendingColumns} FROM verdicts WHERE case_id = $1 AND outcome IN ('effective', 'deferred')
     ORDER BY received_at_ms, verdict_id`,
    [caseId],
  );
}

/** A verdict by its id, on one case; null when it is not there. */
export async function findContending(
  tx: Queries,
  caseId: string,
  verdictId: string,
): Promise<ContendingVerdict | null> {
  const [found] = await tx.query<ContendingVerdict>(
    `SELECT ${contendingColumns} FROM verdicts WHERE verdict_id = $2 AND case_id = $1`,
    [caseId, verdictId],
  );
  return found ?? null;
}

/** How many verdicts a device has submitted on one case. */
export async function countOnCase(tx: Queries, caseId: string, deviceId: string): Promise<number> {
  const [row] = await tx.query<{ n: number }>(
    'SELECT count(*) AS n FROM verdicts WHERE case_id = $1 AND device_id = $2',
    [caseId, deviceId],
  );
  return row?.n ?? 0;
}

/** Verdicts of desks that were taken off, not decided by an operator yet; oldest first. */
export function awaitingVerdicts(queries: Queries, limit: number) {
  return queries.query<{
    verdictId: string;
    caseId: string;
    deviceId: string;
    reviewerId: string;
    receivedAtMs: number;
  }>(
    `SELECT verdict_id AS "verdictId", case_id AS "caseId", device_id AS "deviceId",
       reviewer_id AS "reviewerId", received_at_ms AS "receivedAtMs"
     FROM verdicts WHERE awaits_operator ORDER BY received_at_ms, verdict_id LIMIT $1`,
    [limit],
  );
}

export async function findVerdict(
  queries: Queries,
  verdictId: string,
): Promise<StoredVerdict | null> {
  const [row] = await queries.query<VerdictRow>(
    `SELECT ${verdictColumns} FROM verdicts WHERE verdict_id = $1`,
    [verdictId],
  );
  return row ? storedVerdict(row) : null;
}

/** Verdicts by id, in the order of the ids; one that is not here is missing. */
export async function findVerdicts(
  queries: Queries,
  verdictIds: readonly string[],
): Promise<readonly StoredVerdict[]> {
  const rows = await queries.query<VerdictRow>(
    `SELECT ${verdictColumns} FROM unnest($1::uuid[]) WITH ORDINALITY AS wanted (verdict_id, place)
     JOIN verdicts USING (verdict_id) ORDER BY place`,
    [verdictIds],
  );
  return rows.map(storedVerdict);
}

/** Those of these verdicts that one device submitted. */
export async function ownVerdicts(
  queries: Queries,
  deviceId: string,
  verdictIds: readonly string[],
): Promise<readonly string[]> {
  const rows = await queries.query<{ id: string }>(
    'SELECT verdict_id AS id FROM verdicts WHERE verdict_id = ANY($2::uuid[]) AND device_id = $1',
    [deviceId, verdictIds],
  );
  return rows.map((row) => row.id);
}

/** Every verdict on a case, in the order in which they came. */
export async function verdictsOfCase(
  queries: Queries,
  caseId: string,
): Promise<readonly StoredVerdict[]> {
  const rows = await queries.query<VerdictRow>(
    `SELECT ${verdictColumns} FROM verdicts WHERE case_id = $1 ORDER BY received_at_ms, verdict_id`,
    [caseId],
  );
  return rows.map(storedVerdict);
}

/** Reviewers who have judged a generation, in whatever case. */
export async function reviewersOfGeneration(
  queries: Queries,
  generationId: string,
): Promise<readonly string[]> {
  const rows = await queries.query<{ reviewer_id: string }>(
    'SELECT DISTINCT v.reviewer_id FROM verdicts v JOIN cases c USING (case_id) WHERE c.generation_id = $1',
    [generationId],
  );
  return rows.map((row) => row.reviewer_id);
}

/** Hash of a verdict's canonical form (keys sorted, as RFC 8785 orders them): equal content, equal hash. */
export function bodyHash(verdict: Verdict): string {
  return createHash('sha256').update(canonicalJson(verdict)).digest('hex');
}
