import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import {
  longestPayload,
  preAuthEncoding,
  verdictPayloadType,
  type SignedFact,
  type VerdictEnvelope,
} from '../../../shared/domain/signed-verdict.ts';
import type { Verdict } from '../../../shared/domain/verdict.ts';

export type SignedVerdict = {
  /** The envelope's JSON text: these very bytes are sent, and sent again. */
  readonly text: string;
  /** Its payload is longer than a backend takes. */
  readonly isTooLong: boolean;
  /** SHA-256 of the payload: what the device's next verdict names. */
  readonly payloadHash: string;
};

/** Puts a verdict into a DSSE envelope, signed with the device's Ed25519 key (PKCS #8, base64). */
export function signVerdict(
  verdict: Verdict,
  previousVerdictHash: string | null,
  deviceKey: string,
): SignedVerdict {
  const key = createPrivateKey({
    key: Buffer.from(deviceKey, 'base64'),
    format: 'der',
    type: 'pkcs8',
  });
  const fact: SignedFact = { ...verdict, previousVerdictHash };
  const payload = Buffer.from(JSON.stringify(fact), 'utf8');
  const envelope: VerdictEnvelope = {
    payloadType: verdictPayloadType,
    payload: payload.toString('base64'),
    signatures: [
      {
        keyid: sha256(createPublicKey(key).export({ type: 'spki', format: 'der' })),
        sig: sign(null, preAuthEncoding(verdictPayloadType, payload), key).toString('base64'),
      },
    ],
  };
  const isTooLong = envelope.payload.length > longestPayload;
  return { text: JSON.stringify(envelope), payloadHash: sha256(payload), isTooLong };
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
