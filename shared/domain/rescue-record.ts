import { z } from 'zod';

/**
 * One line of a rescue file: a verdict, sealed to the backend's rescue key with HPKE (RFC 9180) in base mode,
 * DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM. The id is no secret and is bound by the seal.
 */
export const rescueRecord = z.strictObject({
  v: z.literal(1),
  verdictId: z.uuid(),
  /** The ephemeral public key, raw, base64. */
  enc: z.base64().max(100),
  /** Ciphertext and tag, base64. */
  box: z.base64().max(8_000_000),
});
export type RescueRecord = Readonly<z.infer<typeof rescueRecord>>;

/** HPKE's `info`: binds the key to its use. */
export const rescueInfo = 'second-look rescue v1';

/** What is sealed for one verdict: the text that the desk would send. */
export const rescuedVerdict = z.strictObject({ verdictId: z.uuid(), text: z.string() });
