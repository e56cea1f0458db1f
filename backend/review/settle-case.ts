import { noteAdjudication } from '../store/adjudications.ts';
import { closeCase, holdCase, lockCase, type StoredCase } from '../store/cases.ts';
import { appendChange } from '../store/changes.ts';
import type { Queries } from '../store/database.ts';
import { findLease, isLive, type Lease } from '../store/leases.ts';
import { currentPolicy } from '../store/policies.ts';
import { setOutcome, contendingVerdicts, type ContendingVerdict } from '../store/verdicts.ts';
import { holdsUnder, type Ruling } from './decide-outcome.ts';
import { openSecondOpinion } from './second-opinion.ts';

/** What of a verdict others are measured by. */
type Deciding = Pick<
  ContendingVerdict,
  'verdictId' | 'decision' | 'severity' | 'supersedesVerdictId' | 'reviewerId'
>;

/** Whose live lease the case is under; `known` spares a look where it is the current one. */
export async function holderOf(
  tx: Queries,
  of: StoredCase,
  nowMs: number,
  known?: Lease,
): Promise<string | null> {
  const current = known?.epoch === of.epoch ? known : await findLease(tx, of.caseId, of.epoch);
  return current && isLive(current, nowMs) ? current.deviceId : null;
}

/** The verdict that a new one names counts no longer, if it is the same desk's own. */
export async function retireNamed(
  tx: Queries,
  deviceId: string,
  named: ContendingVerdict,
  ruling: Ruling,
): Promise<void> {
  if (named.deviceId !== deviceId) return;
  const waited = named.outcome === 'deferred' || named.outcome === 'needs-reconfirm';
  if (waited || ruling.replacesVerdictId === named.verdictId)
    await setOutcome(tx, named.verdictId, 'superseded');
}

/** What follows from a ruling for the case and for the other verdicts on it. */
export async function followUp(
  tx: Queries,
  of: StoredCase,
  fresh: Deciding,
  others: readonly ContendingVerdict[],
  ruling: Ruling,
  nowMs: number,
): Promise<void> {
  if (ruling.outcome === 'effective') await settleCase(tx, of, fresh, others, nowMs);
  const effective = others.find((other) => other.outcome === 'effective');
  if (ruling.adjudicate && effective)
    await adjudicate(tx, of, fresh, effective.reviewerId, ruling.hold, nowMs);
}

/**
 * The case is decided: a verdict deferred behind this one becomes a second opinion. What waits for an operator goes
 * on waiting: a desk that was taken off moves nothing.
 */
async function settleCase(
  tx: Queries,
  of: StoredCase,
  winner: Deciding,
  others: readonly ContendingVerdict[],
  nowMs: number,
): Promise<void> {
  await closeCase(tx, of.caseId, 'decided', nowMs);
  const { verdictId, decision, severity, supersedesVerdictId } = winner;
  await appendChange(tx, {
    kind: 'decided',
    caseId: of.caseId,
    deviceId: null,
    atMs: nowMs,
    detail: { verdictId },
  });
  for (const other of others) {
    if (
      other.outcome !== 'deferred' ||
      other.awaitsOperator ||
      other.verdictId === verdictId ||
      other.verdictId === supersedesVerdictId
    )
      continue;
    await setOutcome(tx, other.verdictId, 'superseded');
    if (other.decision !== decision)
      await adjudicate(tx, of, other, winner.reviewerId, other.severity > severity, nowMs);
  }
  if (decision === 'cannot-tell')
    await openSecondOpinion(tx, of, 'The first reviewer could not tell.', nowMs);
}

/** Two people differ: a third must look. Said once for each two, however many verdicts they submit. */
async function adjudicate(
  tx: Queries,
  of: StoredCase,
  { verdictId, reviewerId }: Pick<ContendingVerdict, 'verdictId' | 'reviewerId'>,
  otherReviewerId: string,
  hold: boolean,
  nowMs: number,
): Promise<void> {
  if (hold) await holdCase(tx, of.caseId);
  if (!(await noteAdjudication(tx, of.caseId, reviewerId, otherReviewerId))) return;
  const secondOpinion = await openSecondOpinion(tx, of, 'Two verdicts on the case differ.', nowMs);
  const detail = { verdictId, held: hold, secondOpinionCaseId: secondOpinion };
  await appendChange(tx, {
    kind: 'adjudicate',
    caseId: of.caseId,
    deviceId: null,
    atMs: nowMs,
    detail,
  });
}

/**
 * A case became free without a verdict: if one is deferred on it, the newest one counts after all. Its receipt
 * stays what it was; the desk learns of it by the `decided` change.
 */
export async function settleFreedCase(tx: Queries, caseId: string, nowMs: number): Promise<void> {
  const freed = await lockCase(tx, caseId);
  if (!freed || freed.status !== 'open' || (await holderOf(tx, freed, nowMs)) !== null) return;
  const others = await contendingVerdicts(tx, caseId);
  const deferred = others.findLast(
    (other) => other.outcome === 'deferred' && !other.awaitsOperator,
  );
  if (!deferred) return;
  const holds = holdsUnder(await currentPolicy(tx, nowMs), deferred.policyVersion);
  await setOutcome(tx, deferred.verdictId, holds ? 'effective' : 'needs-reconfirm');
  if (holds) return settleCase(tx, freed, deferred, others, nowMs);
  // Its desk must learn that the verdict waits for its reviewer again.
  await appendChange(tx, {
    kind: 'adjudicate',
    caseId,
    deviceId: deferred.deviceId,
    atMs: nowMs,
    detail: { verdictId: deferred.verdictId, outcome: 'needs-reconfirm' },
  });
}
