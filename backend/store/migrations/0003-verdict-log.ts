/** The verdict log: an RFC 9162 Merkle tree over every verdict, sequenced after the receipt went out. */
export const verdictLog = `
-- Verdicts that wait for their place in the log.
CREATE TABLE log_queue (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  verdict_id uuid NOT NULL UNIQUE REFERENCES verdicts
);
INSERT INTO log_queue (verdict_id) SELECT verdict_id FROM verdicts ORDER BY received_at_ms, verdict_id;

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
`;
