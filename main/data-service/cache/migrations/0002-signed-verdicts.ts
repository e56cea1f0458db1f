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
-- Its place in the backend's log, once it has one.
ALTER TABLE verdicts ADD COLUMN log_index INTEGER;
CREATE INDEX verdicts_unlogged ON verdicts (device_sequence) WHERE receipt IS NOT NULL AND log_index IS NULL;

DROP TRIGGER verdicts_are_facts;
CREATE TRIGGER verdicts_are_facts BEFORE UPDATE OF verdict_id, case_id, device_sequence, body, envelope ON verdicts
BEGIN SELECT RAISE(ABORT, 'a verdict is an immutable fact'); END;
`;
