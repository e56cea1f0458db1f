import type { Queries } from './database.ts';

/** What is here of the verdicts around one number of one device. */
export type ChainNeighbours = {
  /** Signed verdicts of the device with a smaller number. */
  readonly signedBefore: number;
  /** A verdict of the device has this number already. */
  readonly isNumberTaken: boolean;
  /** Another signed verdict of the device names the same predecessor. */
  readonly isPredecessorTaken: boolean;
  /** Number of the stored verdict whose payload has the named hash; null when it is not here. */
  readonly predecessorSequence: number | null;
};

/** Serialises verdicts of one device, so that two at the same moment see each other; ends with the transaction. */
export async function lockDevice(
  tx: Queries,
  deviceId: string,
): Promise<{ publicKey: string } | null> {
  const [found] = await tx.query<{ public_key: string }>(
    'SELECT public_key FROM devices WHERE device_id = $1 FOR NO KEY UPDATE',
    [deviceId],
  );
  return found ? { publicKey: found.public_key } : null;
}

export async function chainNeighbours(
  tx: Queries,
  deviceId: string,
  deviceSequence: number,
  previousSha256: string | null,
): Promise<ChainNeighbours> {
  const [row] = await tx.query<{
    signed_before: number;
    number_taken: boolean;
    predecessor_taken: boolean;
    predecessor: number | null;
  }>(
    `SELECT count(*) FILTER (WHERE payload IS NOT NULL AND device_sequence < $2) AS signed_before,
       coalesce(bool_or(device_sequence = $2), false) AS number_taken,
       coalesce(bool_or(payload IS NOT NULL AND previous_sha256 IS NOT DISTINCT FROM $3), false) AS predecessor_taken,
       max(device_sequence) FILTER (WHERE payload_sha256 = $3) AS predecessor
     FROM verdicts WHERE device_id = $1`,
    [deviceId, deviceSequence, previousSha256],
  );
  return {
    signedBefore: row?.signed_before ?? 0,
    isNumberTaken: row?.number_taken ?? false,
    isPredecessorTaken: row?.predecessor_taken ?? false,
    predecessorSequence: row?.predecessor ?? null,
  };
}

/** Smallest number that a device signed; null while it has signed nothing. */
export async function firstSignedSequence(tx: Queries, deviceId: string): Promise<number | null> {
  const [row] = await tx.query<{ first: number | null }>(
    'SELECT min(device_sequence) AS first FROM verdicts WHERE device_id = $1 AND payload IS NOT NULL',
    [deviceId],
  );
  return row?.first ?? null;
}

/** A verdict that was missing has come: the one that follows it is linked now. */
export async function closeGapAfter(
  tx: Queries,
  deviceId: string,
  deviceSequence: number,
  payloadSha256: string,
): Promise<void> {
  await tx.query(
    `UPDATE verdicts SET chain = 'linked'
     WHERE device_id = $1 AND device_sequence = $2 AND previous_sha256 = $3 AND chain = 'gap'`,
    [deviceId, deviceSequence + 1, payloadSha256],
  );
}
