import { createHash, randomBytes } from 'node:crypto';

/** Lower-case hex SHA-256 of a text. Tokens are random, so a plain hash is enough to store them by. */
export function sha256Of(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** 256 random bits that fit into a header. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}
