import { useEffect, useRef } from 'react';
import type { MediaClock } from '../../shared/media-time/media-clock.ts';
import { xOf, type TimeAxis } from './time-axis.ts';

type PlayheadProps = {
  readonly axis: TimeAxis;
  readonly clock: MediaClock;
  readonly className?: string;
};

/** The one playhead over all lanes. It moves by the clock alone, past React: sixty times a second is no render. */
export function Playhead({ axis, clock, className = 'lanes-playhead' }: PlayheadProps) {
  const line = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let pending = 0;
    const place = () => {
      pending = 0;
      const { us, isPlaying } = clock.read();
      const x = xOf(axis, us);
      const element = line.current;
      if (element) {
        element.style.transform = `translateX(${Math.round(x * 2) / 2}px)`;
        element.hidden = x < 0 || x > axis.widthPx;
      }
      if (isPlaying) pending = requestAnimationFrame(place);
    };
    const wake = () => {
      if (pending === 0) place();
    };
    place();
    const stop = clock.subscribe(wake);
    return () => {
      stop();
      cancelAnimationFrame(pending);
    };
  }, [axis, clock]);
  return <div ref={line} className={className} aria-hidden="true" />;
}
