import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { AnalyserCard } from '../../../shared/domain/analyser-cards.ts';

const largestFile = 5_000_000;

/**
 * Root certificates (PEM) whose C2PA signers count as trusted, from the operator's `trust-anchors.pem`; empty
 * without the file. Without anchors a good signature reads "valid, signer unknown".
 */
export function readTrustAnchors(path: string): string {
  try {
    const text = readFileSync(path, 'utf8');
    return text.length <= largestFile && text.includes('BEGIN CERTIFICATE') ? text : '';
  } catch {
    return '';
  }
}

/** Other anchors give other answers: they are part of the version of the analyser that uses them. */
export function cardsWithAnchors(
  cards: readonly AnalyserCard[],
  anchors: string,
): readonly AnalyserCard[] {
  if (anchors === '') return cards;
  const mark = createHash('sha256').update(anchors).digest().readUIntBE(0, 4);
  return cards.map((card) =>
    card.id === 'provenance' ? { ...card, version: card.version * 2 ** 32 + mark } : card,
  );
}
