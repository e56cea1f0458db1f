import { ok, type Result } from '../../../shared/lifetime/result.ts';
import type { LeaseRef } from '../cache/travel-pack.ts';
import type { Tables } from '../cache/tables.ts';
import type { IntakeDeps } from '../intake/intake-context.ts';

/** How long a draft waits for its case to come back, in milliseconds. */
export const draftWaitsMs = 7 * 86_400_000;

const mostPerRequest = 500;

/**
 * The reviewer stops: the case is off this desk at once, with or without a network, and its lease waits to be given back. A
 * case with a verdict stays, since there is nothing to give back. The draft waits for the case, unless the policy says
 * that it goes. True when the case was taken.
 */
export function stopCase(tables: Tables, caseId: string, nowMs: number): boolean {
  return tables.transaction(() => {
    const known = tables.cases.read(caseId);
    if (known === null) return false;
    const isUndecided = ['fetching', 'ready', 'blocked'].includes(known.row.state);
    if (!isUndecided || known.row.outboxState !== null) return false;
    const { epoch, expiresAtMs } = known;
    const { settings } = tables;
    settings.write('handBack', [
      ...(settings.read('handBack') ?? []),
      { caseId, epoch, expiresAtMs },
    ]);
    takeFromPack(tables, { caseId, epoch });
    const keepsDraft = tables.policies.read(known.policyVersion)?.keepsStoppedDraft !== false;
    tables.cases.forget(caseId);
    tables.proposals.forget(caseId);
    if (keepsDraft)
      settings.write('stoppedCases', [
        ...(settings.read('stoppedCases') ?? []).filter((one) => one.caseId !== caseId),
        { caseId, atMs: nowMs },
      ]);
    else forgetDraft(tables, caseId);
    return true;
  });
}

/** Its lease is given back like any other: the pack counts it no more. */
function takeFromPack({ settings }: Tables, { caseId, epoch }: LeaseRef): void {
  const pack = settings.read('travelPack');
  if (pack === null) return;
  const cases = pack.cases.filter((ref) => ref.caseId !== caseId || ref.epoch !== epoch);
  settings.write('travelPack', { ...pack, cases });
}

function forgetDraft(tables: Tables, caseId: string): void {
  tables.drafts.forget(caseId);
  tables.reviewWorks.forget(caseId);
}

/** Drafts whose case did not come back in time go. */
export function tidyStopped(tables: Tables, nowMs: number): void {
  const stopped = tables.settings.read('stoppedCases') ?? [];
  const waiting = stopped.filter(({ atMs }) => nowMs - atMs < draftWaitsMs);
  if (waiting.length === stopped.length) return;
  tables.transaction(() => {
    for (const { caseId } of stopped)
      if (!waiting.some((one) => one.caseId === caseId) && tables.cases.read(caseId) === null)
        forgetDraft(tables, caseId);
    tables.settings.write('stoppedCases', waiting);
  });
}

/** Gives the leases of stopped cases back, and tidies their drafts. A lease that has run out meanwhile is free without us. */
export async function handBack(context: IntakeDeps): Promise<Result<null>> {
  const { settings } = context.tables;
  tidyStopped(context.tables, context.world.nowMs());
  const nowMs = context.clock.nowMs();
  const waiting = settings.read('handBack') ?? [];
  const items = waiting
    .filter(({ expiresAtMs }) => expiresAtMs > nowMs)
    .slice(0, mostPerRequest)
    .map(({ caseId, epoch }) => ({ caseId, epoch }));
  if (items.length > 0) {
    const answered = await context.client.call('releaseClaims', { body: { items } });
    if (!answered.ok) return answered;
    context.clock.heard(answered.value.nowMs);
    context.log('leases-given-back', { n: items.length });
  }
  const isDone = (ref: LeaseRef & { readonly expiresAtMs: number }) =>
    ref.expiresAtMs <= nowMs ||
    items.some(({ caseId, epoch }) => caseId === ref.caseId && epoch === ref.epoch);
  // Read anew: another case may have been stopped while the backend answered.
  const left = (settings.read('handBack') ?? []).filter((ref) => !isDone(ref));
  if (waiting.length > 0) settings.write('handBack', left);
  return ok(null);
}
