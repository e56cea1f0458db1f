/** Whether a device's chain forks is asked with each verdict: by two look-ups, not by a walk over all that it made. */
export const chainLookups = `
CREATE INDEX verdicts_by_previous ON verdicts (device_id, (coalesce(previous_sha256, ''))) WHERE payload IS NOT NULL;
CREATE INDEX verdicts_by_payload ON verdicts (device_id, payload_sha256) WHERE payload_sha256 IS NOT NULL;
`;
