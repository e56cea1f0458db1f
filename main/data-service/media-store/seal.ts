import { createCipheriv, createDecipheriv } from 'node:crypto';

/** Key and identity of one sealed file. */
export type SealKey = {
  readonly sha256: string;
  readonly fileKey: Uint8Array;
  readonly noncePrefix: Uint8Array;
};

/** Bytes that sealing adds to a chunk: the GCM tag. */
export const sealOverheadBytes = 16;

/**
 * STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár 2015) over AES-256-GCM: nonce = 7-byte prefix,
 * 4-byte chunk number, 1 byte "last". A chunk can't be moved, cut off or taken from another file.
 */
function nonceOf(key: SealKey, chunk: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.set(key.noncePrefix.subarray(0, 7));
  nonce.writeUInt32BE(chunk, 7);
  nonce[11] = isLast ? 1 : 0;
  return nonce;
}

export function sealChunk(key: SealKey, chunk: number, isLast: boolean, plain: Uint8Array): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key.fileKey, nonceOf(key, chunk, isLast));
  cipher.setAAD(Buffer.from(key.sha256, 'hex'));
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** The plain bytes, or null when the chunk does not open. */
export function openChunk(
  key: SealKey,
  chunk: number,
  isLast: boolean,
  sealed: Uint8Array,
): Buffer | null {
  if (sealed.length < sealOverheadBytes) return null;
  const decipher = createDecipheriv('aes-256-gcm', key.fileKey, nonceOf(key, chunk, isLast));
  decipher.setAAD(Buffer.from(key.sha256, 'hex'));
  decipher.setAuthTag(sealed.subarray(sealed.length - sealOverheadBytes));
  try {
    return Buffer.concat([
      decipher.update(sealed.subarray(0, sealed.length - sealOverheadBytes)),
      decipher.final(),
    ]);
  } catch {
    return null;
  }
}
