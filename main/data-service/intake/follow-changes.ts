import { changeKinds, type Change } from '../../../shared/contract/backend-api.ts';
import { err, ok, type Result } from '../../../shared/lifetime/result.ts';
import type { Tables } from '../cache/tables.ts';
import { crashPoint } from '../runtime/crash-points.ts';
import { applyClaims } from './apply-claims.ts';
import { isStillOpen } from './media-status.ts';
import { fetchPolicy } from './fetch-policies.ts';
import type { IntakeDeps } from './intake-context.ts';

const pageSize = 500;
/** Pages of one round: ten thousand changes. The rest comes with the next round; renewals and claims wait for none of it. */
const pagesPerRound = 20;

/** Follows the change feed from the stored cursor; without one, or when the backend says it is gone, takes a snapshot. */
export async function followChanges(context: IntakeDeps): Promise<Result<null>> {
  const { settings } = context.tables;
  let snapshots = 0;
  const passed = new Set<string>();
  for (let pages = 0; pages < pagesPerRound; pages++) {
    const cursor = settings.read('cursor');
    if (cursor === null) {
      // Loop breaker: a backend that refuses the cursor it just gave is in trouble, not we.
      if (snapshots++ > 0)
        return err(
          'bad-answer',
          'The backend takes back the place in its change feed that it just gave. The desk tries again later.',
          'later',
          60_000,
        );
      const taken = await takeSnapshot(context);
      if (!taken.ok) return taken;
      continue;
    }
    if (passed.has(cursor)) return goesRound;
    passed.add(cursor);
    const answered = await context.client.call('readChanges', {
      query: { cursor, limit: pageSize },
    });
    if (!answered.ok) {
      if (answered.status !== 410) return answered;
      settings.forget('cursor');
      continue;
    }
    const { changes, nextCursor, more, nowMs } = answered.value;
    context.clock.heard(nowMs);
    if (changes.length > 0) crashPoint('sync.page-read');
    const applied = await applyPage(context, changes, nextCursor);
    if (!applied.ok || !more || nextCursor === cursor) return applied;
  }
  return ok(null);
}

/** Refused, so that it keeps no other step of the round back. */
const goesRound = err(
  'refused',
  'The news of the backend lead in a circle, so the desk reads them only once a minute. Tell your operator; your cases and verdicts are safe.',
  'later',
  60_000,
);

async function takeSnapshot(context: IntakeDeps): Promise<Result<null>> {
  // What is claimed while the backend answers is not in its answer, and not lost either.
  const before = context.tables.cases.openClaims();
  const answered = await context.client.call('readSnapshot', {});
  if (!answered.ok) return answered;
  const { claims, cursor, policyVersion, nowMs } = answered.value;
  context.clock.heard(nowMs);
  const policy = await fetchPolicy(context, policyVersion);
  if (!policy.ok) return policy;
  const { tables } = context;
  tables.transaction(() => {
    const live = new Set(claims.map((claim) => claim.caseId));
    for (const lease of before)
      if (!live.has(lease.caseId) && isStillOpen(tables, lease))
        tables.cases.change(lease.caseId, { state: 'lost' });
    applyClaims(tables, claims, nowMs);
    tables.cases.movePolicy(policyVersion);
    tables.settings.write('cursor', cursor);
  });
  context.announce('queueChanged', {});
  context.log('snapshot-applied', { claims: claims.length });
  return ok(null);
}

/** Applies one page and moves the cursor in the same transaction: a kill in between repeats it, and repeating is harmless. */
async function applyPage(
  context: IntakeDeps,
  changes: readonly Change[],
  nextCursor: string,
): Promise<Result<null>> {
  // Only the last one of a page: it is what the cases are moved to, and a feed may name any number before it.
  const version = changes.map(policyVersionOf).findLast((one) => one !== null) ?? null;
  const fetched = version === null ? ok(null) : await fetchPolicy(context, version);
  if (!fetched.ok && fetched.fault.kind !== 'refused' && fetched.fault.retry !== 'never')
    return fetched;
  const touched = context.tables.transaction(() => {
    const ids = changes.flatMap((change) => applyChange(context, change));
    context.tables.settings.write('cursor', nextCursor);
    return ids;
  });
  if (changes.length > 0) crashPoint('sync.page-applied');
  for (const caseId of new Set(touched)) {
    const revision = context.tables.cases.read(caseId)?.row.revision;
    if (revision !== undefined) context.announce('caseChanged', { caseId, revision });
  }
  if (touched.length > 0) context.announce('queueChanged', {});
  return ok(null);
}

function policyVersionOf(change: Change): string | null {
  if (change.kind !== 'policy') return null;
  const { version, policyVersion } = change.detail;
  return typeof version === 'string'
    ? version
    : typeof policyVersion === 'string'
      ? policyVersion
      : null;
}

/** The cases that a change touched. */
function applyChange(context: IntakeDeps, change: Change): readonly string[] {
  const { tables } = context;
  if (!(changeKinds as readonly string[]).includes(change.kind)) {
    tables.settings.write('skippedChanges', (tables.settings.read('skippedChanges') ?? 0) + 1);
    context.log('change-skipped', {});
    return [];
  }
  const version = policyVersionOf(change);
  if (version !== null)
    return tables.policies.read(version) === null ? [] : tables.cases.movePolicy(version);
  if (change.kind === 'device-revoked')
    tables.settings.write('revokedAtMs', Math.round(context.clock.nowMs()));
  if (change.caseId === null) return [];
  noteCurrentOutcome(tables, change.caseId, change);
  const known = tables.cases.read(change.caseId);
  if (known === null) return [];
  return applyToCase(context, change, known) ? [change.caseId] : [];
}

/** A decision on a case may change the outcomes of our verdicts on it: what the feed doesn't say is asked later. */
function noteCurrentOutcome({ verdicts }: Tables, caseId: string, change: Change): void {
  if (change.kind !== 'decided' && change.kind !== 'adjudicate') return;
  const named = change.detail['verdictId'];
  const counts = change.kind === 'decided' && typeof named === 'string' ? named : null;
  const isAnswered = counts !== null && verdicts.receiptOf(counts) !== null;
  verdicts.askAgain(caseId, isAnswered ? counts : null);
  if (isAnswered) verdicts.saveCurrentOutcome(counts, 'effective');
}

function applyToCase(
  context: IntakeDeps,
  change: Change,
  known: NonNullable<ReturnType<IntakeDeps['tables']['cases']['read']>>,
): boolean {
  const { cases } = context.tables;
  const isUndecided =
    known.row.state === 'fetching' || known.row.state === 'ready' || known.row.state === 'blocked';
  switch (change.kind) {
    case 'lease-lost': {
      const epoch = change.detail['epoch'];
      const isOld = typeof epoch === 'number' && epoch < known.epoch;
      if (!isUndecided || isOld) return false;
      cases.change(known.row.caseId, { state: 'lost' });
      return true;
    }
    case 'decided':
    case 'withdrawn':
    case 'tombstone':
      if (!isUndecided) return false;
      cases.change(known.row.caseId, { state: 'lost' });
      return true;
    default:
      return false;
  }
}
