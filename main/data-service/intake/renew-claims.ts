import { ok, type Result } from '../../../shared/lifetime/result.ts';
import type { OpenClaim } from '../cache/cases.ts';
import { isStillOpen } from './media-status.ts';
import { changeCase, type IntakeDeps } from './intake-context.ts';
import { boundedWipeMs } from './lease-times.ts';

/** Leases past the middle of their life, by the backend's clock. */
export function dueForRenewal(
  claims: readonly OpenClaim[],
  serverNowMs: number,
): readonly OpenClaim[] {
  return claims.filter((claim) => serverNowMs >= (claim.claimedAtMs + claim.expiresAtMs) / 2);
}

/** Prolongs leases before they end; a lease that another desk holds now makes the case `lost`; the draft stays. */
export async function renewClaims(context: IntakeDeps): Promise<Result<null>> {
  const due = dueForRenewal(context.tables.cases.openClaims(), context.clock.nowMs());
  for (let at = 0; at < due.length; at += 500) {
    const items = due.slice(at, at + 500).map(({ caseId, epoch }) => ({ caseId, epoch }));
    const answered = await context.client.call('renewClaims', { body: { items } });
    if (!answered.ok) return answered;
    context.clock.heard(answered.value.nowMs);
    for (const item of answered.value.items) {
      const asked = items.find(({ caseId }) => caseId === item.caseId);
      // Judged or leased again while the backend answered: this answer is about a lease that has ended.
      if (asked === undefined || !isStillOpen(context.tables, asked)) continue;
      if (item.status !== 'done') changeCase(context, item.caseId, { state: 'lost' });
      else if (item.expiresAtMs !== null)
        changeCase(context, item.caseId, {
          // The half-life counts from the renewal on; else an old lease would be renewed every round.
          claimedAtMs: answered.value.nowMs,
          expiresAtMs: item.expiresAtMs,
          ...(item.wipeAtMs === null
            ? {}
            : { wipeAtMs: boundedWipeMs(item.wipeAtMs, answered.value.nowMs) }),
        });
    }
    if (answered.value.items.some((item) => item.status !== 'done'))
      context.announce('queueChanged', {});
  }
  return ok(null);
}
