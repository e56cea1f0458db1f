const day = 86_400_000;
/** How long after its revocation a desk may still submit what it had decided: the longest journey. */
export const revocationGraceMs = 7 * day;

/** What the right of a verdict to be kept depends on, once its desk was taken off. */
export type RevocationFacts = {
  /** When the desk was taken off, by the backend's clock; null while it is one. */
  readonly revokedAtMs: number | null;
  readonly nowMs: number;
  /** The lease that the verdict was made under. */
  readonly ownLease: {
    readonly claimedAtMs: number;
    readonly expiresAtMs: number;
    readonly endedAtMs: number | null;
  };
  /** When the verdict that this one names came; null when it names none, or one that never came. */
  readonly namedReceivedAtMs: number | null;
  /** An operator submitted it from the rescue file of a lost desk: then that desk is not waited for. */
  readonly isByOperator: boolean;
};

/**
 * Why a verdict of a desk that was taken off is not even kept, in one sentence; null when it is. What is kept is deferred:
 * only an operator lets it count. The key of such a desk may be in anybody's hands, and what it signs may be of any time.
 */
export function refusedAfterRevocation(facts: RevocationFacts): string | null {
  const { revokedAtMs, nowMs, ownLease, namedReceivedAtMs } = facts;
  if (revokedAtMs === null) return null;
  if (namedReceivedAtMs !== null && namedReceivedAtMs < revokedAtMs)
    return 'This desk was taken off: it can no longer change what it decided before.';
  if (facts.isByOperator) return null;
  if (nowMs - revokedAtMs > revocationGraceMs)
    return 'This desk was taken off too long ago: an operator can submit its verdicts from its rescue file.';
  const wasLive =
    ownLease.claimedAtMs <= revokedAtMs &&
    ownLease.expiresAtMs > revokedAtMs &&
    (ownLease.endedAtMs === null || ownLease.endedAtMs > revokedAtMs);
  return wasLive
    ? null
    : 'This desk was taken off, and it did not hold this case at that moment: nothing more is taken from it here.';
}
