import { z } from 'zod';
import { sha256Hex } from './ids.ts';
import { verdict } from './verdict.ts';
import { freeText } from './text.ts';

/** What a verdict's envelope holds: named inside the signature, so that it can't be taken for anything else. */
export const verdictPayloadType = 'application/vnd.second-look.verdict+json';

/** What a device signs: the verdict and the hash of its previous signed one, so that none can go missing unseen. */
export const signedFact = z.strictObject({
  ...verdict.shape,
  /** SHA-256 of the payload of this device's previous envelope; null for its first. */
  previousVerdictHash: sha256Hex.nullable(),
});
export type SignedFact = Readonly<z.infer<typeof signedFact>>;

/** The longest payload that a backend takes, in characters of base64: about 3 MB of verdict. */
export const longestPayload = 4_000_000;

/**
 * DSSE v1.0.2 envelope of a verdict. `payload` is the base64 of the exact bytes that were signed: they are made
 * once, when the verdict is saved, and never serialised again.
 */
export const verdictEnvelope = z.strictObject({
  payloadType: z.literal(verdictPayloadType),
  payload: z.base64().max(longestPayload),
  signatures: z
    .array(
      z.strictObject({
        /** SHA-256 of the public key's SPKI DER, in hex: a hint, never a proof. */
        keyid: freeText(200),
        /** Ed25519 (RFC 8032), base64. */
        sig: z.base64().max(200),
      }),
    )
    .min(1)
    .max(4),
});
export type VerdictEnvelope = Readonly<z.infer<typeof verdictEnvelope>>;

/** What a backend takes: an envelope, or the bare verdict of a desk of protocol 1. */
export const submittedVerdict = z.union([verdictEnvelope, verdict]);
export type SubmittedVerdict = z.infer<typeof submittedVerdict>;

export function isEnvelope(handedIn: SubmittedVerdict): handedIn is VerdictEnvelope {
  return 'payloadType' in handedIn;
}

/** DSSE's pre-authentication encoding: the bytes that are signed. Lengths are bytes in decimal. */
export function preAuthEncoding(payloadType: string, payload: Uint8Array): Uint8Array<ArrayBuffer> {
  const type = new TextEncoder().encode(payloadType);
  const head = new TextEncoder().encode(`DSSEv1 ${type.length} ${payloadType} ${payload.length} `);
  const whole = new Uint8Array(head.length + payload.length);
  whole.set(head);
  whole.set(payload, head.length);
  return whole;
}
