import type { VerdictOutcome } from '../../shared/domain/verdict.ts';
import { lockCase } from '../store/cases.ts';
import type { Database, Queries } from '../store/database.ts';
import { findLease } from '../store/leases.ts';
import { currentPolicy } from '../store/policies.ts';
import { findVerdict, setOutcome, contendingVerdicts } from '../store/verdicts.ts';
import { decideOutcome } from './decide-outcome.ts';
import { followUp, holderOf } from './settle-case.ts';

/** The outcome of an admitted verdict, or why it could not be admitted. */
export type Admitted = { readonly outcome: VerdictOutcome } | { readonly detail: string };

/**
 * An operator lets a verdict count that came from a desk after it was taken off: from now on it is treated as if it had
 * come this moment from a desk that is one. Its receipt stays what it was.
 */
export function admitVerdict(
  database: Database,
  verdictId: string,
  nowMs: number,
): Promise<Admitted> {
  return database.transaction((tx) => admit(tx, verdictId, nowMs));
}

async function admit(tx: Queries, verdictId: string, nowMs: number): Promise<Admitted> {
  const known = await findVerdict(tx, verdictId);
  const of = known && (await lockCase(tx, known.verdict.caseId));
  // Read again under the lock: another operator may have been faster.
  const stored = of && (await findVerdict(tx, verdictId));
  const lease = stored && (await findLease(tx, stored.verdict.caseId, stored.verdict.epoch));
  if (!of || !stored || !lease || !stored.awaitsOperator)
    return { detail: 'There is no verdict with this id that waits for an operator.' };
  const { verdict, reviewerId } = stored;
  const others = await contendingVerdicts(tx, of.caseId);
  const effective = others.find((other) => other.outcome === 'effective') ?? null;
  const ruling = decideOutcome({
    nowMs,
    verdict,
    caseStatus: of.status,
    ownLease: lease,
    holderDeviceId: await holderOf(tx, of, nowMs, lease),
    effective,
    policyInForce: await currentPolicy(tx, nowMs),
    isRevoked: false,
  });
  if (ruling.replacesVerdictId !== null)
    await setOutcome(tx, ruling.replacesVerdictId, 'superseded');
  await setOutcome(tx, verdictId, ruling.outcome);
  const rest = others.filter((other) => other.verdictId !== verdictId);
  await followUp(tx, of, { ...verdict, reviewerId }, rest, ruling, nowMs);
  return { outcome: ruling.outcome };
}
