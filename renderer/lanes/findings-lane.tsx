import type { Finding } from '../../shared/domain/finding.ts';
import type { FindingsLaneProps, Lane, LaneCanvas } from './lane-types.ts';
import { xOf } from './time-axis.ts';

/** What the reviewer marked, each as a span that can be chosen. */
export function findingsLane(props: FindingsLaneProps): Lane {
  return {
    id: 'findings',
    title: props.t('lanes.findings'),
    author: '',
    state: 'clear',
    heightPx: 28,
    render: (canvas) => <FindingSpans {...props} {...canvas} />,
  };
}

function FindingSpans({
  findings,
  selectedId,
  labelOf,
  onSelect,
  t,
  axis,
}: FindingsLaneProps & LaneCanvas) {
  if (findings.length === 0) return <p className="lane-words">{t('lanes.no-findings')}</p>;
  const place = (finding: Finding) => {
    // Held inside the view, so that a long span's name can be read at any zoom.
    const left = Math.max(-6, xOf(axis, finding.fromUs));
    const right = Math.min(axis.widthPx + 6, xOf(axis, finding.toUs));
    return { left, width: Math.max(4, right - left) };
  };
  const inView = findings.filter(
    (finding) => finding.toUs >= axis.fromUs && finding.fromUs <= axis.toUs,
  );
  return inView.map((finding) => (
    <button
      key={finding.findingId}
      type="button"
      className="finding-span"
      aria-pressed={finding.findingId === selectedId}
      title={labelOf(finding)}
      style={place(finding)}
      onPointerDown={(event) => event.stopPropagation()}
      onClick={() => onSelect(finding.findingId === selectedId ? null : finding.findingId)}
    >
      {labelOf(finding)}
    </button>
  ));
}
