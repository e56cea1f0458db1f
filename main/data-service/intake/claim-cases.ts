import { randomUUID } from 'node:crypto';
import type { Claim } from '../../../shared/domain/claim.ts';
import { fileToReview } from '../../../shared/domain/generation.ts';
import { err, ok, type Result } from '../../../shared/lifetime/result.ts';
import type { PendingClaim } from '../cache/settings.ts';
import { crashPoint } from '../runtime/crash-points.ts';
import { applyClaims } from './apply-claims.ts';
import type { IntakeDeps } from './intake-context.ts';
import { isOverAlready } from './lease-times.ts';
import { hearQuota, isInVain, quotaUsedUpUntilMs } from './quota.ts';

/** How much this desk holds claimed at once. */
export type ClaimPlan = {
  readonly target: number;
  readonly maxBytes: number;
  readonly decidedToday: number;
};

/** How many more cases to claim: up to the target, never past the day's quota, where the backend does not count that itself. */
export function claimShortfall(open: number, quotaPerDay: number | null, plan: ClaimPlan): number {
  const most = quotaPerDay === null ? plan.target : quotaPerDay - plan.decidedToday;
  return Math.max(0, Math.min(plan.target, most) - open);
}

/**
 * Claims what is missing, queue by queue. The request and its Idempotency-Key are stored first and forgotten in the
 * transaction that applies the answer: a lost answer is asked for again and brings the same leases.
 */
export async function claimCases(context: IntakeDeps, plan: ClaimPlan): Promise<Result<number>> {
  const { settings, cases } = context.tables;
  const enrolment = settings.read('enrolment');
  let taken = 0;
  for (const queue of enrolment?.queues ?? []) {
    const counted = settings.read('quota') ? null : (enrolment?.quotaPerDay ?? 0);
    const max = claimShortfall(cases.counts().open, counted, plan);
    const pending = settings.read('pendingClaim');
    const isUseless = max === 0 || isInVain(context.tables, context.clock.nowMs());
    // A request without an answer is repeated in any case: leases may have been granted under its key.
    if (isUseless && pending === null) break;
    const request = pending ?? {
      idempotencyKey: randomUUID(),
      queue,
      max: Math.min(200, max),
      maxBytes: plan.maxBytes,
      kind: 'live' as const,
    };
    // Before the request: after a lost answer or a kill the same key brings the same leases, and none leaks.
    settings.write('pendingClaim', request);
    crashPoint('claim.key-stored');
    const asked = await askFor(context, request, pending !== null);
    if (!asked.ok) return asked;
    taken += asked.value;
  }
  return ok(taken);
}

async function askFor(
  context: IntakeDeps,
  request: PendingClaim,
  isRepeated: boolean,
): Promise<Result<number>> {
  const { idempotencyKey, ...body } = request;
  const answered = await context.client.call('claimCases', {
    headers: { 'idempotency-key': idempotencyKey },
    body,
  });
  if (!answered.ok) {
    if (answered.fault.kind === 'refused' || answered.fault.kind === 'not-found')
      context.tables.settings.forget('pendingClaim');
    return answered;
  }
  const { claims, nowMs, quota } = answered.value;
  if (claims.length > request.max || (!isRepeated && bytesOf(claims) > request.maxBytes)) {
    context.tables.settings.forget('pendingClaim');
    return tooMany;
  }
  context.clock.heard(nowMs);
  crashPoint('claim.answered');
  const before = quotaUsedUpUntilMs(context.tables, nowMs);
  context.tables.transaction(() => {
    applyClaims(context.tables, claims, nowMs);
    hearQuota(context.tables, quota, nowMs);
    context.tables.settings.forget('pendingClaim');
  });
  crashPoint('claim.applied');
  if (quotaUsedUpUntilMs(context.tables, nowMs) !== before) context.announce('deskChanged', {});
  if (claims.length > 0) {
    context.announce('queueChanged', {});
    context.log('claims-taken', { n: claims.length });
  }
  const over = claims.filter((claim) => isOverAlready(claim, nowMs));
  // A request that is asked again after days gets the leases of then: those are over by right.
  return over.length === 0 || isRepeated
    ? ok(claims.length - over.length)
    : releaseClaims(context, over);
}

/** New leases that can't be used: given back at once, so that none leaks, and announced. */
async function releaseClaims(
  { client, log }: IntakeDeps,
  over: readonly Claim[],
): Promise<Result<never>> {
  log('claims-over-already', { n: over.length });
  const items = over.map(({ caseId, epoch }) => ({ caseId, epoch }));
  const given = await client.call('releaseClaims', { body: { items } });
  if (!given.ok) return given;
  return err(
    'refused',
    'The backend gives out cases whose time on this desk is over already, so none of them was taken. Its lease times are wrong: tell your operator. Your verdicts and drafts are safe.',
    'after-user',
  );
}

/** What this desk would fetch for them. */
function bytesOf(claims: readonly Claim[]): number {
  return claims.reduce((sum, claim) => sum + (fileToReview(claim.generation)?.sizeBytes ?? 0), 0);
}

/** None is taken: which of them would be ours to choose is not ours to say. The backend takes them back when they run out. */
const tooMany = err(
  'refused',
  'The backend gave out more cases, or longer ones, than this desk asked for, so none of them was taken. Tell your operator; your verdicts and drafts are safe.',
  'later',
  60_000,
);
