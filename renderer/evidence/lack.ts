import type { EvidenceResult } from '../../shared/domain/evidence.ts';

/** What of a stream that is there was not handed over, as a reason code. */
export type Lack =
  | 'only-the-beginning'
  | 'frames-missing'
  | 'picture-undecodable'
  | 'sound-breaks-off'
  | 'sound-undecodable';

/** Answers that are true only of what was looked at. */
const emptyHanded: ReadonlySet<string | null> = new Set([
  'no-face',
  'no-speech',
  'no-picture',
  'no-sound',
]);

/** A result with what it did not see or hear said beside it: "clear" is for the whole clip only. */
export function withLack(result: EvidenceResult, lack: Lack | null): EvidenceResult {
  if (lack === null) return result;
  if (result.certainty !== 'cannot-tell') return { ...result, certainty: 'weak', reason: lack };
  return emptyHanded.has(result.reason) ? { ...result, reason: lack } : result;
}
