import { xOf, type TimeAxis } from '../time-axis.ts';
import type { Span } from '../../../shared/media-time/units.ts';

/** A place that can be jumped to. */
export type EventMark = Span & {
  readonly id: string;
  readonly look: string;
  readonly label: string;
};

/** More marks than this can't be hit one by one: then a click seeks like anywhere else. */
const mostButtons = 150;

/** Events as marks; each goes to its own first frame when it is pressed. */
export function EventMarks({
  marks,
  axis,
  onGo,
}: {
  readonly marks: readonly EventMark[];
  readonly axis: TimeAxis;
  readonly onGo: (mark: EventMark) => void;
}) {
  const inView = marks.filter((mark) => mark.toUs >= axis.fromUs && mark.fromUs <= axis.toUs);
  const canPress = inView.length <= mostButtons;
  return inView.slice(0, 2000).map((mark) => {
    const left = Math.max(-4, xOf(axis, mark.fromUs));
    const width = Math.max(3, Math.min(axis.widthPx + 4, xOf(axis, mark.toUs)) - left);
    const look = ['event-mark', `is-${mark.look}`].join(' ');
    if (!canPress) return <div key={mark.id} className={look} style={{ left, width }} />;
    return (
      <button
        key={mark.id}
        type="button"
        className={look}
        style={{ left, width }}
        title={mark.label}
        aria-label={mark.label}
        // Reached by its own keys; a clip may have hundreds.
        tabIndex={-1}
        onPointerDown={(event) => event.stopPropagation()}
        onClick={() => onGo(mark)}
      />
    );
  });
}
