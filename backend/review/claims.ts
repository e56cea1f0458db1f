import type { Claim, ClaimKind } from '../../shared/domain/claim.ts';
import type { Generation, ReviewReason } from '../../shared/domain/generation.ts';
import { appendChange } from '../store/changes.ts';
import { recallClaims, rememberClaims, takeClaimKey } from '../store/claim-requests.ts';
import type { Database, Queries } from '../store/database.ts';
import { isRevoked } from '../store/devices.ts';
import { loadGenerations } from '../store/generations.ts';
import {
  endOlderLeases,
  freeExpiredCases,
  grantLeases,
  loadLeases,
  pickFreeCases,
  pickOwnLiveCases,
  type Lease,
  type Picked,
} from '../store/leases.ts';
import { currentPolicy } from '../store/policies.ts';
import { lockReviewer } from '../store/reviewers.ts';
import { settleFreedCase } from './settle-case.ts';

/** How long leases last and how long a desk may keep what it fetched, in milliseconds. */
export type LeaseTimes = {
  readonly liveMs: number;
  readonly travelMs: number;
  /** After a lease ran out: a desk that was away may still submit what it decided. */
  readonly wipeAfterMs: number;
};

const day = 86_400_000;
export const defaultLeaseTimes: LeaseTimes = {
  liveMs: 30 * 60_000,
  travelMs: 7 * day,
  wipeAfterMs: 14 * day,
};

export type ClaimWish = {
  readonly idempotencyKey: string;
  readonly deviceId: string;
  readonly reviewerId: string;
  readonly queue: string;
  readonly max: number;
  readonly maxBytes: number;
  readonly kind: ClaimKind;
};

/** End of a lease that begins now, and when its device must have wiped the case. */
export function leaseSpan(times: LeaseTimes, kind: ClaimKind, nowMs: number) {
  const expiresAtMs = nowMs + (kind === 'live' ? times.liveMs : times.travelMs);
  return { expiresAtMs, wipeAtMs: expiresAtMs + times.wipeAfterMs };
}

/** Claims the most urgent free cases; the same key from the same device gets the same claims again. */
export async function claimCases(
  database: Database,
  times: LeaseTimes,
  wish: ClaimWish,
  nowMs: number,
): Promise<readonly Claim[]> {
  await returnExpired(database, nowMs);
  const granted = await database.transaction(async (tx) => {
    if (!(await takeClaimKey(tx, wish.deviceId, wish.idempotencyKey, nowMs))) {
      const known = await recallClaims(tx, wish.deviceId, wish.idempotencyKey, nowMs);
      // An answer that comes late must not bring an older policy than the desk has heard of meanwhile.
      const { version: policyVersion } = await currentPolicy(tx, nowMs);
      return (await loadLeases(tx, known)).map((lease) => ({ ...lease, policyVersion }));
    }
    const leases = await grant(tx, times, wish, nowMs);
    await rememberClaims(
      tx,
      wish.deviceId,
      wish.idempotencyKey,
      leases.map(({ caseId, epoch }) => ({ caseId, epoch })),
    );
    return leases;
  });
  return describeClaims(database, granted);
}

async function grant(
  tx: Queries,
  times: LeaseTimes,
  wish: ClaimWish,
  nowMs: number,
): Promise<readonly Lease[]> {
  // Two desks of one person count together: one after the other. A revocation waits for this lock, too.
  if ((await lockReviewer(tx, wish.reviewerId)) === null) return [];
  // It signed in a moment ago, and may have been taken off since.
  if (await isRevoked(tx, wish.deviceId)) return [];
  const caseIds = withinBytes(await pick(tx, wish, nowMs), wish.maxBytes);
  if (caseIds.length === 0) return [];
  const { version: policyVersion } = await currentPolicy(tx, nowMs);
  const { deviceId, kind } = wish;
  const fresh = {
    deviceId,
    kind,
    claimedAtMs: nowMs,
    ...leaseSpan(times, kind, nowMs),
    policyVersion,
  };
  const granted = await grantLeases(tx, caseIds, fresh);
  for (const { caseId, deviceId: loser, epoch } of await endOlderLeases(tx, granted, nowMs)) {
    const change = { kind: 'lease-lost', caseId, deviceId: loser, atMs: nowMs } as const;
    await appendChange(tx, { ...change, detail: { epoch } });
  }
  return granted;
}

