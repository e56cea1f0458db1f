import type { Policy } from '../../shared/domain/policy.ts';
import type { Verdict, VerdictOutcome } from '../../shared/domain/verdict.ts';

type Judged = Pick<
  Verdict,
  'verdictId' | 'deviceId' | 'decision' | 'severity' | 'supersedesVerdictId'
>;

/** All that the outcome of a verdict depends on, gathered before anything is decided. */
export type Situation = {
  readonly nowMs: number;
  readonly verdict: Judged & Pick<Verdict, 'policyVersion'>;
  readonly caseStatus: 'open' | 'decided' | 'withdrawn';
  /** The lease that the verdict was made under: held by its own device. */
  readonly ownLease: { readonly expiresAtMs: number; readonly endedAtMs: number | null };
  /** Who holds the case now, by a lease that is still live; null when it is free. */
  readonly holderDeviceId: string | null;
  /** The verdict that counts so far. */
  readonly effective: Judged | null;
  readonly policyInForce: Pick<Policy, 'version' | 'compatibleWith'>;
  /** The desk was taken off before this came: nothing that it submits counts by itself. */
  readonly isRevoked: boolean;
};

export type Ruling = {
  readonly outcome: VerdictOutcome;
  readonly late: boolean;
  /** One sentence for the reviewer. */
  readonly detail: string;
  /** The effective verdict that this one takes the place of. */
  readonly replacesVerdictId: string | null;
  /** Two people decided differently: a third must look. */
  readonly adjudicate: boolean;
  /** The newcomer is more severe: the item stays back until that is settled. */
  readonly hold: boolean;
};

/** What becomes of a verdict: the table of the protocol, top row first. */
export function decideOutcome(situation: Situation): Ruling {
  const { verdict, effective } = situation;
  if (situation.caseStatus === 'withdrawn')
    return plain('withdrawn', 'The case was withdrawn from review.');
  if (situation.isRevoked)
    return plain(
      'deferred',
      'This desk was taken off before the verdict came: it is kept, and an operator says whether it counts.',
    );
  const replaces = effective !== null && isChangeOfMind(verdict, effective);
  if (effective && !replaces) return besides(verdict, effective);
  const isTaken =
    situation.holderDeviceId !== null && situation.holderDeviceId !== verdict.deviceId;
  // A change of mind needs no lease: the verdict that it replaces has decided the case already.
  if (!replaces && isTaken) {
    return plain('deferred', 'The claim had run out and somebody else is reviewing the case now.');
  }
  if (!holdsUnder(situation.policyInForce, verdict.policyVersion)) {
    const detail = `Policy ${situation.policyInForce.version} is in force now and differs: please confirm under it.`;
    return plain('needs-reconfirm', detail);
  }
  if (effective) {
    const detail = 'This verdict counts and takes the place of the earlier one.';
    return { ...plain('effective', detail), replacesVerdictId: effective.verdictId };
  }
  return counts(situation);
}

/** Whether a verdict made under `version` holds under the policy in force. */
export function holdsUnder(
  policy: Pick<Policy, 'version' | 'compatibleWith'>,
  version: string,
): boolean {
  return policy.version === version || policy.compatibleWith.includes(version);
}

function counts({ ownLease, nowMs }: Situation): Ruling {
  const late = ownLease.endedAtMs !== null || ownLease.expiresAtMs <= nowMs;
  const detail = late
    ? 'The claim had run out, but nobody had taken the case: this verdict counts.'
    : 'This verdict counts.';
  return { ...plain('effective', detail), late };
}

function besides(verdict: Judged, effective: Judged): Ruling {
  if (effective.supersedesVerdictId === verdict.verdictId) {
    return plain('superseded', 'A newer verdict of the same desk arrived first.');
  }
  const adjudicate = verdict.decision !== effective.decision;
  const hold = adjudicate && verdict.severity > effective.severity;
  const kept = 'Another verdict counts already; this one is kept as a second opinion.';
  const detail = adjudicate ? `${kept} They differ: a third person will look.` : kept;
  return { ...plain('superseded', detail), adjudicate, hold };
}

function isChangeOfMind(verdict: Judged, effective: Judged): boolean {
  return (
    verdict.supersedesVerdictId === effective.verdictId && verdict.deviceId === effective.deviceId
  );
}

function plain(outcome: VerdictOutcome, detail: string): Ruling {
  return { outcome, late: false, detail, replacesVerdictId: null, adjudicate: false, hold: false };
}
