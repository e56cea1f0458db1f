import { createDecipheriv } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';

/** What the cipher appends to each page: a nonce and a tag of 16 bytes each. */
const reservedBytes = 32;
const walHeadBytes = 32;
const frameHeadBytes = 24;

function chacha20(key: Uint8Array, nonce: Buffer, counter: number, bytes: Buffer): Buffer {
  const iv = Buffer.alloc(16);
  iv.writeUInt32LE(counter >>> 0, 0);
  nonce.copy(iv, 4, 0, 12);
  return createDecipheriv('chacha20', key, iv).update(bytes);
}

/** One page as SQLite sees it, free space included: the page cipher of SQLite3 Multiple Ciphers ("chacha20", raw key). */
function plainPage(page: Buffer, pageNumber: number, key: Uint8Array): Buffer {
  const end = page.length - reservedBytes;
  const nonce = page.subarray(end, end + 16);
  const counter = nonce.readUInt32LE(12) ^ pageNumber;
  const pageKey = chacha20(key, nonce, counter, Buffer.alloc(64)).subarray(32);
  // The first page begins with 24 bytes that stay readable.
  return chacha20(pageKey, nonce, counter + 1, page.subarray(pageNumber === 1 ? 24 : 0, end));
}

/**
 * Every page of an encrypted database and every frame of its write-ahead log, decrypted as they lie on the disk: deleted
 * rows, overwritten frames and free pages too. What is found in none of them is gone.
 */
export function plainPages(file: string, key: Uint8Array): readonly Buffer[] {
  const main = readFileSync(file);
  const log = existsSync(`${file}-wal`) ? readFileSync(`${file}-wal`) : Buffer.alloc(0);
  const pageBytes = log.length > walHeadBytes ? log.readUInt32BE(8) : 4096;
  const pages: Buffer[] = [];
  for (let at = 0; at + pageBytes <= main.length; at += pageBytes)
    pages.push(plainPage(main.subarray(at, at + pageBytes), at / pageBytes + 1, key));
  const frameBytes = frameHeadBytes + pageBytes;
  for (let at = walHeadBytes; at + frameBytes <= log.length; at += frameBytes)
    pages.push(
      plainPage(log.subarray(at + frameHeadBytes, at + frameBytes), log.readUInt32BE(at), key),
    );
  return pages;
}

/** Whether these bytes lie anywhere in the database's pages or its log, as plain text sees them. */
export function liesInPages(file: string, key: Uint8Array, bytes: Uint8Array): boolean {
  const wanted = Buffer.from(bytes);
  return plainPages(file, key).some((page) => page.includes(wanted));
}
