import { useSyncExternalStore, type KeyboardEvent, type PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { FrameIndex } from '../../shared/media-time/frame-index.ts';
import type { MediaClock } from '../../shared/media-time/media-clock.ts';
import { clockTime } from '../../shared/media-time/timecode.ts';
import type { MediaUs, Span } from '../../shared/media-time/units.ts';
import { edgeBeside, regionBetween } from './snapping.ts';
import { usAt, xOf, type TimeAxis } from './time-axis.ts';

/** One press of an arrow where edges are free: a millisecond. */
const freeStepUs = 1000;

type RegionEdgesProps = {
  readonly axis: TimeAxis;
  readonly clock: MediaClock;
  readonly clip: Span;
  /** Edges keep to this index's frames; null leaves them free. */
  readonly snapTo: FrameIndex | null;
};

/** The two handles of the loop: dragged, or moved by arrows, on frame edges if asked. */
export function RegionEdges({ axis, clock, clip, snapTo }: RegionEdgesProps) {
  const { t } = useTranslation();
  const loop = useSyncExternalStore(clock.subscribe, clock.loop);
  if (!loop) return null;

  function move(edge: 'fromUs' | 'toUs', us: MediaUs, region: Span): void {
    const other = edge === 'fromUs' ? region.toUs : region.fromUs;
    const isCrossed = edge === 'fromUs' ? us >= other : us <= other;
    if (!isCrossed) clock.setLoop(regionBetween(us, other, clip, snapTo));
  }

  return (['fromUs', 'toUs'] as const).map((edge) => {
    const x = xOf(axis, loop[edge]);
    if (x < -8 || x > axis.widthPx + 8) return null;
    const drag = (event: PointerEvent<HTMLDivElement>) => {
      const left = event.currentTarget.parentElement?.getBoundingClientRect().left ?? 0;
      move(edge, usAt(axis, event.clientX - left), loop);
    };
    const step = (event: KeyboardEvent) => {
      const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : null;
      if (by === null) return;
      event.preventDefault();
      event.stopPropagation();
      const us = snapTo ? edgeBeside(snapTo, loop[edge], by) : loop[edge] + by * freeStepUs;
      move(edge, us, loop);
    };
    return (
      <div
        key={edge}
        className={`region-edge is-${edge === 'fromUs' ? 'from' : 'to'}`}
        role="slider"
        tabIndex={0}
        aria-label={edge === 'fromUs' ? t('lanes.loop-start') : t('lanes.loop-end')}
        aria-valuemin={clip.fromUs / 1e6}
        aria-valuemax={clip.toUs / 1e6}
        aria-valuenow={loop[edge] / 1e6}
        aria-valuetext={clockTime(loop[edge])}
        style={{ left: x }}
        onKeyDown={step}
        onPointerDown={(event) => {
          event.stopPropagation();
          event.currentTarget.setPointerCapture(event.pointerId);
        }}
        onPointerMove={(event) => {
          event.stopPropagation();
          if (event.currentTarget.hasPointerCapture(event.pointerId)) drag(event);
        }}
      >
        <span className="region-time">{clockTime(loop[edge])}</span>
      </div>
    );
  });
}
