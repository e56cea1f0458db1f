import { randomUUID } from 'node:crypto';
import type { Claim } from '../../../shared/domain/claim.ts';
import { fileToReview } from '../../../shared/domain/generation.ts';
import { ok, type Result } from '../../../shared/lifetime/result.ts';
import type { LeaseRef, StoredPack } from '../cache/travel-pack.ts';
import { applyClaims } from '../intake/apply-claims.ts';
import { fetchMissingPolicies } from '../intake/fetch-policies.ts';
import { isOverAlready } from '../intake/lease-times.ts';
import { hearQuota } from '../intake/quota.ts';
import { changePack, type PackDeps } from './travel-context.ts';

/**
 * Claims what the pack still lacks, queue by queue. The request and its Idempotency-Key are stored first; the answer
 * is applied in one transaction with the pack, so a kill anywhere asks the same again and gets the same leases.
 */
export async function claimPack(context: PackDeps): Promise<Result<null>> {
  const { tables, client } = context;
  for (;;) {
    const pack = tables.settings.read('travelPack');
    const asking = pack && (pack.asking ?? nextRequest(context, pack));
    if (!pack) return ok(null);
    if (!asking) {
      if (pack.queuesLeft.length > 0) changePack(context, (now) => ({ ...now, queuesLeft: [] }));
      return fetchMissingPolicies(context);
    }
    changePack(context, (now) => ({ ...now, asking }));
    const { idempotencyKey, queue, max } = asking;
    const answered = await client.call('claimCases', {
      headers: { 'idempotency-key': idempotencyKey },
      body: { queue, max, maxBytes: Math.max(1, roomLeft(context, pack)), kind: 'travel' },
    });
    if (!answered.ok) {
      const isRefused = answered.fault.kind === 'refused' || answered.fault.kind === 'not-found';
      if (isRefused) changePack(context, (now) => withoutRequest(now, queue));
      return answered;
    }
    context.clock.heard(answered.value.nowMs);
    const { claims, nowMs, quota } = answered.value;
    tables.transaction(() => {
      takeAnswer(context, queue, claims);
      hearQuota(tables, quota, nowMs);
    });
    preferPacked(context);
    if (claims.length > 0) context.announce('queueChanged', {});
    context.log('travel-claimed', { n: claims.length });
  }
}

/** The pack's clips are measured before all others. */
export function preferPacked({ tables, measuring }: PackDeps): void {
  const packed = tables.settings.read('travelPack')?.cases ?? [];
  measuring.prefer(
    packed.flatMap(({ caseId }) => tables.cases.read(caseId)?.row.mediaSha256 ?? []),
  );
}

function nextRequest(context: PackDeps, pack: StoredPack): StoredPack['asking'] {
  const queue = pack.queuesLeft[0];
  const max = Math.min(200, pack.wanted - pack.cases.length);
  if (pack.isEnding || queue === undefined || max <= 0 || roomLeft(context, pack) <= 0) return null;
  return { idempotencyKey: randomUUID(), queue, max };
}

/** Bytes of the budget that the pack's cases leave. */
function roomLeft({ tables }: PackDeps, pack: StoredPack): number {
  const used = pack.cases.map(({ caseId }) => tables.cases.read(caseId)?.row.sizeBytes ?? 0);
  return pack.budgetBytes - used.reduce((sum, bytes) => sum + bytes, 0);
}

function withoutRequest(pack: StoredPack, queue: string): StoredPack {
  return {
    ...pack,
    asking: null,
    queuesLeft: pack.queuesLeft.filter((name) => name !== queue),
  };
}

/**
 * Sorts an answer: what must stay in the building, does not fit or is not wanted any more goes back without having
 * touched the cache; the rest joins the pack. Our own check: the backend's word alone never takes such a case along.
 */
function takeAnswer(context: PackDeps, queue: string, claims: readonly Claim[]): void {
  const { tables } = context;
  changePack(context, (pack) => {
    const refused = claims.filter((claim) => !claim.offlineEligible);
    const nowMs = context.clock.nowMs();
    const allowed = claims.filter((claim) => claim.offlineEligible && !isOverAlready(claim, nowMs));
    const kept = pack.isEnding ? [] : fitting(allowed, pack, roomLeft(context, pack));
    applyClaims(tables, kept, nowMs);
    const back = claims.filter((claim) => !kept.includes(claim));
    const undecided = kept.filter(
      ({ caseId }) => tables.cases.read(caseId)?.row.outboxState === null,
    );
    return {
      ...withoutRequest(pack, queue),
      cases: [...pack.cases, ...undecided.map(refOf)],
      giveBack: [...pack.giveBack, ...back.map(refOf)],
      refused: pack.refused + refused.length,
    };
  });
}

function fitting(claims: readonly Claim[], pack: StoredPack, roomBytes: number): readonly Claim[] {
  let left = roomBytes;
  return claims
    .filter((claim) => {
      const size = fileToReview(claim.generation)?.sizeBytes ?? 0;
      if (size > left) return false;
      left -= size;
      return true;
    })
    .slice(0, pack.wanted - pack.cases.length);
}

const refOf = ({ caseId, epoch }: LeaseRef): LeaseRef => ({ caseId, epoch });
