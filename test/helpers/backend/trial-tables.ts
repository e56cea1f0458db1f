import type { Database } from '../../../backend/store/database.ts';

/** What trial versions of the backend, before the first release, made of a database; the version is the place, from 1. */
export const trialBackendSteps: readonly string[] = [
  `
CREATE TABLE backend_facts (
  name text PRIMARY KEY,
  value text NOT NULL
);
CREATE TABLE invitations (
  code_sha256 text PRIMARY KEY,
  reviewer_name text NOT NULL,
  role text NOT NULL CHECK (role IN ('reviewer', 'lead', 'auditor')),
  quota_per_day integer NOT NULL,
  queues text[] NOT NULL,
  uses_left integer CHECK (uses_left >= 0)
);
CREATE TABLE reviewers (
  reviewer_id text PRIMARY KEY,
  name text NOT NULL,
  role text NOT NULL CHECK (role IN ('reviewer', 'lead', 'auditor')),
  quota_per_day integer NOT NULL,
  queues text[] NOT NULL
);
CREATE TABLE devices (
  device_id text PRIMARY KEY,
  reviewer_id text NOT NULL REFERENCES reviewers,
  token_sha256 text NOT NULL UNIQUE,
  public_key text NOT NULL,
  desk_version text NOT NULL,
  enrolled_at_ms bigint NOT NULL,
  revoked_at_ms bigint
);
CREATE TABLE policies (
  version text PRIMARY KEY,
  effective_at_ms bigint NOT NULL,
  body jsonb NOT NULL
);
CREATE TABLE media_files (
  sha256 text PRIMARY KEY,
  size_bytes bigint NOT NULL,
  chunk_bytes integer NOT NULL,
  chunk_sha256s bytea NOT NULL
);
CREATE TABLE generations (
  generation_id text PRIMARY KEY,
  created_at_ms bigint NOT NULL,
  due_at_ms bigint NOT NULL,
  record jsonb NOT NULL,
  first_case_id text NOT NULL UNIQUE,
  intake text NOT NULL CHECK (intake IN ('media-missing', 'processing', 'done')),
  media_state text NOT NULL CHECK (media_state IN ('ready', 'needs-transcoding', 'broken')),
  media_note text NOT NULL
);
CREATE INDEX generations_processing ON generations (created_at_ms) WHERE intake = 'processing';
CREATE TABLE generation_media (
  generation_id text NOT NULL REFERENCES generations,
  role text NOT NULL CHECK (role IN ('original', 'proxy')),
  sha256 text NOT NULL REFERENCES media_files,
  mime_type text NOT NULL,
  proxy jsonb,
  PRIMARY KEY (generation_id, role)
);
CREATE INDEX generation_media_by_file ON generation_media (sha256);
CREATE TABLE cases (
  case_id text PRIMARY KEY,
  generation_id text NOT NULL REFERENCES generations,
  queue text NOT NULL,
  status text NOT NULL CHECK (status IN ('open', 'decided', 'withdrawn')),
  epoch integer NOT NULL DEFAULT 0,
  reason text NOT NULL,
  reason_detail text NOT NULL,
  created_at_ms bigint NOT NULL,
  due_at_ms bigint NOT NULL,
  offline_eligible boolean NOT NULL,
  is_held boolean NOT NULL DEFAULT false,
  second_opinion_of text REFERENCES cases
);
CREATE INDEX cases_by_generation ON cases (generation_id);
CREATE UNIQUE INDEX cases_one_second_opinion ON cases (second_opinion_of) WHERE second_opinion_of IS NOT NULL;
CREATE TABLE pending_cases (
  case_id text PRIMARY KEY REFERENCES cases,
  queue text NOT NULL,
  due_at_ms bigint NOT NULL,
  review_bytes bigint NOT NULL,
  offline_eligible boolean NOT NULL,
  not_for text[] NOT NULL,
  is_claimed boolean NOT NULL DEFAULT false,
  lease_expires_at_ms bigint NOT NULL DEFAULT 0
);
CREATE INDEX pending_cases_free ON pending_cases (queue, due_at_ms, case_id) WHERE NOT is_claimed;
CREATE INDEX pending_cases_claimed ON pending_cases (lease_expires_at_ms) WHERE is_claimed;
CREATE TABLE leases (
  case_id text NOT NULL REFERENCES cases,
  epoch integer NOT NULL,
  device_id text NOT NULL REFERENCES devices,
  kind text NOT NULL CHECK (kind IN ('live', 'travel')),
  claimed_at_ms bigint NOT NULL,
  expires_at_ms bigint NOT NULL,
  wipe_at_ms bigint NOT NULL,
  policy_version text NOT NULL,
  ended_at_ms bigint,
  PRIMARY KEY (case_id, epoch)
);
CREATE INDEX leases_by_device ON leases (device_id, wipe_at_ms);
CREATE TABLE claim_requests (
  device_id text NOT NULL REFERENCES devices,
  idempotency_key uuid NOT NULL,
  made_at_ms bigint NOT NULL,
  claims jsonb NOT NULL,
  PRIMARY KEY (device_id, idempotency_key)
);
CREATE INDEX claim_requests_by_age ON claim_requests (made_at_ms);
CREATE TABLE verdicts (
  verdict_id uuid PRIMARY KEY,
  case_id text NOT NULL REFERENCES cases,
  device_id text NOT NULL REFERENCES devices,
  reviewer_id text NOT NULL REFERENCES reviewers,
  decision text NOT NULL,
  severity integer NOT NULL,
  supersedes_verdict_id uuid,
  body jsonb NOT NULL,
  body_sha256 text NOT NULL,
  receipt jsonb NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('effective', 'deferred', 'superseded', 'needs-reconfirm', 'withdrawn')),
  received_at_ms bigint NOT NULL
);
CREATE UNIQUE INDEX verdicts_one_effective ON verdicts (case_id) WHERE outcome = 'effective';
CREATE INDEX verdicts_by_case ON verdicts (case_id, received_at_ms);
CREATE TABLE changes (
  seq bigint GENERATED ALWAYS AS IDENTITY,
  tx xid8 NOT NULL DEFAULT pg_current_xact_id(),
  kind text NOT NULL,
  case_id text,
  device_id text,
  at_ms bigint NOT NULL,
  detail jsonb NOT NULL,
  PRIMARY KEY (tx, seq)
);
CREATE INDEX changes_by_age ON changes (at_ms);
`,
  `
ALTER TABLE verdicts ADD COLUMN device_sequence integer;
UPDATE verdicts SET device_sequence = (body->>'deviceSequence')::integer;
ALTER TABLE verdicts ALTER COLUMN device_sequence SET NOT NULL;
ALTER TABLE verdicts ADD COLUMN payload bytea;
ALTER TABLE verdicts ADD COLUMN payload_sha256 text;
ALTER TABLE verdicts ADD COLUMN previous_sha256 text;
ALTER TABLE verdicts ADD COLUMN key_id text;
ALTER TABLE verdicts ADD COLUMN signature text;
ALTER TABLE verdicts ADD COLUMN chain text NOT NULL DEFAULT 'unsigned'
  CHECK (chain IN ('first', 'linked', 'gap', 'fork', 'unsigned'));
ALTER TABLE verdicts ADD CONSTRAINT verdicts_signed_whole CHECK (
  (chain = 'unsigned') = (payload IS NULL) AND (payload IS NULL) = (signature IS NULL)
  AND (payload IS NULL) = (payload_sha256 IS NULL));
CREATE INDEX verdicts_by_device ON verdicts (device_id, device_sequence);
`,
  `
CREATE TABLE log_queue (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  verdict_id uuid NOT NULL UNIQUE REFERENCES verdicts
);
INSERT INTO log_queue (verdict_id) SELECT verdict_id FROM verdicts ORDER BY received_at_ms, verdict_id;
CREATE TABLE log_leaves (
  leaf_index bigint PRIMARY KEY,
  verdict_id uuid NOT NULL UNIQUE,
  salt bytea,
  leaf_hash bytea NOT NULL
);
CREATE TABLE log_subtrees (
  level integer NOT NULL,
  node_index bigint NOT NULL,
  hash bytea NOT NULL,
  PRIMARY KEY (level, node_index)
);
CREATE TABLE log_checkpoints (
  tree_size bigint PRIMARY KEY,
  root_hash bytea NOT NULL,
  note text NOT NULL,
  made_at_ms bigint NOT NULL
);
`,
  `
CREATE INDEX verdicts_by_previous ON verdicts (device_id, (coalesce(previous_sha256, ''))) WHERE payload IS NOT NULL;
CREATE INDEX verdicts_by_payload ON verdicts (device_id, payload_sha256) WHERE payload_sha256 IS NOT NULL;
`,
  `
ALTER TABLE reviewers ADD COLUMN revoked_at_ms bigint;
DROP TABLE invitations;
CREATE TABLE invitations (
  invitation_id text PRIMARY KEY,
  code_sha256 text NOT NULL UNIQUE,
  reviewer_id text NOT NULL REFERENCES reviewers,
  made_at_ms bigint NOT NULL,
  expires_at_ms bigint NOT NULL,
  used_at_ms bigint,
  withdrawn_at_ms bigint
);
CREATE INDEX invitations_by_reviewer ON invitations (reviewer_id);
ALTER TABLE devices ADD COLUMN signs_always boolean NOT NULL DEFAULT false;
CREATE INDEX devices_by_reviewer ON devices (reviewer_id);
CREATE INDEX leases_by_day ON leases (device_id, claimed_at_ms);
CREATE INDEX leases_running ON leases (device_id, expires_at_ms) WHERE ended_at_ms IS NULL;
ALTER TABLE verdicts ADD COLUMN awaits_operator boolean NOT NULL DEFAULT false;
CREATE INDEX verdicts_awaiting ON verdicts (received_at_ms) WHERE awaits_operator;
CREATE INDEX verdicts_standing ON verdicts (case_id) WHERE outcome IN ('effective', 'deferred');
CREATE INDEX verdicts_by_case_and_device ON verdicts (case_id, device_id);
CREATE TABLE adjudications (
  case_id text NOT NULL REFERENCES cases,
  one_reviewer text NOT NULL REFERENCES reviewers,
  other_reviewer text NOT NULL REFERENCES reviewers,
  PRIMARY KEY (case_id, one_reviewer, other_reviewer)
);
`,
];

/** Makes an empty database as a trial version left it, with one person in it. */
export async function makeTrialTables(database: Database, version: number): Promise<void> {
  const steps = trialBackendSteps.slice(0, version);
  const statements = steps.flatMap((sql) => sql.split(';')).filter((sql) => sql.trim() !== '');
  await database.query('CREATE TABLE schema_migrations (number integer PRIMARY KEY)');
  for (const sql of statements) await database.query(sql);
  for (const number of steps.keys())
    await database.query('INSERT INTO schema_migrations (number) VALUES ($1)', [number + 1]);
  await database.query(
    `INSERT INTO reviewers (reviewer_id, name, role, quota_per_day, queues) VALUES ('r-1', 'R', 'lead', 5, '{}')`,
  );
}
