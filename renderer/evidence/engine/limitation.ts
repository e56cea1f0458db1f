import type { EvidenceResult } from '../../../shared/domain/evidence.ts';

/** What of a stream that is there was not handed over, as a reason code. */
export type Limitation =
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

/** What is true of a review copy and not of what was generated: its file, and how far its sound reaches. */
const ofTheCopy: ReadonlySet<EvidenceResult['kind']> = new Set(['container', 'sound-facts']);

/** The limitation of a result that was measured in a review copy. */
export function limitationOfCopy(
  kind: EvidenceResult['kind'],
  isProxy: boolean,
): Limitation | null {
  return isProxy && ofTheCopy.has(kind) ? 'only-a-proxy' : null;
}

/** A result with what it did not see or hear said beside it: "clear" is for the whole clip only. */
export function withLimitation(
  result: EvidenceResult,
  limitation: Limitation | null,
): EvidenceResult {
  if (limitation === null) return result;
  if (result.certainty !== 'cannot-tell')
    return { ...result, certainty: 'weak', reason: limitation };
  return emptyHanded.has(result.reason) ? { ...result, reason: limitation } : result;
}
