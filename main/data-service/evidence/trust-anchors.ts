import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { AnalyserCard } from '../../../shared/domain/analyser-cards.ts';

const largestFile = 5_000_000;

/** The operator's root certificates for C2PA (`trust-anchors.pem` beside the desk's data); empty without such a file. */
export function readTrustAnchors(path: string): string {
  try {
    const text = readFileSync(path, 'utf8');
    return text.length <= largestFile ? text : '';
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
