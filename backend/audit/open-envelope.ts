import { createHash, createPublicKey, verify, type KeyObject } from 'node:crypto';
import {
  preAuthEncoding,
  signedFact,
  type SignedFact,
  type VerdictEnvelope,
} from '../../shared/domain/signed-verdict.ts';
import { unstorableIn, unstorableSentence } from '../../shared/domain/text.ts';
import type { Verdict } from '../../shared/domain/verdict.ts';

/** An envelope whose payload was read; the signature is checked by `signatureBy`. */
export type OpenedEnvelope = {
  readonly envelope: VerdictEnvelope;
  readonly payload: Buffer;
  readonly payloadSha256: string;
  readonly fact: SignedFact;
  readonly verdict: Verdict;
};

/** Reads an envelope's payload; null when it holds no verdict of this protocol, or a text that can't be kept. */
export function openEnvelope(envelope: VerdictEnvelope): OpenedEnvelope | null {
  const payload = Buffer.from(envelope.payload, 'base64');
  const fact = factIn(payload);
  if (typeof fact === 'string') return null;
  const { previousVerdictHash: _, ...verdict } = fact;
  return { envelope, payload, payloadSha256: sha256Hex(payload), fact, verdict };
}

/** Why `openEnvelope` gives null, in one sentence without content of the case. */
export function envelopeTrouble(envelope: VerdictEnvelope): string {
  const fact = factIn(Buffer.from(envelope.payload, 'base64'));
  return typeof fact === 'string' ? fact : 'The envelope can be read.';
}

/** The signature (base64) of an envelope that this device's key (SPKI DER, base64) made; null when none did. */
export function signatureBy(devicePublicKey: string, opened: OpenedEnvelope): string | null {
  const key = ed25519Key(devicePublicKey);
  if (key === null) return null;
  const signed = preAuthEncoding(opened.envelope.payloadType, opened.payload);
  const found = opened.envelope.signatures.find(({ sig }) =>
    verify(null, signed, key, Buffer.from(sig, 'base64')),
  );
  return found?.sig ?? null;
}

/** An Ed25519 public key from its SPKI DER in base64; null for anything else. */
export function ed25519Key(spki: string): KeyObject | null {
  try {
    const key = createPublicKey({
      key: Buffer.from(spki, 'base64'),
      format: 'der',
      type: 'spki',
    });
    return key.asymmetricKeyType === 'ed25519' ? key : null;
  } catch {
    return null;
  }
}

/** Lower-case hex SHA-256. */
export function sha256Hex(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** How many members a text of JSON writes down. A parser keeps the last of two with the same name, others the first. */
function namesIn(text: string): number {
  const strings = text.matchAll(/"(?:[^"\\]|\\.)*"([\t\n\r ]*:)?/g);
  return [...strings].filter(([, colon]) => colon !== undefined).length;
}

/** How many members a parsed value has, at every depth. */
function countNames(value: unknown): number {
  let names = 0;
  const open = [value];
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    if (typeof part !== 'object' || part === null) continue;
    const members: unknown[] = Object.values(part);
    if (!Array.isArray(part)) names += members.length;
    for (const member of members) open.push(member);
  }
  return names;
}

/** The fact in a payload, or the sentence that says why there is none. */
function factIn(payload: Buffer): SignedFact | string {
  try {
    // With its byte order mark, if it has one, which JSON does not allow (RFC 8259, 8.1).
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(payload);
    const value: unknown = JSON.parse(text);
    if (namesIn(text) !== countNames(value))
      return 'The verdict in the envelope says something twice: each name may stand once.';
    const unstorable = unstorableIn(value);
    if (unstorable !== null) return unstorableSentence(unstorable);
    const parsed = signedFact.safeParse(value);
    if (parsed.success) return parsed.data;
    const where = parsed.error.issues.slice(0, 5).map(({ path }) => `/${path.join('/')}`);
    return `The verdict in the envelope does not fit the protocol at: ${where.join(', ')}.`;
  } catch {
    return 'The envelope holds no verdict of this protocol.';
  }
}
