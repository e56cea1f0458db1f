import type { CaseState } from '../../../shared/domain/case.ts';
import type { OpenClaim } from '../cache/cases.ts';
import type { Tables } from '../cache/tables.ts';
import { fileToReview, type Generation } from '../../../shared/domain/generation.ts';
import type { Fault } from '../../../shared/lifetime/fault.ts';

/** What decides the state of a case before a verdict. */
export type MediaStatus = {
  readonly state: Extract<CaseState, 'fetching' | 'ready' | 'blocked'>;
  readonly mediaFault: Fault | null;
};

/** What the desk knows of the file to review. */
export type FileStatus = { readonly isVerified: boolean; readonly fault: Fault | null };

function blocked(kind: Fault['kind'], message: string): MediaStatus {
  return { state: 'blocked', mediaFault: { kind, message, retry: 'never' } };
}

/** Pure rule: the backend's word on the media first, then what this desk found. A blocked case is reviewable by its record. */
export function mediaStatusOf(
  generation: Pick<Generation, 'mediaState' | 'mediaNote' | 'media'>,
  file: FileStatus | null,
): MediaStatus {
  const note = generation.mediaNote === '' ? '' : ` ${generation.mediaNote}`;
  const toReview = fileToReview(generation);
  if (generation.mediaState === 'needs-transcoding') {
    return blocked(
      'needs-transcoding',
      `This clip needs a review copy that the backend could not make.${note} Judge by the record, or ask your operator to install ffmpeg on the backend.`,
    );
  }
  if (generation.mediaState === 'broken')
    return blocked(
      'broken-media',
      `This clip is damaged.${note} Judge by the record, or escalate it.`,
    );
  if (toReview === undefined)
    return blocked(
      'broken-media',
      'This generation came without a media file. Judge by the record.',
    );
  if (toReview.sizeBytes === 0)
    return blocked(
      'broken-media',
      'The media file is empty (0 bytes). Judge by the record, or escalate it.',
    );
  if (file?.fault && isFinal(file.fault)) return { state: 'blocked', mediaFault: file.fault };
  if (file?.isVerified) return { state: 'ready', mediaFault: null };
  return { state: 'fetching', mediaFault: file?.fault ?? null };
}

/**
 * Troubles of a file that fetching it again will not mend by itself. A cut-off clip is none of them
 * (`broken-media` with `after-user`): what is there is shown.
 */
function isFinal(fault: Fault): boolean {
  if (fault.kind === 'integrity-failed') return fault.retry === 'after-user';
  const isOfTheFile = ['broken-media', 'unsupported-media', 'not-found'].includes(fault.kind);
  return isOfTheFile && fault.retry === 'never';
}

/** Whether a lease that was asked about is still ours to lose: the case was neither judged meanwhile nor leased again. */
export function isStillOpen(
  { cases }: Pick<Tables, 'cases'>,
  { caseId, epoch }: Pick<OpenClaim, 'caseId' | 'epoch'>,
): boolean {
  const known = cases.read(caseId);
  return known?.epoch === epoch && ['fetching', 'ready', 'blocked'].includes(known.row.state);
}
