import { readFileSync } from 'node:fs';

const mostBytes = 5_000_000;

/**
 * Root certificates (PEM) whose C2PA signers count as trusted, from the operator's `trust-anchors.pem`; empty
 * without the file. Without anchors a good signature reads "valid, signer unknown".
 */
export function readTrustAnchors(path: string): string {
  try {
    const text = readFileSync(path, 'utf8');
    return text.length <= mostBytes && text.includes('BEGIN CERTIFICATE') ? text : '';
  } catch {
    return '';
  }
}
