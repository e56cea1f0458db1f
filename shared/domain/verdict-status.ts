import type { OutboxState } from './case.ts';
import type { Receipt, VerdictOutcome } from './verdict.ts';

export const verdictStatuses = [
  'waiting',
  'stuck',
  'effective',
  'effective-late',
  'deferred',
  'awaits-operator',
  'superseded',
  'needs-reconfirm',
  'withdrawn',
  'rejected',
] as const;
/**
 * What became of a verdict, as its reviewer reads it. waiting: saved here, not answered yet; stuck: likewise, but the
 * backend has failed on it again and again; effective-late: it counts though the lease had ended; deferred: kept by the
 * backend while another desk holds the case; awaits-operator: it came after this desk was taken off, and an operator
 * says whether it counts; superseded:
 * another verdict counts, this one is a second opinion or was replaced; rejected: refused, kept at this desk.
 */
export type VerdictStatus = (typeof verdictStatuses)[number];

/** After so many answers that ended nothing a verdict is said to be stuck; it is tried again all the same. */
export const stuckAfterTries = 5;

/** What a status depends on. `currentOutcome` is the outcome that the backend gave later, null while the receipt holds. */
export type VerdictStatusFacts = {
  readonly state: OutboxState;
  /** Answers that ended nothing. */
  readonly attempts: number;
  readonly receipt: Pick<Receipt, 'outcome' | 'late' | 'awaitsOperator'> | null;
  readonly currentOutcome: VerdictOutcome | null;
};

/** The one rule by which screens, filters and exports name a verdict's status. */
export function verdictStatusOf({
  state,
  attempts,
  receipt,
  currentOutcome,
}: VerdictStatusFacts): VerdictStatus {
  if (state === 'rejected') return 'rejected';
  if (state !== 'settled' && attempts >= stuckAfterTries) return 'stuck';
  if (state !== 'settled' || receipt === null) return 'waiting';
  const outcome = currentOutcome ?? receipt.outcome;
  if (outcome === 'deferred' && receipt.awaitsOperator) return 'awaits-operator';
  return outcome === 'effective' && receipt.late ? 'effective-late' : outcome;
}
