import Sqlite from 'better-sqlite3';

/** What trial versions of the desk, before the first release, made of a database; the version is the place, from 1. */
export const trialDeskSteps: readonly string[] = [
  `
CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE policies (version TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT;
CREATE TABLE media_files (
  sha256 TEXT PRIMARY KEY,
  size_bytes INTEGER NOT NULL,
  chunk_bytes INTEGER NOT NULL,
  mime_type TEXT NOT NULL,
  file_key BLOB NOT NULL,
  nonce_prefix BLOB NOT NULL,
  manifest TEXT,
  state TEXT NOT NULL CHECK (state IN ('wanted', 'verified')),
  fault TEXT,
  try_after_ms INTEGER NOT NULL DEFAULT 0,
  attempts INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX media_files_by_state ON media_files (state);
CREATE TABLE cases (
  case_id TEXT PRIMARY KEY,
  revision INTEGER NOT NULL,
  title TEXT NOT NULL COLLATE NOCASE,
  reason TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL,
  due_at_ms INTEGER NOT NULL,
  state TEXT NOT NULL,
  media_state TEXT NOT NULL,
  size_bytes INTEGER NOT NULL,
  fetched REAL NOT NULL,
  offline_ready INTEGER NOT NULL,
  offline_eligible INTEGER NOT NULL,
  account_name TEXT NOT NULL,
  search_text TEXT NOT NULL,
  media_sha256 TEXT,
  verdict_outcome TEXT,
  outbox_state TEXT,
  epoch INTEGER NOT NULL,
  kind TEXT NOT NULL,
  claimed_at_ms INTEGER NOT NULL,
  expires_at_ms INTEGER NOT NULL,
  wipe_at_ms INTEGER NOT NULL,
  policy_version TEXT NOT NULL,
  media_fault TEXT
) STRICT;
CREATE INDEX cases_by_due ON cases (due_at_ms, case_id, state, reason);
CREATE INDEX cases_by_age ON cases (created_at_ms, case_id, state, reason);
CREATE INDEX cases_by_title ON cases (title, case_id, state, reason);
CREATE INDEX cases_by_reason ON cases (reason, case_id, state);
CREATE INDEX cases_by_state ON cases (state, case_id, reason);
CREATE INDEX cases_by_size ON cases (size_bytes, case_id, state, reason);
CREATE INDEX cases_by_text ON cases (search_text, case_id, state, reason);
CREATE INDEX cases_by_media ON cases (media_sha256);
CREATE INDEX cases_by_policy ON cases (policy_version);
CREATE TABLE generations (case_id TEXT PRIMARY KEY REFERENCES cases (case_id) ON DELETE CASCADE, body TEXT NOT NULL) STRICT;
CREATE TABLE verdicts (
  verdict_id TEXT PRIMARY KEY,
  case_id TEXT NOT NULL,
  device_sequence INTEGER NOT NULL UNIQUE,
  decided_at_ms INTEGER NOT NULL,
  body TEXT NOT NULL,
  review_reason TEXT NOT NULL,
  case_title TEXT NOT NULL,
  superseded_by TEXT,
  receipt TEXT,
  settled_at_ms INTEGER
) STRICT;
CREATE INDEX verdicts_by_case ON verdicts (case_id, device_sequence);
CREATE INDEX verdicts_by_time ON verdicts (decided_at_ms);
CREATE TABLE outbox (
  verdict_id TEXT PRIMARY KEY REFERENCES verdicts (verdict_id),
  device_sequence INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'rejected')),
  attempts INTEGER NOT NULL,
  last_fault TEXT
) STRICT;
CREATE INDEX outbox_by_state ON outbox (state, attempts, device_sequence);
CREATE TRIGGER outbox_xor_receipt BEFORE UPDATE OF receipt ON verdicts
WHEN NEW.receipt IS NOT NULL AND EXISTS (SELECT 1 FROM outbox WHERE verdict_id = NEW.verdict_id)
BEGIN SELECT RAISE(ABORT, 'outbox xor receipt'); END;
CREATE TRIGGER verdicts_are_facts BEFORE UPDATE OF verdict_id, case_id, device_sequence, body ON verdicts
BEGIN SELECT RAISE(ABORT, 'a verdict is an immutable fact'); END;
CREATE TRIGGER verdicts_stay BEFORE DELETE ON verdicts
BEGIN SELECT RAISE(ABORT, 'a verdict is never deleted'); END;
CREATE TABLE drafts (case_id TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT;
CREATE TABLE review_works (case_id TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT;
CREATE TABLE frame_indexes (
  sha256 TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  body BLOB NOT NULL
) STRICT;
CREATE TABLE measurements (
  sha256 TEXT NOT NULL,
  kind TEXT NOT NULL,
  version INTEGER NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY (sha256, kind)
) STRICT;
CREATE TABLE proposals (
  case_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  made_at_ms INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (case_id, kind)
) STRICT;
`,
  `
ALTER TABLE verdicts ADD COLUMN envelope TEXT;
ALTER TABLE verdicts ADD COLUMN log_index INTEGER;
CREATE INDEX verdicts_unlogged ON verdicts (device_sequence) WHERE receipt IS NOT NULL AND log_index IS NULL;
DROP TRIGGER verdicts_are_facts;
CREATE TRIGGER verdicts_are_facts BEFORE UPDATE OF verdict_id, case_id, device_sequence, body, envelope ON verdicts
BEGIN SELECT RAISE(ABORT, 'a verdict is an immutable fact'); END;
`,
  `
CREATE TABLE evidence_shares (
      sha256 TEXT PRIMARY KEY,
      analysers TEXT NOT NULL,
      share REAL NOT NULL
    ) STRICT, WITHOUT ROWID;
`,
  `
ALTER TABLE verdicts ADD COLUMN current_outcome TEXT;
ALTER TABLE verdicts ADD COLUMN must_ask INTEGER NOT NULL DEFAULT 0;
CREATE INDEX verdicts_to_ask ON verdicts (device_sequence) WHERE must_ask = 1;
CREATE INDEX verdicts_to_confirm ON verdicts (device_sequence)
  WHERE coalesce(current_outcome, receipt ->> '$.outcome') = 'needs-reconfirm';
`,
];

/** Makes a desk's database as a trial version did, with one verdict that waits to be sent. The caller closes it. */
export function makeTrialDatabase(
  file: string,
  key: Uint8Array,
  version: number,
  rescueFileId: string,
): Sqlite.Database {
  const db = new Sqlite(file);
  db.pragma(`cipher='chacha20'`);
  db.pragma(`key="x'${Buffer.from(key).toString('hex')}'"`);
  db.pragma('journal_mode = WAL');
  for (const step of trialDeskSteps.slice(0, version)) db.exec(step);
  db.pragma(`user_version = ${version}`);
  db.exec(`
    INSERT INTO settings (key, value) VALUES ('deviceSequence', '3'), ('rescueFileId', '"${rescueFileId}"');
    INSERT INTO drafts (case_id, body) VALUES ('case-2', '{}');
    INSERT INTO verdicts (verdict_id, case_id, device_sequence, decided_at_ms, body, review_reason, case_title)
      VALUES ('v-1', 'case-1', 3, 1, '{"note":"seen"}', 'appeal', 'A clip');
    INSERT INTO outbox (verdict_id, device_sequence, state, attempts) VALUES ('v-1', 3, 'waiting', 0);`);
  return db;
}
