import type { Database } from 'better-sqlite3';
import type { JournalEntry } from '../../../shared/contract/journal-api.ts';
import { receipt, verdict, verdictOutcome } from '../../../shared/domain/verdict.ts';
import { stuckAfterTries, type VerdictFate } from '../../../shared/domain/verdict-fate.ts';
import { fault } from '../../../shared/lifetime/fault.ts';
import { readJson, readJsonOrNull } from './json-column.ts';

/** Verdicts as their reviewer reads them: with what became of each. */
export type Journal = {
  /** The newest first; no fates means all. */
  list(
    fates: readonly VerdictFate[],
    offset: number,
    limit: number,
  ): { readonly total: number; readonly entries: readonly JournalEntry[] };
  /** The oldest first, one after the other: an export may hold all of them. */
  each(fates: readonly VerdictFate[]): IterableIterator<JournalEntry>;
  read(verdictId: string): JournalEntry | null;
  /** The exact signed text that is sent; null for a verdict of a desk that did not sign yet. */
  envelopeOf(verdictId: string): string | null;
  ofCase(caseId: string): readonly JournalEntry[];
  /** Verdicts that wait for their reviewer: read with every look at the desk, so it has an index of its own. */
  countToConfirm(): number;
  byFate(): readonly { readonly fate: VerdictFate; readonly n: number }[];
};

type Row = {
  body: string;
  case_title: string;
  receipt: string | null;
  outcome_now: string | null;
  is_signed: number;
  log_index: number | null;
  state: 'waiting' | 'sending' | 'parked' | null;
  attempts: number | null;
  last_fault: string | null;
};

/** What a verdict is worth today; the index `verdicts_to_confirm` is over these very words. */
const worthSql = `coalesce(outcome_now, receipt ->> '$.outcome')`;
/** `fateOf` of `shared/domain/verdict-fate.ts` in SQL; a test holds the two together. */
const fateSql = `CASE WHEN o.state = 'parked' THEN 'quarantined' WHEN o.attempts >= ${stuckAfterTries} THEN 'stuck'
  WHEN o.state IS NOT NULL OR v.receipt IS NULL THEN 'waiting'
  WHEN coalesce(v.outcome_now, v.receipt ->> '$.outcome') = 'effective' AND v.receipt ->> '$.late' THEN 'effective-late'
  WHEN coalesce(v.outcome_now, v.receipt ->> '$.outcome') = 'parked' AND v.receipt ->> '$.awaitsOperator' THEN 'awaits-operator'
  ELSE coalesce(v.outcome_now, v.receipt ->> '$.outcome') END`;
const from = 'FROM verdicts v LEFT JOIN outbox o USING (verdict_id)';
const select = `SELECT v.body, v.case_title, v.receipt, v.outcome_now, v.envelope IS NOT NULL AS is_signed, v.log_index, o.state, o.attempts, o.last_fault ${from}`;

export function createJournal(db: Database): Journal {
  const one = db.prepare<[string], Row>(`${select} WHERE v.verdict_id = ?`);
  const ofCase = db.prepare<[string], Row>(
    `${select} WHERE v.case_id = ? ORDER BY v.device_sequence DESC`,
  );
  const counting = db.prepare<[], { fate: VerdictFate; n: number }>(
    `SELECT ${fateSql} AS fate, count(*) AS n ${from} GROUP BY 1`,
  );
  const all = db.prepare<[], { n: number }>('SELECT count(*) AS n FROM verdicts');
  const whereOf = (fates: readonly VerdictFate[]) =>
    fates.length === 0 ? '' : `WHERE ${fateSql} IN (${fates.map(() => '?').join(', ')})`;
  const envelope = db.prepare<[string], { envelope: string | null }>(
    'SELECT envelope FROM verdicts WHERE verdict_id = ?',
  );
  const toConfirm = db.prepare<[], { n: number }>(
    `SELECT count(*) AS n FROM verdicts INDEXED BY verdicts_to_confirm WHERE ${worthSql} = 'needs-reconfirm'`,
  );
  return {
    countToConfirm: () => toConfirm.get()?.n ?? 0,
    envelopeOf: (verdictId) => envelope.get(verdictId)?.envelope ?? null,
    list(fates, offset, limit) {
      const total =
        fates.length === 0
          ? (all.get()?.n ?? 0)
          : (db
              .prepare<unknown[], { n: number }>(`SELECT count(*) AS n ${from} ${whereOf(fates)}`)
              .get(...fates)?.n ?? 0);
      const rows = db
        .prepare<unknown[], Row>(
          `${select} ${whereOf(fates)} ORDER BY v.device_sequence DESC LIMIT ? + 0 OFFSET ? + 0`,
        )
        .all(...fates, limit, offset);
      return { total, entries: rows.map(toEntry) };
    },
    *each(fates) {
      const rows = db.prepare<unknown[], Row>(
        `${select} ${whereOf(fates)} ORDER BY v.device_sequence`,
      );
      for (const row of rows.iterate(...fates)) yield toEntry(row);
    },
    read(verdictId) {
      const row = one.get(verdictId);
      return row ? toEntry(row) : null;
    },
    ofCase: (caseId) => ofCase.all(caseId).map(toEntry),
    byFate: () => counting.all(),
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
    outcomeNow: row.outcome_now === null ? null : verdictOutcome.parse(row.outcome_now),
  };
}
