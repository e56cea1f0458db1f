import type { Modality } from '../../../shared/domain/harm-category.ts';
import type { Tables } from '../cache/tables.ts';
import type { CaseToSend } from './may-leave.ts';

/** Reads from the cache what `mayLeave` asks about a case; null when the case is not here any more. */
export function caseToSend(
  tables: Tables,
  caseId: string,
  modalities: readonly Modality[],
): CaseToSend | null {
  const known = tables.cases.read(caseId);
  const generation = tables.cases.readGeneration(caseId);
  if (known === null || generation === null) return null;
  const draft = tables.drafts.read(caseId);
  const branches = tables.policies.read(known.policyVersion)?.branches ?? [];
  const chosen = branches.find(({ branchId }) => branchId === draft?.branchId);
  const made = tables.journal.ofCase(caseId).map(({ verdict }) => verdict);
  return {
    offlineEligible: known.row.offlineEligible,
    generation,
    modalities,
    proposals: tables.proposals.of(caseId),
    judged: [
      ...(draft ? [{ category: chosen?.category ?? null, findings: draft.findings }] : []),
      ...made,
    ],
    isWithheld: generation.media.some(({ sha256 }) => tables.blockedMedia.has(sha256)),
  };
}
