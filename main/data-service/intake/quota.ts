import type { z } from 'zod';
import type { backendApi } from '../../../shared/contract/backend-api.ts';
import type { Tables } from '../cache/tables.ts';

/** A quota that is used up is asked about this often all the same: an operator may raise it. */
const askAgainMs = 3_600_000;

type Told = z.output<(typeof backendApi.claimCases.replies)[200]>['quota'];

/** Keeps what the backend said of the quota with its claims; forgets it where it says nothing. In the caller's transaction. */
export function hearQuota(tables: Tables, quota: Told, nowMs: number): void {
  if (!quota) {
    tables.settings.forget('quota');
    return;
  }
  const askAgainAtMs = Math.min(quota.renewsAtMs, nowMs + askAgainMs);
  const heldThen = tables.cases.counts().open;
  tables.settings.write('quota', { ...quota, heldThen, askAgainAtMs });
}

/**
 * When the quota's next day begins (the backend's clock), while it is used up; null while cases may be claimed. With one
 * that is used up nothing is claimed until then, but for once an hour, and once for each case that was decided or lost: one
 * held from the day before counts as long as it is held.
 */
export function quotaUsedUpUntilMs(tables: Tables, nowMs: number): number | null {
  const quota = tables.settings.read('quota');
  return quota && quota.left === 0 && nowMs < quota.renewsAtMs ? quota.renewsAtMs : null;
}

/** Whether a claim now would get nothing. */
export function isInVain(tables: Tables, nowMs: number): boolean {
  const quota = tables.settings.read('quota');
  return (
    quota !== null &&
    quotaUsedUpUntilMs(tables, nowMs) !== null &&
    nowMs < quota.askAgainAtMs &&
    tables.cases.counts().open >= quota.heldThen
  );
}
