import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { enrolment } from './cache/settings.ts';

/** Who this desk is, beside the database: a database that can't be read takes no enrolment along. */
export const sealedEnrolmentName = 'enrolment.sealed';

const enrolmentCopy = z.object({
  enrolment,
  /** PKCS #8, base64. */
  deviceKey: z.string(),
});
export type EnrolmentCopy = Readonly<z.infer<typeof enrolmentCopy>>;

const nonceBytes = 12;
const tagBytes = 16;

/** A key of its own (HKDF, RFC 5869): the database's key seals nothing else itself. */
function sealKeyOf(databaseKey: Uint8Array): Buffer {
  return Buffer.from(hkdfSync('sha256', databaseKey, '', 'second-look enrolment copy 1', 32));
}

/** Writes the copy, whole or not at all; it opens with the database's key only. */
export function keepEnrolmentCopy(
  dataDir: string,
  databaseKey: Uint8Array,
  copy: EnrolmentCopy,
): void {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', sealKeyOf(databaseKey), nonce);
  const sealed = [cipher.update(JSON.stringify(copy), 'utf8'), cipher.final()];
  const path = join(dataDir, sealedEnrolmentName);
  const file = openSync(`${path}.part`, 'w', 0o600);
  try {
    writeSync(file, Buffer.concat([nonce, ...sealed, cipher.getAuthTag()]));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(`${path}.part`, path);
}

/** The copy, or null when there is none that opens with this key. */
export function readEnrolmentCopy(dataDir: string, databaseKey: Uint8Array): EnrolmentCopy | null {
  try {
    const bytes = readFileSync(join(dataDir, sealedEnrolmentName));
    const decipher = createDecipheriv(
      'aes-256-gcm',
      sealKeyOf(databaseKey),
      bytes.subarray(0, nonceBytes),
      { authTagLength: tagBytes },
    );
    decipher.setAuthTag(bytes.subarray(-tagBytes));
    const plain = Buffer.concat([
      decipher.update(bytes.subarray(nonceBytes, -tagBytes)),
      decipher.final(),
    ]);
    return enrolmentCopy.parse(JSON.parse(plain.toString('utf8')));
  } catch {
    return null;
  }
}
