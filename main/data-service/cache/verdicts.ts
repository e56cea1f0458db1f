import type { Database } from 'better-sqlite3';
import type { JournalEntry } from '../../../shared/contract/desk-api.ts';
import { receipt, verdict, type Receipt, type Verdict } from '../../../shared/domain/verdict.ts';
import type { ReviewReason } from '../../../shared/domain/generation.ts';
import { fault } from '../../../shared/lifetime/fault.ts';
import { readJson, readJsonOrNull } from './json-column.ts';

/** A verdict with what statistics need beside it. */
export type StoredVerdict = {
  readonly verdict: Verdict;
  readonly reviewReason: ReviewReason;
  readonly caseTitle: string;
  readonly supersededBy: string | null;
  readonly receipt: Receipt | null;
  readonly isParked: boolean;
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
  newestOf(caseId: string): Verdict | null;
  journalOf(caseId: string): readonly JournalEntry[];
  journal(
    offset: number,
    limit: number,
  ): { readonly total: number; readonly entries: readonly JournalEntry[] };
  /** Verdicts decided in `[fromMs, toMs)`, oldest first. */
  between(fromMs: number, toMs: number): readonly StoredVerdict[];
  countSince(ms: number): number;
  /** Received verdicts whose place in the backend's log is not known yet, oldest first. */
  unlogged(limit: number): readonly string[];
  setLogIndex(verdictId: string, logIndex: number): void;
};

type JournalRow = {
  body: string;
  case_title: string;
  receipt: string | null;
  state: 'waiting' | 'sending' | 'parked' | null;
  attempts: number | null;
  last_fault: string | null;
  is_signed: number;
  log_index: number | null;
};
type StatRow = {
  body: string;
  review_reason: ReviewReason;
  case_title: string;
  superseded_by: string | null;
  receipt: string | null;
  state: string | null;
};

const journalSelect = `SELECT v.body, v.case_title, v.receipt, o.state, o.attempts, o.last_fault,
  v.envelope IS NOT NULL AS is_signed, v.log_index FROM verdicts v LEFT JOIN outbox o USING (verdict_id)`;

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
  const ofCase = db.prepare<[string], JournalRow>(
    `${journalSelect} WHERE v.case_id = ? ORDER BY v.device_sequence DESC`,
  );
  const all = db.prepare<[number, number], JournalRow>(
    `${journalSelect} ORDER BY v.device_sequence DESC LIMIT ? OFFSET ?`,
  );
  const count = db.prepare<[], { n: number }>('SELECT count(*) AS n FROM verdicts');
  const since = db.prepare<[number], { n: number }>(
    'SELECT count(*) AS n FROM verdicts WHERE decided_at_ms >= ?',
  );
  const span = db.prepare<[number, number], StatRow>(
    `SELECT v.body, v.review_reason, v.case_title, v.superseded_by, v.receipt, o.state FROM verdicts v LEFT JOIN outbox o USING (verdict_id)
     WHERE v.decided_at_ms >= ? AND v.decided_at_ms < ? ORDER BY v.decided_at_ms, v.device_sequence`,
  );
  const known = db.prepare<[string], { one: number }>(
    'SELECT 1 AS one FROM verdicts WHERE verdict_id = ?',
  );
  const unlogged = db.prepare<[number], { id: string }>(
    `SELECT verdict_id AS id FROM verdicts WHERE receipt IS NOT NULL AND log_index IS NULL
     ORDER BY device_sequence LIMIT ?`,
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
    newestOf(caseId) {
      const row = newest.get(caseId);
      return row ? readJson(verdict, row.body) : null;
    },
    journalOf: (caseId) => ofCase.all(caseId).map(toEntry),
    journal: (offset, limit) => ({
      total: count.get()?.n ?? 0,
      entries: all.all(limit, offset).map(toEntry),
    }),
    between: (fromMs, toMs) =>
      span.all(fromMs, toMs).map((row) => ({
        verdict: readJson(verdict, row.body),
        reviewReason: row.review_reason,
        caseTitle: row.case_title,
        supersededBy: row.superseded_by,
        receipt: readJsonOrNull(receipt, row.receipt),
        isParked: row.state === 'parked',
      })),
    countSince: (ms) => since.get(ms)?.n ?? 0,
  };
}

function toEntry(row: JournalRow): JournalEntry {
  return {
    verdict: readJson(verdict, row.body),
    state: row.state ?? 'settled',
    attempts: row.attempts ?? 0,
    title: row.case_title,
    lastFault: readJsonOrNull(fault, row.last_fault),
    receipt: readJsonOrNull(receipt, row.receipt),
    isSigned: row.is_signed === 1,
    logIndex: row.log_index,
  };
}
