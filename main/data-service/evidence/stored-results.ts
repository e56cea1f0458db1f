import { z } from 'zod';
import type { AnalyserCard } from '../../../shared/domain/analyser-cards.ts';
import { evidenceResult } from '../../../shared/domain/evidence.ts';
import { fault } from '../../../shared/lifetime/fault.ts';
import type { Measurements } from '../cache/measurements.ts';

/** What an analyser came to, as it is kept: a result, or why there will be none from this version. */
export const storedAnalysis = z.object({
  result: evidenceResult.nullable(),
  fault: fault.nullable(),
});
export type StoredAnalysis = Readonly<z.infer<typeof storedAnalysis>>;

export type StoredResults = {
  /** Null where this version has not measured the clip, or what was kept can't be read. */
  read(sha256: string, card: AnalyserCard): StoredAnalysis | null;
  has(sha256: string, card: AnalyserCard): boolean;
  save(sha256: string, card: AnalyserCard, kept: StoredAnalysis): void;
};

/** The kind that a measurement of an analyser is kept under; the page's own are called otherwise. */
export const measurementKind = (analyser: string): string => `evidence.${analyser}`;

/** Results in the cache, as JSON, checked when they are read: another build may have written them. */
export function createStoredResults(measurements: Measurements): StoredResults {
  const read: StoredResults['read'] = (sha256, card) => {
    const body = measurements.read(sha256, measurementKind(card.id), card.version);
    if (body === null) return null;
    try {
      return storedAnalysis.safeParse(JSON.parse(new TextDecoder().decode(body))).data ?? null;
    } catch {
      return null;
    }
  };
  return {
    read,
    has: (sha256, card) => read(sha256, card) !== null,
    save: (sha256, card, kept) =>
      measurements.save(
        sha256,
        measurementKind(card.id),
        card.version,
        new TextEncoder().encode(JSON.stringify(kept)),
      ),
  };
}
