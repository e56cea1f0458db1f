import type { EvidenceResult } from '../../shared/domain/evidence.ts';

/** What of a stream that is there was not handed over, as a reason code. */
export type Lack =
  | 'only-the-beginning'
  | 'frames-missing'
  | 'picture-undecodable'
  | 'sound-breaks-off'
  | 'sound-undecodable'
  | 'only-a-proxy';

/** Answers that are true only of what was looked at. */
const emptyHanded: ReadonlySet<string | null> = new Set([
  'no-face',
  'no-speech',
  'no-picture',
  'no-sound',
]);

/** What a review copy tells of itself and not of what was generated: its file, and how far its sound reaches. */
const ofTheCopy: ReadonlySet<EvidenceResult['kind']> = new Set(['container', 'sound-facts']);

/** The lack of a result that was measured in a review copy. */
export function lackOfCopy(kind: EvidenceResult['kind'], isProxy: boolean): Lack | null {
  return isProxy && ofTheCopy.has(kind) ? 'only-a-proxy' : null;
}

/** A result with what it did not see or hear said beside it: "clear" is for the whole clip only. */
export function withLack(result: EvidenceResult, lack: Lack | null): EvidenceResult {
  if (lack === null) return result;
  if (result.certainty !== 'cannot-tell') return { ...result, certainty: 'weak', reason: lack };
  return emptyHanded.has(result.reason) ? { ...result, reason: lack } : result;
}
