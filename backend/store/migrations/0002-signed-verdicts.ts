/** Verdicts are signed: what the device signed stands beside what it says. Older ones stay bare. */
export const signedVerdicts = `
ALTER TABLE verdicts ADD COLUMN device_sequence integer;
UPDATE verdicts SET device_sequence = (body->>'deviceSequence')::integer;
ALTER TABLE verdicts ALTER COLUMN device_sequence SET NOT NULL;
-- The very bytes that were signed, and the signature (base64) that was found good; null for a bare verdict.
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
`;
