import type { Database } from 'better-sqlite3';
import type { JournalEntry } from '../../../shared/contract/journal-api.ts';
import { receipt, verdict, verdictOutcome } from '../../../shared/domain/verdict.ts';
import { stuckAfterTries, type VerdictStatus } from '../../../shared/domain/verdict-status.ts';
import { fault } from '../../../shared/lifetime/fault.ts';
import { readJson, readJsonOrNull } from './json-column.ts';

/** Verdicts as their reviewer reads them: with what became of each. */
export type Journal = {
  /** The newest first; no statuses means all. */
  list(
    statuses: readonly VerdictStatus[],
    offset: number,
    limit: number,
  ): { readonly total: number; readonly entries: readonly JournalEntry[] };
  /** The oldest first, one after the other: an export may hold all of them. */
  each(statuses: readonly VerdictStatus[]): IterableIterator<JournalEntry>;
  read(verdictId: string): JournalEntry | null;
  /** The exact signed text that is sent; null for a verdict of a desk that did not sign yet. */
  envelopeOf(verdictId: string): string | null;
  ofCase(caseId: string): readonly JournalEntry[];
  /** Verdicts that wait for their reviewer: read with every look at the desk, so it has an index of its own. */
  countToConfirm(): number;
  byStatus(): readonly { readonly status: VerdictStatus; readonly n: number }[];
};

type Row = {
  body: string;
  case_title: string;
  receipt: string | null;
  current_outcome: string | null;
  is_signed: number;
  log_index: number | null;
  state: 'waiting' | 'sending' | 'rejected' | null;
  attempts: number | null;
  last_fault: string | null;
};

/** A verdict's current outcome; the index `verdicts_to_confirm` is over these very words. */
const currentOutcomeSql = `coalesce(current_outcome, receipt ->> '$.outcome')`;
/** `verdictStatusOf` of `shared/domain/verdict-status.ts` in SQL; a test holds the two together. */
const verdictStatusSql = `CASE WHEN o.state = 'rejected' THEN 'rejected' WHEN o.attempts >= ${stuckAfterTries} THEN 'stuck'
  WHEN o.state IS NOT NULL OR v.receipt IS NULL THEN 'waiting'
  WHEN coalesce(v.current_outcome, v.receipt ->> '$.outcome') = 'effective' AND v.receipt ->> '$.late' THEN 'effective-late'
  WHEN coalesce(v.current_outcome, v.receipt ->> '$.outcome') = 'deferred' AND v.receipt ->> '$.awaitsOperator' THEN 'awaits-operator'
  ELSE coalesce(v.current_outcome, v.receipt ->> '$.outcome') END`;
const from = 'FROM verdicts v LEFT JOIN outbox o USING (verdict_id)';
const select = `SELECT v.body, v.case_title, v.receipt, v.current_outcome, v.envelope IS NOT NULL AS is_signed, v.log_index, o.state, o.attempts, o.last_fault ${from}`;

export function createJournal(db: Database): Journal {
  const one = db.prepare<[string], Row>(`${select} WHERE v.verdict_id = ?`);
  const ofCase = db.prepare<[string], Row>(
    `${select} WHERE v.case_id = ? ORDER BY v.device_sequence DESC`,
  );
  const counting = db.prepare<[], { status: VerdictStatus; n: number }>(
    `SELECT ${verdictStatusSql} AS status, count(*) AS n ${from} GROUP BY 1`,
  );
  const all = db.prepare<[], { n: number }>('SELECT count(*) AS n FROM verdicts');
  const whereOf = (statuses: readonly VerdictStatus[]) =>
    statuses.length === 0
      ? ''
      : `WHERE ${verdictStatusSql} IN (${statuses.map(() => '?').join(', ')})`;
  const envelope = db.prepare<[string], { envelope: string | null }>(
    'SELECT envelope FROM verdicts WHERE verdict_id = ?',
  );
  const toConfirm = db.prepare<[], { n: number }>(
    `SELECT count(*) AS n FROM verdicts INDEXED BY verdicts_to_confirm WHERE ${currentOutcomeSql} = 'needs-reconfirm'`,
  );
  return {
    countToConfirm: () => toConfirm.get()?.n ?? 0,
    envelopeOf: (verdictId) => envelope.get(verdictId)?.envelope ?? null,
    list(statuses, offset, limit) {
      const total =
        statuses.length === 0
          ? (all.get()?.n ?? 0)
          : (db
              .prepare<unknown[], { n: number }>(
                `SELECT count(*) AS n ${from} ${whereOf(statuses)}`,
              )
              .get(...statuses)?.n ?? 0);
      const rows = db
        .prepare<unknown[], Row>(
          `${select} ${whereOf(statuses)} ORDER BY v.device_sequence DESC LIMIT ? + 0 OFFSET ? + 0`,
        )
        .all(...statuses, limit, offset);
      return { total, entries: rows.map(toEntry) };
    },
    *each(statuses) {
      const rows = db.prepare<unknown[], Row>(
        `${select} ${whereOf(statuses)} ORDER BY v.device_sequence`,
      );
      for (const row of rows.iterate(...statuses)) yield toEntry(row);
    },
    read(verdictId) {
      const row = one.get(verdictId);
      return row ? toEntry(row) : null;
    },
    ofCase: (caseId) => ofCase.all(caseId).map(toEntry),
    byStatus: () => counting.all(),
  };
}

function toEntry(row: Row): JournalEntry {
  return {
    verdict: readJson(verdict, row.body),
    state: row.state ?? 'settled',
    attempts: row.attempts ?? 0,
    title: row.case_title,
    lastFault: readJsonOrNull(fault, row.last_fault),
    receipt: readJsonOrNull(receipt, row.receipt),
    isSigned: row.is_signed === 1,
    logIndex: row.log_index,
    currentOutcome: row.current_outcome === null ? null : verdictOutcome.parse(row.current_outcome),
  };
}
