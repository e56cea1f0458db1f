/** People are known before their desks; invitations are theirs, hold once and end; revocation is of people, too. */
export const people = `
ALTER TABLE reviewers ADD COLUMN revoked_at_ms bigint;

-- Those of before belonged to nobody, held any number of times and never ended: none of them is taken over.
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

-- False for desks that may have enrolled by protocol 1, which signed nothing.
ALTER TABLE devices ADD COLUMN signs_always boolean NOT NULL DEFAULT false;
CREATE INDEX devices_by_reviewer ON devices (reviewer_id);

-- What a person was given today, and what they hold.
CREATE INDEX leases_by_day ON leases (device_id, claimed_at_ms);
CREATE INDEX leases_running ON leases (device_id, expires_at_ms) WHERE ended_at_ms IS NULL;

-- It came from a desk that was taken off: an operator says whether it counts.
ALTER TABLE verdicts ADD COLUMN awaits_operator boolean NOT NULL DEFAULT false;
CREATE INDEX verdicts_awaiting ON verdicts (received_at_ms) WHERE awaits_operator;
CREATE INDEX verdicts_standing ON verdicts (case_id) WHERE outcome IN ('effective', 'deferred');
CREATE INDEX verdicts_by_case_and_device ON verdicts (case_id, device_id);

-- Two people differed on a case: said once, however many verdicts they submit.
CREATE TABLE adjudications (
  case_id text NOT NULL REFERENCES cases,
  one_reviewer text NOT NULL REFERENCES reviewers,
  other_reviewer text NOT NULL REFERENCES reviewers,
  PRIMARY KEY (case_id, one_reviewer, other_reviewer)
);
`;
