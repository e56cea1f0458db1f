import {
  createCipheriv,
  createHmac,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';
import { hpkeKey } from '../../../shared/domain/hpke.ts';
import { rescueInfo, type RescueRecord } from '../../../shared/domain/rescue-record.ts';

/** Length of an X25519 key's SPKI DER before the raw key. */
const spkiHead = Buffer.from('302a300506032b656e032100', 'hex');

/** Seals a verdict's text to the backend's rescue key (raw X25519, base64): this desk can't open it again. */
export function sealForRescue(
  verdictId: string,
  text: string,
  rescuePublicKey: string,
): RescueRecord {
  const recipient = Buffer.from(rescuePublicKey, 'base64');
  const ephemeral = generateKeyPairSync('x25519');
  const enc = rawKey(ephemeral.publicKey);
  const publicKey = createPublicKey({
    key: Buffer.concat([spkiHead, recipient]),
    format: 'der',
    type: 'spki',
  });
  const shared = diffieHellman({ privateKey: ephemeral.privateKey, publicKey });
  const hmac = (key: Uint8Array, data: Uint8Array) =>
    createHmac('sha256', key).update(data).digest();
  const { key, nonce } = hpkeKey(hmac, { shared, enc, recipient }, Buffer.from(rescueInfo));
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(verdictId));
  const sealed = [cipher.update(JSON.stringify({ verdictId, text }), 'utf8'), cipher.final()];
  return {
    v: 1,
    verdictId,
    enc: enc.toString('base64'),
    box: Buffer.concat([...sealed, cipher.getAuthTag()]).toString('base64'),
  };
}

function rawKey(key: KeyObject): Buffer {
  return key.export({ type: 'spki', format: 'der' }).subarray(spkiHead.length);
}
