import { ok, type Result } from '../../../shared/lifetime/result.ts';
import { refreshOutcomes } from './refresh-outcomes.ts';
import { claimCases, type ClaimPlan } from './claim-cases.ts';
import { fetchMissingPolicies } from './fetch-policies.ts';
import { followChanges } from './follow-changes.ts';
import type { FetchDeps } from './fetch-media.ts';
import { renewClaims } from './renew-claims.ts';
import { wipeExpired } from './wipe-expired.ts';

/**
 * One round: what changed, what is overdue wiped, our leases prolonged, new cases claimed, policies fetched. Each step
 * is safe to repeat. What the reviewer gives back goes first: it must not be prolonged, nor counted as held. The wipe comes after the backend's clock was heard and before a renewal could keep the case.
 */
export async function syncOnce(
  context: FetchDeps,
  plan: () => ClaimPlan,
  giveBack: () => Promise<Result<null>> = async () => ok(null),
): Promise<Result<null>> {
  const steps = [
    giveBack,
    () => followChanges(context),
    async () => {
      await wipeExpired(context);
      return ok(null);
    },
    () => refreshOutcomes(context),
    () => renewClaims(context),
    () => claimCases(context, plan()),
    () => fetchMissingPolicies(context),
  ];
  let refusal: Result<null> = ok(null);
  for (const step of steps) {
    const done = await step();
    if (done.ok) continue;
    // A step that is refused keeps no other step back; a line that is down ends the round.
    if (done.fault.kind !== 'refused' && done.fault.kind !== 'not-found') return done;
    refusal = done;
  }
  context.tables.settings.write('lastSyncAtMs', context.world.nowMs());
  context.tables.settings.write('serverTimeMs', context.clock.nowMs());
  context.tables.settings.write('serverOffsetMs', context.clock.offsetMs());
  return refusal;
}
