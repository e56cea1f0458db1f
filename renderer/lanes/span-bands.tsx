import { useSyncExternalStore } from 'react';
import type { MediaClock } from '../../shared/media-time/media-clock.ts';
import type { Span } from '../../shared/media-time/units.ts';
import { xOf, type TimeAxis } from './time-axis.ts';

type Props = { readonly axis: TimeAxis; readonly clock: MediaClock; readonly marking: Span | null };

/** The loop and the span being marked, as bands over every lane. */
export function SpanBands({ axis, clock, marking }: Props) {
  const loop = useSyncExternalStore(clock.subscribe, clock.loop);
  return (
    <>
      {loop && <Band axis={axis} span={loop} kind="loop" />}
      {marking && <Band axis={axis} span={marking} kind="marking" />}
    </>
  );
}

function Band({
  axis,
  span,
  kind,
}: {
  readonly axis: TimeAxis;
  readonly span: Span;
  readonly kind: string;
}) {
  const left = Math.max(-4, xOf(axis, span.fromUs));
  const right = Math.min(axis.widthPx + 4, xOf(axis, span.toUs));
  if (right < 0 || left > axis.widthPx) return null;
  return (
    <div
      className={`lanes-band is-${kind}`}
      style={{ left, width: Math.max(2, right - left) }}
      aria-hidden="true"
    />
  );
}