/** Free cases; for a journey also those that the desk itself holds live. The most urgent first. */
async function pick(tx: Queries, wish: ClaimWish, nowMs: number): Promise<readonly Picked[]> {
  const travelling = wish.kind === 'travel';
  const free = await pickFreeCases(tx, { ...wish, travelling }, nowMs);
  if (!travelling) return free;
  const own = await pickOwnLiveCases(tx, wish, nowMs);
  return [...own, ...free]
    .sort((a, b) => a.dueAtMs - b.dueAtMs || (a.caseId < b.caseId ? -1 : 1))
    .slice(0, wish.max);
}

/** As many as fit, most urgent first; one that doesn't fit is passed over. */
function withinBytes(picked: readonly Picked[], maxBytes: number): readonly string[] {
  const fitting: string[] = [];
  let left = maxBytes;
  for (const { caseId, reviewBytes } of picked) {
    if (reviewBytes > left) continue;
    left -= reviewBytes;
    fitting.push(caseId);
  }
  return fitting;
}

/** Puts cases whose lease ran out back into the queue; a verdict deferred on one of them counts then. */
export async function returnExpired(database: Database, nowMs: number): Promise<void> {
  const [waiting] = await database.query(
    'SELECT 1 FROM pending_cases WHERE is_claimed AND lease_expires_at_ms <= $1 LIMIT 1',
    [nowMs],
  );
  if (!waiting) return;
  const freed = await database.transaction((tx) => freeExpiredCases(tx, nowMs));
  for (const caseId of freed)
    await database.transaction((tx) => settleFreedCase(tx, caseId, nowMs));
}

type CaseReason = {
  case_id: string;
  generation_id: string;
  reason: ReviewReason;
  reason_detail: string;
  due_at_ms: number;
  offline_eligible: boolean;
};

/** Leases as the claims that a desk gets: with all that is known of each generation. */
export async function describeClaims(
  queries: Queries,
  leases: readonly Lease[],
): Promise<readonly Claim[]> {
  if (leases.length === 0) return [];
  const cases = await queries.query<CaseReason>(
    'SELECT case_id, generation_id, reason, reason_detail, due_at_ms, offline_eligible FROM cases WHERE case_id = ANY($1::text[])',
    [leases.map((lease) => lease.caseId)],
  );
  const generations = await loadGenerations(queries, [
    ...new Set(cases.map((found) => found.generation_id)),
  ]);
  const byCase = new Map(cases.map((found) => [found.case_id, found]));
  return leases
    .flatMap((lease) => {
      const found = byCase.get(lease.caseId);
      const generation = found && generations.get(found.generation_id)?.generation;
      return found && generation ? [claimOf(lease, found, generation)] : [];
    })
    .sort((a, b) => a.dueAtMs - b.dueAtMs || (a.caseId < b.caseId ? -1 : 1));
}

function claimOf(lease: Lease, found: CaseReason, generation: Generation): Claim {
  const { caseId, epoch, kind, claimedAtMs, expiresAtMs, wipeAtMs, policyVersion } = lease;
  return {
    caseId,
    epoch,
    kind,
    claimedAtMs,
    expiresAtMs,
    wipeAtMs,
    policyVersion,
    dueAtMs: found.due_at_ms,
    offlineEligible: found.offline_eligible,
    generation: { ...generation, reason: found.reason, reasonDetail: found.reason_detail },
  };
}
