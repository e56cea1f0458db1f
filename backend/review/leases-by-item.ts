import { lockCase } from '../store/cases.ts';
import type { Database, Queries } from '../store/database.ts';
import { isRevoked } from '../store/devices.ts';
import { findLease, giveBack, prolongLease, type Lease } from '../store/leases.ts';
import { leaseSpan, type LeaseTimes } from './claims.ts';
import { settleFreedCase } from './settle-case.ts';

export type LeaseItem = { readonly caseId: string; readonly epoch: number };
export type ItemResult = {
  readonly caseId: string;
  readonly status: 'done' | 'stale-claim' | 'not-found';
  readonly expiresAtMs: number | null;
  /** When the device must have wiped the case, if that moved. */
  readonly wipeAtMs: number | null;
};

/** The lease of an item, locked, if it is still this device's to prolong or to give back. */
async function ownLease(
  tx: Queries,
  deviceId: string,
  item: LeaseItem,
): Promise<Lease | ItemResult> {
  const found = await lockCase(tx, item.caseId);
  if (!found)
    return { caseId: item.caseId, status: 'not-found', expiresAtMs: null, wipeAtMs: null };
  const lease =
    found.status === 'open' && found.epoch === item.epoch
      ? await findLease(tx, item.caseId, item.epoch)
      : null;
  if (lease?.deviceId !== deviceId)
    return { caseId: item.caseId, status: 'stale-claim', expiresAtMs: null, wipeAtMs: null };
  return lease;
}

/** Prolongs one lease, each item for itself; one that ran out is renewed as long as no other desk took the case. */
export function renewLease(
  database: Database,
  times: LeaseTimes,
  deviceId: string,
  item: LeaseItem,
  nowMs: number,
): Promise<ItemResult> {
  return database.transaction(async (tx) => {
    const lease = await ownLease(tx, deviceId, item);
    if ('status' in lease) return lease;
    // A desk that was taken off while it asked keeps nothing longer.
    if (lease.endedAtMs !== null || (await isRevoked(tx, deviceId)))
      return { caseId: item.caseId, status: 'stale-claim', expiresAtMs: null, wipeAtMs: null };
    const { expiresAtMs, wipeAtMs } = leaseSpan(times, lease.kind, nowMs);
    await prolongLease(tx, lease, expiresAtMs, wipeAtMs);
    return { caseId: item.caseId, status: 'done', expiresAtMs, wipeAtMs };
  });
}

/** Gives one case back; giving it back twice is done, too. */
export function releaseLease(
  database: Database,
  deviceId: string,
  item: LeaseItem,
  nowMs: number,
): Promise<ItemResult> {
  return database.transaction(async (tx) => {
    const lease = await ownLease(tx, deviceId, item);
    if ('status' in lease) return lease;
    if (lease.endedAtMs === null) await giveBack(tx, lease, nowMs);
    await settleFreedCase(tx, item.caseId, nowMs);
    return { caseId: item.caseId, status: 'done', expiresAtMs: null, wipeAtMs: null };
  });
}
