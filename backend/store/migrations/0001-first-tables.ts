/** All that the first version of the backend keeps. Times are epoch milliseconds of the server's clock. */
export const firstTables = `
CREATE TABLE backend_facts (
  name text PRIMARY KEY,
  value text NOT NULL
);
-- Trial versions numbered their migrations from 1 as well: this tells a released backend's database from theirs.
INSERT INTO backend_facts (name, value) VALUES ('application', 'second-look-backend');

CREATE TABLE reviewers (
  reviewer_id text PRIMARY KEY,
  name text NOT NULL,
  role text NOT NULL CHECK (role IN ('reviewer', 'lead', 'auditor')),
  quota_per_day integer NOT NULL,
  queues text[] NOT NULL,
  revoked_at_ms bigint
);

-- A code holds once and ends; it belongs to a person who is known before their desk is.
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

CREATE TABLE devices (
  device_id text PRIMARY KEY,
  reviewer_id text NOT NULL REFERENCES reviewers,
  token_sha256 text NOT NULL UNIQUE,
  public_key text NOT NULL,
  desk_version text NOT NULL,
  enrolled_at_ms bigint NOT NULL,
  revoked_at_ms bigint,
  -- False for desks that may have enrolled by protocol 1, which signed nothing.
  signs_always boolean NOT NULL DEFAULT false
);
CREATE INDEX devices_by_reviewer ON devices (reviewer_id);

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

-- The queue itself: narrow, one row per open case, so that a claim touches few pages.
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
-- What a person was given today, and what they hold.
CREATE INDEX leases_by_day ON leases (device_id, claimed_at_ms);
CREATE INDEX leases_running ON leases (device_id, expires_at_ms) WHERE ended_at_ms IS NULL;

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
  received_at_ms bigint NOT NULL,
  device_sequence integer NOT NULL,
  -- The very bytes that were signed, and the signature (base64) that was found good.
  payload bytea,
  payload_sha256 text,
  previous_sha256 text,
  key_id text,
  signature text,
  chain text NOT NULL DEFAULT 'unsigned' CHECK (chain IN ('first', 'linked', 'gap', 'fork', 'unsigned')),
  -- It came from a desk that was taken off: an operator says whether it counts.
  awaits_operator boolean NOT NULL DEFAULT false,
  CONSTRAINT verdicts_signed_whole CHECK (
    (chain = 'unsigned') = (payload IS NULL) AND (payload IS NULL) = (signature IS NULL)
    AND (payload IS NULL) = (payload_sha256 IS NULL))
);
CREATE UNIQUE INDEX verdicts_one_effective ON verdicts (case_id) WHERE outcome = 'effective';
CREATE INDEX verdicts_by_case ON verdicts (case_id, received_at_ms);
CREATE INDEX verdicts_contending ON verdicts (case_id) WHERE outcome IN ('effective', 'deferred');
CREATE INDEX verdicts_by_case_and_device ON verdicts (case_id, device_id);
CREATE INDEX verdicts_awaiting ON verdicts (received_at_ms) WHERE awaits_operator;
CREATE INDEX verdicts_by_device ON verdicts (device_id, device_sequence);
-- Whether a device's chain forks is asked with each verdict: by two look-ups, not by a walk over all that it made.
CREATE INDEX verdicts_by_previous ON verdicts (device_id, (coalesce(previous_sha256, ''))) WHERE payload IS NOT NULL;
CREATE INDEX verdicts_by_payload ON verdicts (device_id, payload_sha256) WHERE payload_sha256 IS NOT NULL;

-- Two people differed on a case: said once, however many verdicts they submit.
CREATE TABLE adjudications (
  case_id text NOT NULL REFERENCES cases,
  one_reviewer text NOT NULL REFERENCES reviewers,
  other_reviewer text NOT NULL REFERENCES reviewers,
  PRIMARY KEY (case_id, one_reviewer, other_reviewer)
);

-- Verdicts that wait for their place in the log: an RFC 9162 Merkle tree, sequenced after the receipt went out.
CREATE TABLE log_queue (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  verdict_id uuid NOT NULL UNIQUE REFERENCES verdicts
);

-- The salt is deleted when a verdict is erased: the leaf then says nothing of it any more.
CREATE TABLE log_leaves (
  leaf_index bigint PRIMARY KEY,
  verdict_id uuid NOT NULL UNIQUE,
  salt bytea,
  leaf_hash bytea NOT NULL
);

-- Hashes of full subtrees, leaves included: they never change, so proofs are a handful of rows.
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

-- tx orders commits: a reader stops below the oldest transaction that still runs, so it can't miss one.
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
`;
