import { createHash } from 'node:crypto';
import type { Receipt, Verdict, VerdictOutcome } from '../../shared/domain/verdict.ts';
import type { Queries } from './database.ts';

/** A verdict as stored: the body and the receipt never change, `outcome` is what it is worth today. */
export type StoredVerdict = {
  readonly verdict: Verdict;
  readonly receipt: Receipt;
  readonly outcome: VerdictOutcome;
  readonly bodySha256: string;
  readonly reviewerId: string;
};

type VerdictRow = {
  body: Verdict;
  receipt: Receipt;
  outcome: VerdictOutcome;
  body_sha256: string;
  reviewer_id: string;
};

const verdictColumns = 'body, receipt, outcome, body_sha256, reviewer_id';

function storedVerdict(row: VerdictRow): StoredVerdict {
  const { body: verdict, receipt, outcome, body_sha256: bodySha256, reviewer_id: reviewerId } = row;
  return { verdict, receipt, outcome, bodySha256, reviewerId };
}

export async function addVerdict(tx: Queries, stored: StoredVerdict): Promise<void> {
  const { verdict, receipt } = stored;
  await tx.query(
    `INSERT INTO verdicts (verdict_id, case_id, device_id, reviewer_id, decision, severity, supersedes_verdict_id,
       body, body_sha256, receipt, outcome, received_at_ms)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8::text::jsonb, $9, $10::text::jsonb, $11, $12)`,
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
    ],
  );
}

export async function setOutcome(
  tx: Queries,
  verdictId: string,
  outcome: VerdictOutcome,
): Promise<void> {
  await tx.query('UPDATE verdicts SET outcome = $2 WHERE verdict_id = $1', [verdictId, outcome]);
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

function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
  return `{${members.join(',')}}`;
}
