import type { Database } from 'better-sqlite3';

/** What a verdict is worth today may differ from its receipt: kept beside it, with the question whether to ask again. */
export const verdictWorth = {
  number: 4,
  name: 'verdict-worth',
  run(db: Database): void {
    db.exec(`
ALTER TABLE verdicts ADD COLUMN current_outcome TEXT;
ALTER TABLE verdicts ADD COLUMN must_ask INTEGER NOT NULL DEFAULT 0;
CREATE INDEX verdicts_to_ask ON verdicts (device_sequence) WHERE must_ask = 1;
CREATE INDEX verdicts_to_confirm ON verdicts (device_sequence)
  WHERE coalesce(current_outcome, receipt ->> '$.outcome') = 'needs-reconfirm';
`);
  },
} as const;
