import {
  createDecipheriv,
  createHmac,
  createPublicKey,
  diffieHellman,
  type KeyObject,
} from 'node:crypto';
import { hpkeKey } from '../../shared/domain/hpke.ts';
import {
  rescueInfo,
  rescueRecord,
  rescuedVerdict,
  type RescueRecord,
} from '../../shared/domain/rescue-record.ts';
import { verdictEnvelope, type VerdictEnvelope } from '../../shared/domain/signed-verdict.ts';

const spkiHead = Buffer.from('302a300506032b656e032100', 'hex');
const tagBytes = 16;

/** The public half as desks get it: raw X25519, base64. */
export function rescuePublicKey(publicKey: KeyObject): string {
  return rawKey(publicKey).toString('base64');
}

/** One line of a rescue file: a verdict, or why it can't be had. */
export type RescuedLine =
  | { readonly kind: 'verdict'; readonly verdictId: string; readonly envelope: VerdictEnvelope }
  | { readonly kind: 'torn' | 'locked' | 'unsigned'; readonly verdictId: string | null };

/** Opens every line of a rescue file; each stands for itself, so a torn one costs no other. */
export function openRescueLines(text: string, privateKey: KeyObject): readonly RescuedLine[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => openLine(line, privateKey));
}

function openLine(line: string, privateKey: KeyObject): RescuedLine {
  const record = rescueRecord.safeParse(jsonOrNull(line));
  if (!record.success) return { kind: 'torn', verdictId: null };
  const { verdictId } = record.data;
  const opened = rescuedVerdict.safeParse(jsonOrNull(unseal(record.data, privateKey) ?? ''));
  if (!opened.success || opened.data.verdictId !== verdictId) return { kind: 'locked', verdictId };
  const envelope = verdictEnvelope.safeParse(jsonOrNull(opened.data.text));
  if (!envelope.success) return { kind: 'unsigned', verdictId };
  return { kind: 'verdict', verdictId, envelope: envelope.data };
}

function unseal({ verdictId, enc, box }: RescueRecord, privateKey: KeyObject): string | null {
  try {
    const ephemeral = Buffer.from(enc, 'base64');
    const key = Buffer.concat([spkiHead, ephemeral]);
    const publicKey = createPublicKey({ key, format: 'der', type: 'spki' });
    const shared = diffieHellman({ privateKey, publicKey });
    const recipient = rawKey(createPublicKey(privateKey));
    const hmac = (by: Uint8Array, data: Uint8Array) =>
      createHmac('sha256', by).update(data).digest();
    const made = hpkeKey(hmac, { shared, enc: ephemeral, recipient }, Buffer.from(rescueInfo));
    const sealed = Buffer.from(box, 'base64');
    const decipher = createDecipheriv('aes-256-gcm', made.key, made.nonce);
    decipher.setAAD(Buffer.from(verdictId));
    decipher.setAuthTag(sealed.subarray(-tagBytes));
    const text = [decipher.update(sealed.subarray(0, -tagBytes)), decipher.final()];
    return Buffer.concat(text).toString('utf8');
  } catch {
    return null;
  }
}

function rawKey(key: KeyObject): Buffer {
  return key.export({ type: 'spki', format: 'der' }).subarray(spkiHead.length);
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
