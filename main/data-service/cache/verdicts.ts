import type { Database } from 'better-sqlite3';
import {
  receipt,
  verdict,
  verdictOutcome,
  type Receipt,
  type Verdict,
  type VerdictOutcome,
} from '../../../shared/domain/verdict.ts';
import type { ReviewReason } from '../../../shared/domain/generation.ts';
import { readJson, readJsonOrNull } from './json-column.ts';

/** A verdict with what statistics need beside it. */
export type StoredVerdict = {
  readonly verdict: Verdict;
  readonly reviewReason: ReviewReason;
  readonly caseTitle: string;
  readonly supersededBy: string | null;
  readonly receipt: Receipt | null;
  /** the outcome that the backend gave later; null while the receipt holds. */
  readonly currentOutcome: VerdictOutcome | null;
  readonly isRejected: boolean;
};

export type Verdicts = {
  /** Writes the fact and its envelope, whose text is what will be sent, byte for byte; null without a device key. */
  insert(
    fact: Verdict,
    envelope: string | null,
    reviewReason: ReviewReason,
    caseTitle: string,
  ): void;
  has(verdictId: string): boolean;
  /** The greatest number that this desk gave a verdict; 0 before the first. */
  newestSequence(): number;
  newestOf(caseId: string): Verdict | null;
  /** Verdicts decided in `[fromMs, toMs)`, oldest first. */
  between(fromMs: number, toMs: number): readonly StoredVerdict[];
  countSince(ms: number): number;
  /** Something happened to a case: the outcomes of its verdicts, all but one, may have changed. */
  askAgain(caseId: string, except: string | null): void;
  receiptOf(verdictId: string): Receipt | null;
  /** Answered verdicts whose outcome is to be asked again, oldest first. */
  toAsk(limit: number): readonly { readonly verdictId: string; readonly caseId: string }[];
  /** Keeps a verdict's current outcome and asks no more; true when that differs from before. */
  saveCurrentOutcome(verdictId: string, outcome: VerdictOutcome): boolean;
  /** Received verdicts whose place in the backend's log is not known yet, oldest first. */
  unlogged(limit: number): readonly string[];
  setLogIndex(verdictId: string, logIndex: number): void;
};

type StatRow = {
  body: string;
  review_reason: ReviewReason;
  case_title: string;
  superseded_by: string | null;
  receipt: string | null;
  current_outcome: string | null;
  state: string | null;
};

export function createVerdicts(db: Database): Verdicts {
  const insert = db.prepare<
    [string, string, number, number, string, string | null, string, string]
  >(
    `INSERT INTO verdicts (verdict_id, case_id, device_sequence, decided_at_ms, body, envelope, review_reason, case_title) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const supersede = db.prepare<[string, string]>(
    'UPDATE verdicts SET superseded_by = ? WHERE verdict_id = ?',
  );
  const newest = db.prepare<[string], { body: string }>(
    'SELECT body FROM verdicts WHERE case_id = ? ORDER BY device_sequence DESC LIMIT 1',
  );
  const since = db.prepare<[number], { n: number }>(
    'SELECT count(*) AS n FROM verdicts WHERE decided_at_ms >= ?',
  );
  const span = db.prepare<[number, number], StatRow>(
    `SELECT v.body, v.review_reason, v.case_title, v.superseded_by, v.receipt, v.current_outcome, o.state FROM verdicts v LEFT JOIN outbox o USING (verdict_id)
     WHERE v.decided_at_ms >= ? AND v.decided_at_ms < ? ORDER BY v.decided_at_ms, v.device_sequence`,
  );
  const askAgain = db.prepare<[string, string | null]>(
    'UPDATE verdicts SET must_ask = 1 WHERE case_id = ? AND verdict_id IS NOT ?',
  );
  const receiptOf = db.prepare<[string], { receipt: string | null }>(
    'SELECT receipt FROM verdicts WHERE verdict_id = ?',
  );
  const toAsk = db.prepare<[number], { verdictId: string; caseId: string }>(
    `SELECT verdict_id AS verdictId, case_id AS caseId FROM verdicts INDEXED BY verdicts_to_ask
     WHERE must_ask = 1 AND receipt IS NOT NULL ORDER BY device_sequence LIMIT ? + 0`,
  );
  const outcomeOf = db.prepare<[string], { outcome: string }>(
    `SELECT coalesce(current_outcome, receipt ->> '$.outcome') AS outcome FROM verdicts WHERE verdict_id = ?`,
  );
  const learn = db.prepare<[string, string]>(
    'UPDATE verdicts SET current_outcome = ?, must_ask = 0 WHERE verdict_id = ? AND receipt IS NOT NULL',
  );
  const known = db.prepare<[string], { one: number }>(
    'SELECT 1 AS one FROM verdicts WHERE verdict_id = ?',
  );
  const greatest = db.prepare<[], { n: number | null }>(
    'SELECT max(device_sequence) AS n FROM verdicts',
  );
  const unlogged = db.prepare<[number], { id: string }>(
    `SELECT verdict_id AS id FROM verdicts WHERE receipt IS NOT NULL AND log_index IS NULL
     ORDER BY device_sequence LIMIT ? + 0`,
  );
  const logged = db.prepare<[number, string]>(
    'UPDATE verdicts SET log_index = ? WHERE verdict_id = ? AND log_index IS NULL',
  );
  return {
    unlogged: (limit) => unlogged.all(limit).map((row) => row.id),
    setLogIndex: (verdictId, logIndex) => void logged.run(logIndex, verdictId),
    insert(fact, envelope, reviewReason, caseTitle) {
      insert.run(
        fact.verdictId,
        fact.caseId,
        fact.deviceSequence,
        fact.decidedAtMs,
        JSON.stringify(fact),
        envelope,
        reviewReason,
        caseTitle,
      );
      if (fact.supersedesVerdictId !== null)
        supersede.run(fact.verdictId, fact.supersedesVerdictId);
    },
    has: (verdictId) => known.get(verdictId) !== undefined,
    newestSequence: () => greatest.get()?.n ?? 0,
    newestOf(caseId) {
      const row = newest.get(caseId);
      return row ? readJson(verdict, row.body) : null;
    },
    between: (fromMs, toMs) =>
      span.all(fromMs, toMs).map((row) => ({
        verdict: readJson(verdict, row.body),
        reviewReason: row.review_reason,
        caseTitle: row.case_title,
        supersededBy: row.superseded_by,
        receipt: readJsonOrNull(receipt, row.receipt),
        currentOutcome:
          row.current_outcome === null ? null : verdictOutcome.parse(row.current_outcome),
        isRejected: row.state === 'rejected',
      })),
    countSince: (ms) => since.get(ms)?.n ?? 0,
    askAgain: (caseId, except) => void askAgain.run(caseId, except),
    receiptOf: (verdictId) => readJsonOrNull(receipt, receiptOf.get(verdictId)?.receipt ?? null),
    toAsk: (limit) => toAsk.all(limit),
    saveCurrentOutcome(verdictId, outcome) {
      const before = outcomeOf.get(verdictId)?.outcome;
      learn.run(outcome, verdictId);
      return before !== outcome;
    },
  };
}
