import type { Database } from 'better-sqlite3';
import type { ExposureLine } from '../../../shared/domain/exposure.ts';
import { harmCategory, type HarmCategory } from '../../../shared/domain/harm-category.ts';

/** Some time that a case was on screen or heard. */
export type ShownTime = {
  readonly reviewerId: string;
  readonly dayStartMs: number;
  readonly caseId: string;
  /** What the clip was expected to show; null: nothing distressing. */
  readonly expectedHarm: HarmCategory | null;
  readonly atMs: number;
  readonly unfilteredMs: number;
  readonly filteredMs: number;
};

/** One case that a person was shown on a day, in the order in which they met it. */
export type SeenCase = {
  readonly caseId: string;
  /** 0..4 by the verdict that stands; null without one. */
  readonly severity: number | null;
  readonly expectedHarm: string | null;
};

/** What one person was shown. Its rows belong to that person. */
export type Exposures = {
  add(shown: ShownTime): void;
  /** By harm and severity, days that began in `[fromMs, toMs)`. */
  lines(reviewerId: string, fromMs: number, toMs: number): readonly ExposureLine[];
  /** Cases first shown since, oldest first. */
  seenSince(reviewerId: string, sinceMs: number): readonly SeenCase[];
  /** Unfiltered milliseconds of one day, all harms and severities. */
  unfilteredMs(reviewerId: string, dayStartMs: number): number;
  /** Whether this desk judged the same clip in another case. */
  wasJudgedElsewhere(sha256: string, caseId: string): boolean;
  /** What is older helps nobody any more. */
  forgetBefore(dayStartMs: number): void;
};

type Raw = {
  harm: string | null;
  severity: number | null;
  items: number;
  unfilteredMs: number;
  filteredMs: number;
};

/** The verdict that stands on a case, if this desk made one. */
const standing = `LEFT JOIN verdicts v ON v.case_id = e.case_id AND v.superseded_by IS NULL`;

export function createExposures(db: Database): Exposures {
  const upsert = db.prepare(
    `INSERT INTO exposures (reviewer_id, day_start_ms, case_id, expected_harm, unfiltered_ms, filtered_ms, first_at_ms, last_at_ms)
     VALUES (@reviewerId, @dayStartMs, @caseId, @expectedHarm, @unfilteredMs, @filteredMs, @atMs, @atMs)
     ON CONFLICT (reviewer_id, day_start_ms, case_id) DO UPDATE SET
       unfiltered_ms = unfiltered_ms + excluded.unfiltered_ms, filtered_ms = filtered_ms + excluded.filtered_ms,
       last_at_ms = excluded.last_at_ms`,
  );
  const grouped = db.prepare<[string, number, number], Raw>(
    `SELECT CASE WHEN v.verdict_id IS NULL THEN e.expected_harm ELSE v.body ->> '$.category' END AS harm,
       v.body ->> '$.severity' AS severity, count(*) AS items,
       sum(e.unfiltered_ms) AS unfilteredMs, sum(e.filtered_ms) AS filteredMs
     FROM exposures e ${standing}
     WHERE e.reviewer_id = ? AND e.day_start_ms >= ? AND e.day_start_ms < ?
     GROUP BY harm, severity ORDER BY severity DESC, harm`,
  );
  const since = db.prepare<[string, number], SeenCase>(
    `SELECT e.case_id AS caseId, v.body ->> '$.severity' AS severity, e.expected_harm AS expectedHarm
     FROM exposures e ${standing} WHERE e.reviewer_id = ? AND e.first_at_ms >= ? ORDER BY e.first_at_ms, e.case_id`,
  );
  const ofDay = db.prepare<[string, number], { ms: number | null }>(
    'SELECT sum(unfiltered_ms) AS ms FROM exposures WHERE reviewer_id = ? AND day_start_ms = ?',
  );
  const judged = db.prepare<[string, string], { one: number }>(
    `SELECT 1 AS one FROM verdicts WHERE body ->> '$.mediaSha256' = ? AND case_id <> ? LIMIT 1`,
  );
  const remove = db.prepare<[number]>('DELETE FROM exposures WHERE day_start_ms < ?');
  return {
    add: (shown) => void upsert.run(shown),
    lines: (reviewerId, fromMs, toMs) =>
      grouped.all(reviewerId, fromMs, toMs).map((raw) => ({
        ...raw,
        harm: raw.harm === null ? null : (harmCategory.safeParse(raw.harm).data ?? null),
      })),
    seenSince: (reviewerId, sinceMs) => since.all(reviewerId, sinceMs),
    unfilteredMs: (reviewerId, dayStartMs) => ofDay.get(reviewerId, dayStartMs)?.ms ?? 0,
    wasJudgedElsewhere: (sha256, caseId) => judged.get(sha256, caseId) !== undefined,
    forgetBefore: (dayStartMs) => void remove.run(dayStartMs),
  };
}
