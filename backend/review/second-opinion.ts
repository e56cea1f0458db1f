import { uuidv7 } from 'uuidv7';
import { openCase, type StoredCase } from '../store/cases.ts';
import type { Queries } from '../store/database.ts';
import { loadGeneration } from '../store/generations.ts';
import { reviewersOfGeneration } from '../store/verdicts.ts';

/** Asks a person who has not judged this generation yet; a case asks only once. */
export async function openSecondOpinion(
  tx: Queries,
  of: StoredCase,
  reasonDetail: string,
  nowMs: number,
): Promise<string | null> {
  const stored = await loadGeneration(tx, of.generationId);
  if (!stored) return null;
  const fresh = {
    caseId: uuidv7(),
    generation: stored.generation,
    reason: 'second-opinion' as const,
    reasonDetail,
    dueAtMs: of.dueAtMs,
    offlineEligible: of.offlineEligible,
    queue: of.queue,
    notFor: await reviewersOfGeneration(tx, of.generationId),
    secondOpinionOf: of.caseId,
  };
  return openCase(tx, fresh, nowMs);
}
