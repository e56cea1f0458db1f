import type { Queries } from './database.ts';

/** Notes that two people differ on a case; false when that was noted before. */
export async function noteAdjudication(
  tx: Queries,
  caseId: string,
  oneReviewerId: string,
  otherReviewerId: string,
): Promise<boolean> {
  const pair = [oneReviewerId, otherReviewerId].toSorted();
  const added = await tx.query(
    `INSERT INTO adjudications (case_id, one_reviewer, other_reviewer) VALUES ($1, $2, $3)
     ON CONFLICT DO NOTHING RETURNING case_id`,
    [caseId, ...pair],
  );
  return added.length > 0;
}
