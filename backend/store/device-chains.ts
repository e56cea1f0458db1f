import type { Queries } from './database.ts';

/** What is here of the verdicts around one number of one device. */
export type ChainNeighbours = {
  /** The device has signed one with a smaller number. */
  readonly hasSignedBefore: boolean;
  /** A verdict of the device has this number already. */
  readonly isNumberTaken: boolean;
  /** Another signed verdict of the device names the same predecessor. */
  readonly isPredecessorTaken: boolean;
  /** Number of the stored verdict whose payload has the named hash; null when it is not here. */
  readonly predecessorSequence: number | null;
  /** The verdict with the next number came first and was recorded as after a gap. */
  readonly waitsForThis: boolean;
};

/** What a verdict's outcome depends on of its device. */
export type LockedDevice = {
  readonly publicKey: string;
  /** By the backend's clock; null while the desk is one. */
  readonly revokedAtMs: number | null;
  /** It never submits an unsigned verdict. */
  readonly signsAlways: boolean;
};

/** Serialises verdicts of one device, so that two at the same moment see each other; ends with the transaction. */
export async function lockDevice(tx: Queries, deviceId: string): Promise<LockedDevice | null> {
  const [found] = await tx.query<LockedDevice>(
    `SELECT public_key AS "publicKey", revoked_at_ms AS "revokedAtMs", signs_always AS "signsAlways"
     FROM devices WHERE device_id = $1 FOR NO KEY UPDATE`,
    [deviceId],
  );
  return found ?? null;
}

export async function chainNeighbours(
  tx: Queries,
  deviceId: string,
  deviceSequence: number,
  previousSha256: string | null,
): Promise<ChainNeighbours> {
  const [row] = await tx.query<ChainNeighbours>(
    `SELECT
       EXISTS (SELECT 1 FROM verdicts WHERE device_id = $1 AND device_sequence < $2 AND payload IS NOT NULL) AS "hasSignedBefore",
       EXISTS (SELECT 1 FROM verdicts WHERE device_id = $1 AND device_sequence = $2) AS "isNumberTaken",
       EXISTS (SELECT 1 FROM verdicts WHERE device_id = $1 AND coalesce(previous_sha256, '') = coalesce($3, '')
         AND payload IS NOT NULL) AS "isPredecessorTaken",
       (SELECT max(device_sequence) FROM verdicts WHERE device_id = $1 AND payload_sha256 = $3) AS "predecessorSequence",
       EXISTS (SELECT 1 FROM verdicts WHERE device_id = $1 AND device_sequence = $2 + 1 AND chain = 'gap') AS "waitsForThis"`,
    [deviceId, deviceSequence, previousSha256],
  );
  if (!row) throw new Error('a query of one row gives one row');
  return row;
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
