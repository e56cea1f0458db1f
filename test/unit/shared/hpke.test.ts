import {
  createDecipheriv,
  createHmac,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
} from 'node:crypto';
import { expect, test } from 'vitest';
import { hpkeKey } from '../../../shared/domain/hpke.ts';

const bytes = (hex: string) => Buffer.from(hex, 'hex');

test('keys are those of the published vector, RFC 9180, A.1.1', () => {
  const recipientSecret = '4612c550263fc8ad58375df3f557aac531d26850903e55a9f23f21d8534e8ac8';
  const recipient = bytes('3948cfe0ad1ddb695d780e59077195da6c56506b027329794ab02bca80815c4d');
  const enc = bytes('37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431');
  const info = bytes('4f6465206f6e2061204772656369616e2055726e');
  const privateKey = createPrivateKey({
    key: bytes(`302e020100300506032b656e04220420${recipientSecret}`),
    format: 'der',
    type: 'pkcs8',
  });
  const publicKey = createPublicKey({
    key: Buffer.concat([bytes('302a300506032b656e032100'), enc]),
    format: 'der',
    type: 'spki',
  });
  const shared = diffieHellman({ privateKey, publicKey });
  const hmac = (key: Uint8Array, data: Uint8Array) =>
    createHmac('sha256', key).update(data).digest();
  const made = hpkeKey(hmac, { shared, enc, recipient }, info, 'aes-128-gcm');
  expect(Buffer.from(made.key).toString('hex')).toBe('4531685d41d65f03dc48f6b8302c05b0');
  expect(Buffer.from(made.nonce).toString('hex')).toBe('56d890e5accaaf011cff4b7d');
  const sealed = bytes(
    'f938558b5d72f1a23810b4be2ab4f84331acc02fc97babc53a52ae8218a355a96d8770ac83d07bea87e13c512a',
  );
  const decipher = createDecipheriv('aes-128-gcm', made.key, made.nonce);
  decipher.setAAD(Buffer.from('Count-0'));
  decipher.setAuthTag(sealed.subarray(-16));
  expect(
    Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]).toString(),
  ).toBe('Beauty is truth, truth beauty');
});
