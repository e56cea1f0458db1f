import type { Database } from 'better-sqlite3';

/** Verdicts are signed: beside the fact stands the envelope that is sent; null for those of an older desk. */
export const signedVerdicts = {
  number: 2,
  name: 'signed-verdicts',
  run(db: Database): void {
    db.exec(sql);
  },
} as const;

const sql = `
-- The envelope's exact text; the device's signature stands over its payload.
ALTER TABLE verdicts ADD COLUMN envelope TEXT;

DROP TRIGGER verdicts_are_facts;
CREATE TRIGGER verdicts_are_facts BEFORE UPDATE OF verdict_id, case_id, device_sequence, body, envelope ON verdicts
BEGIN SELECT RAISE(ABORT, 'a verdict is an immutable fact'); END;
`;
