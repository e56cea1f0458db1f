import type { Finding, FindingKind } from '../../../shared/domain/finding.ts';
import { frameAt, spanOfFrame, type FrameIndex } from '../../../shared/media-time/frame-index.ts';
import type { MediaUs, Span } from '../../../shared/media-time/units.ts';
import { soundStepUs } from '../../player/sound/sound-grid.ts';

/** Where the playhead was when a mark was set. Without a frame index only the time is known. */
export type Mark = { readonly us: MediaUs; readonly frame: number | null };

/** In and out as the reviewer set them, before a kind is chosen. */
export type Marks = { readonly from: Mark | null; readonly to: Mark | null };

export const noMarks: Marks = { from: null, to: null };

export type MarkedSpan = Span & Pick<Finding, 'fromFrame' | 'toFrame'>;

export function markAt(index: FrameIndex | null, us: MediaUs): Mark {
  return { us: Math.round(us), frame: index ? frameAt(index, us) : null };
}

/**
 * The span of two marks: from the start of the first frame to the end of the last one, whichever was set
 * first. One mark alone is that one frame. Without a frame index it is the stretch between the two times, at least one step
 * of the sound long and inside `clip`, so that it can be heard again and every format can hold it.
 */
export function spanOfMarks(marks: Marks, index: FrameIndex | null, clip: Span): MarkedSpan | null {
  const a = marks.from ?? marks.to;
  const b = marks.to ?? marks.from;
  if (!a || !b) return null;
  if (!index || a.frame === null || b.frame === null) {
    const span = { fromUs: Math.min(a.us, b.us), toUs: Math.max(a.us, b.us) };
    return { ...widened(span, clip), fromFrame: null, toFrame: null };
  }
  const first = Math.min(a.frame, b.frame);
  const last = Math.max(a.frame, b.frame);
  return {
    fromUs: Math.round(spanOfFrame(index, first).fromUs),
    toUs: Math.round(spanOfFrame(index, last).toUs),
    fromFrame: first,
    toFrame: last + 1,
  };
}

/** At least one step of the sound, forwards; at the clip's end backwards. A clip that is shorter is marked whole. */
function widened({ fromUs, toUs }: Span, clip: Span): Span {
  const to = Math.min(Math.max(toUs, fromUs + soundStepUs), Math.max(clip.toUs, toUs));
  const from = Math.max(Math.min(fromUs, to - soundStepUs), Math.min(clip.fromUs, fromUs));
  return { fromUs: Math.round(from), toUs: Math.round(to) };
}

/** A finding over a marked span; its id is made by the caller. */
export function findingOf(findingId: string, kind: FindingKind, span: MarkedSpan): Finding {
  return { findingId, kind, note: '', ...span };
}

/** Findings in the order of the clip. */
export function inOrder(findings: readonly Finding[]): Finding[] {
  return [...findings].sort((a, b) => a.fromUs - b.fromUs || a.toUs - b.toUs);
}

/** The finding after (or before) the selected one, round the ends. */
export function neighbourFinding(
  findings: readonly Finding[],
  selectedId: string | null,
  by: 1 | -1,
): Finding | undefined {
  const at = findings.findIndex((finding) => finding.findingId === selectedId);
  if (at < 0) return by === 1 ? findings[0] : findings.at(-1);
  return findings[(at + by + findings.length) % findings.length];
}
