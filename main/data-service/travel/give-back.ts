import { ok, type Result } from '../../../shared/lifetime/result.ts';
import type { LeaseRef, StoredPack } from '../cache/travel-pack.ts';
import { changePack, sameLease, type PackDeps } from './travel-context.ts';
import { isHere } from './travel-progress.ts';

/** Which of the pack's cases go back when the reviewer ends it: never one that is decided or half judged. */
export function endPack(context: PackDeps, keep: 'ready' | 'none'): void {
  const { tables } = context;
  tables.transaction(() =>
    changePack(context, (pack) => {
      const back = pack.cases.filter(
        (ref) => isUnwanted(context, ref) && !(keep === 'ready' && isHere(context, ref)),
      );
      return {
        ...pack,
        isEnding: true,
        cases: pack.cases.filter((ref) => !back.includes(ref)),
        giveBack: [...pack.giveBack, ...back],
      };
    }),
  );
}

function isUnwanted({ tables }: PackDeps, { caseId }: LeaseRef): boolean {
  const known = tables.cases.read(caseId);
  if (known === null) return false;
  const { state } = known.row;
  const isUndecided = state === 'fetching' || state === 'ready' || state === 'blocked';
  return isUndecided && tables.drafts.read(caseId) === null;
}

/** Gives leases back; what is on the disk of such a case goes with the transaction that takes the answer in. */
export async function giveBack(context: PackDeps): Promise<Result<null>> {
  const { tables, client } = context;
  const items = tables.settings.read('travelPack')?.giveBack.slice(0, 500) ?? [];
  if (items.length === 0) return ok(null);
  const answered = await client.call('releaseClaims', { body: { items } });
  if (!answered.ok) return answered;
  context.clock.heard(answered.value.nowMs);
  tables.transaction(() => {
    for (const item of items) forgetCase(context, item);
    changePack(context, (pack) => without(pack, items));
  });
  // Without this the keys of the clips would live on in the write-ahead log.
  tables.truncateLog();
  context.announce('queueChanged', {});
  context.log('travel-given-back', { n: items.length });
  return ok(null);
}

function without(pack: StoredPack, items: readonly LeaseRef[]): StoredPack {
  return { ...pack, giveBack: pack.giveBack.filter((ref) => !items.some(sameLease(ref))) };
}

/** Removes a case that is not ours any more; one that was judged meanwhile, or leased again, stays. */
function forgetCase({ tables }: PackDeps, { caseId, epoch }: LeaseRef): void {
  const known = tables.cases.read(caseId);
  if (known?.epoch !== epoch || known.row.outboxState !== null) return;
  // Begun while the backend answered: the case is gone, what was written stays to be read.
  if (tables.drafts.read(caseId) !== null)
    return void tables.cases.change(caseId, { state: 'lost' });
  tables.cases.forget(caseId);
  tables.drafts.forget(caseId);
  tables.reviewWorks.forget(caseId);
  tables.proposals.forget(caseId);
}
