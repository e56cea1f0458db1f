import type { Claim } from '../../../shared/domain/claim.ts';
import { fileToReview } from '../../../shared/domain/generation.ts';
import type { Tables } from '../cache/tables.ts';
import { blockedMediaFault } from '../cache/blocked-media.ts';
import { mediaStatusOf } from './media-status.ts';
import { boundedWipeMs, isOverAlready } from './lease-times.ts';

/**
 * Takes leases into the cache, in the caller's transaction. A case that holds our verdict keeps its state; an answer
 * that comes late does not put an older lease over a newer one.
 */
export function applyClaims(tables: Tables, claims: readonly Claim[], serverNowMs: number): void {
  const givenBack = tables.settings.read('handBack') ?? [];
  for (const claim of claims) {
    const known = tables.cases.read(claim.caseId);
    if (isOverAlready(claim, serverNowMs) || (known !== null && claim.epoch < known.epoch))
      continue;
    // An answer to an old request brings no case back that the reviewer stopped on.
    if (givenBack.some((ref) => ref.caseId === claim.caseId && ref.epoch >= claim.epoch)) continue;
    const file = fileToReview(claim.generation);
    const isWithheld = file !== undefined && tables.blockedMedia.has(file.sha256);
    const offlineEligible = claim.offlineEligible && !isWithheld;
    if (file && file.sizeBytes > 0) tables.media.want(file);
    if (isWithheld) tables.media.saveFault(file.sha256, blockedMediaFault, 0);
    const { state, mediaFault } = mediaStatusOf(
      claim.generation,
      file ? tables.media.read(file.sha256) : null,
    );
    const isDecided =
      known !== null &&
      (known.row.state === 'saved' ||
        (known.row.state === 'settled' && known.epoch === claim.epoch));
    tables.cases.take(
      { ...claim, offlineEligible, wipeAtMs: boundedWipeMs(claim.wipeAtMs, serverNowMs) },
      isDecided ? known.row.state : state,
      mediaFault,
    );
    if (file && tables.media.read(file.sha256)?.isVerified)
      tables.cases.change(claim.caseId, { fetched: 1, offlineReady: offlineEligible });
  }
}
