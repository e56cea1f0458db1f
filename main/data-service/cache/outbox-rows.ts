import type { Database } from 'better-sqlite3';
import type { OutboxState } from '../../../shared/domain/case.ts';
import type { Receipt } from '../../../shared/domain/verdict.ts';
import type { Fault } from '../../../shared/lifetime/fault.ts';

/** A verdict on its way: `body` is the exact text to send. */
export type OutboxItem = {
  readonly verdictId: string;
  readonly caseId: string;
  readonly attempts: number;
  /** The signed envelope; the bare verdict where an older desk saved it. */
  readonly body: string;
  /** The bare verdict, for a backend of protocol 1. */
  readonly bareBody: string;
};

export type OutboxRows = {
  add(verdictId: string, deviceSequence: number): void;
  /** Waiting verdicts: the freshest try first, then in the order they were made. */
  waiting(limit: number): readonly OutboxItem[];
  markSending(verdictIds: readonly string[]): void;
  /** Back to `waiting`, with why it did not get through. */
  putBack(verdictId: string, fault: Fault, counts: boolean): void;
  reject(verdictId: string, fault: Fault): void;
  /** False when the verdict is not rejected. */
  retry(verdictId: string): boolean;
  /** Removes the row and stores the receipt, in the caller's transaction: outbox xor receipt. */
  settle(verdictId: string, receipt: Receipt, atMs: number): void;
  /** After a start: what was under way when the process died is asked again. */
  resetSending(): void;
  /** Every verdict without a receipt, whatever its state. */
  ids(): readonly string[];
  counts(): Readonly<Record<OutboxState, number>>;
  /** How many of those that wait have met so many answers that ended nothing. */
  countTried(times: number): number;
};

export function createOutboxRows(db: Database): OutboxRows {
  const add = db.prepare<[string, number]>(
    `INSERT INTO outbox (verdict_id, device_sequence, state, attempts) VALUES (?, ?, 'waiting', 0)`,
  );
  const waiting = db.prepare<[number], OutboxItem>(
    `SELECT o.verdict_id AS verdictId, v.case_id AS caseId, o.attempts,
       coalesce(v.envelope, v.body) AS body, v.body AS bareBody FROM outbox o JOIN verdicts v USING (verdict_id)
     WHERE o.state = 'waiting' ORDER BY o.attempts, o.device_sequence LIMIT ? + 0`,
  );
  const sending = db.prepare<[string]>(
    `UPDATE outbox SET state = 'sending' WHERE verdict_id = ? AND state = 'waiting'`,
  );
  const back = db.prepare<[number, string, string]>(
    `UPDATE outbox SET state = 'waiting', attempts = attempts + ?, last_fault = ? WHERE verdict_id = ? AND state = 'sending'`,
  );
  const reject = db.prepare<[string, string]>(
    `UPDATE outbox SET state = 'rejected', attempts = attempts + 1, last_fault = ? WHERE verdict_id = ?`,
  );
  const retry = db.prepare<[string]>(
    `UPDATE outbox SET state = 'waiting', attempts = 0 WHERE verdict_id = ? AND state = 'rejected'`,
  );
  const remove = db.prepare<[string]>('DELETE FROM outbox WHERE verdict_id = ?');
  const settle = db.prepare<[string, number, string]>(
    'UPDATE verdicts SET receipt = ?, settled_at_ms = ? WHERE verdict_id = ? AND receipt IS NULL',
  );
  const reset = db.prepare<[]>(`UPDATE outbox SET state = 'waiting' WHERE state = 'sending'`);
  const ids = db.prepare<[], { id: string }>('SELECT verdict_id AS id FROM outbox');
  const counting = db.prepare<[], { state: OutboxState; n: number }>(
    'SELECT state, count(*) AS n FROM outbox GROUP BY state',
  );
  const settled = db.prepare<[], { n: number }>(
    'SELECT (SELECT count(*) FROM verdicts) - (SELECT count(*) FROM outbox) AS n',
  );
  const tried = db.prepare<[number], { n: number }>(
    `SELECT count(*) AS n FROM outbox WHERE state <> 'rejected' AND attempts >= ?`,
  );
  return {
    countTried: (times) => tried.get(times)?.n ?? 0,
    add: (verdictId, deviceSequence) => void add.run(verdictId, deviceSequence),
    waiting: (limit) => waiting.all(limit),
    markSending: (ids) => db.transaction(() => ids.forEach((id) => sending.run(id))).immediate(),
    putBack: (verdictId, fault, counts) =>
      void back.run(counts ? 1 : 0, JSON.stringify(fault), verdictId),
    reject: (verdictId, fault) => void reject.run(JSON.stringify(fault), verdictId),
    retry: (verdictId) => retry.run(verdictId).changes > 0,
    settle(verdictId, receipt, atMs) {
      remove.run(verdictId);
      settle.run(JSON.stringify(receipt), atMs, verdictId);
    },
    resetSending: () => void reset.run(),
    ids: () => ids.all().map((row) => row.id),
    counts() {
      const n = new Map(counting.all().map((row) => [row.state, row.n]));
      return {
        waiting: n.get('waiting') ?? 0,
        sending: n.get('sending') ?? 0,
        rejected: n.get('rejected') ?? 0,
        settled: settled.get()?.n ?? 0,
      };
    },
  };
}
