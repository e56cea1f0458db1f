import type { Finding } from '../../../shared/domain/finding.ts';
import { frameAt, startOfFrame, type FrameIndex } from '../../../shared/media-time/frame-index.ts';
import type { MediaUs } from '../../../shared/media-time/units.ts';

/**
 * The next or previous place where a finding begins or ends, or null. With an index an edge is the start of
 * a frame: the first inside the finding, and the last one.
 */
export function neighbourEdge(
  findings: readonly Finding[],
  index: FrameIndex | null,
  us: MediaUs,
  direction: 1 | -1,
): MediaUs | null {
  const at = (edge: MediaUs) => (index ? startOfFrame(index, frameAt(index, edge)) : edge);
  const edges = findings
    .flatMap(({ fromUs, toUs }) => [at(fromUs), at(Math.max(fromUs, toUs - 1))])
    .toSorted((a, b) => a - b);
  const next =
    direction === 1 ? edges.find((edge) => edge > us) : edges.findLast((edge) => edge < us);
  return next ?? null;
}
