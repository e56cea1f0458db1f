import type { Database } from 'better-sqlite3';

/** What one person was shown, by day and case. */
export const exposures = {
  number: 2,
  name: 'exposures',
  run: (db: Database): void => void db.exec(sql),
} as const;

const sql = `
-- Of one reviewer, for that reviewer: never sent, exported or logged. The harm is what the clip was expected to show; what a
-- verdict of this desk found takes its place when it is read.
CREATE TABLE exposures (
  reviewer_id TEXT NOT NULL,
  day_start_ms INTEGER NOT NULL,
  case_id TEXT NOT NULL,
  expected_harm TEXT,
  unfiltered_ms INTEGER NOT NULL,
  filtered_ms INTEGER NOT NULL,
  first_at_ms INTEGER NOT NULL,
  last_at_ms INTEGER NOT NULL,
  PRIMARY KEY (reviewer_id, day_start_ms, case_id)
) STRICT, WITHOUT ROWID;

-- Whether a clip was judged before, in whatever case.
CREATE INDEX verdicts_by_media ON verdicts (body ->> '$.mediaSha256');
`;
