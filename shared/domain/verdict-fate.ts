import type { OutboxState } from './case.ts';
import type { Receipt, VerdictOutcome } from './verdict.ts';

export const verdictFates = [
  'waiting',
  'stuck',
  'effective',
  'effective-late',
  'parked',
  'awaits-operator',
  'superseded',
  'needs-reconfirm',
  'withdrawn',
  'quarantined',
] as const;
/**
 * What became of a verdict, as its reviewer reads it. waiting: saved here, not answered yet; stuck: likewise, but the
 * backend has failed on it again and again; effective-late: it counts though the lease had ended; parked: kept by the
 * backend while somebody else holds the case; awaits-operator: it came after this desk was taken off, and an operator
 * says whether it counts; superseded:
 * another verdict counts, this one is a second opinion or was replaced; quarantined: refused, kept at this desk.
 */
export type VerdictFate = (typeof verdictFates)[number];

/** After so many answers that ended nothing a verdict is said to be stuck; it is tried again all the same. */
export const stuckAfterTries = 5;

/** What a fate depends on. `outcomeNow` is what the backend later said it is worth, null while the receipt holds. */
export type FateFacts = {
  readonly state: OutboxState;
  /** Answers that ended nothing. */
  readonly attempts: number;
  readonly receipt: Pick<Receipt, 'outcome' | 'late' | 'awaitsOperator'> | null;
  readonly outcomeNow: VerdictOutcome | null;
};

/** The one rule by which screens, filters and exports name a verdict's fate. */
export function fateOf({ state, attempts, receipt, outcomeNow }: FateFacts): VerdictFate {
  if (state === 'parked') return 'quarantined';
  if (state !== 'settled' && attempts >= stuckAfterTries) return 'stuck';
  if (state !== 'settled' || receipt === null) return 'waiting';
  const outcome = outcomeNow ?? receipt.outcome;
  if (outcome === 'parked' && receipt.awaitsOperator) return 'awaits-operator';
  return outcome === 'effective' && receipt.late ? 'effective-late' : outcome;
}
