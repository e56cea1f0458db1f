import { useRef, type KeyboardEvent, type PointerEvent } from 'react';

type ZoneHandleProps = {
  readonly label: string;
  readonly isHidden?: boolean;
  /** A vertical line between zones side by side, or a horizontal one between zones on top of each other. */
  readonly orientation: 'vertical' | 'horizontal';
  readonly size: number;
  readonly min: number;
  readonly max: number;
  /** 1 when moving towards the end (right, down) makes the zone larger, -1 when smaller. */
  readonly grows: 1 | -1;
  readonly onSize: (size: number) => void;
  /** Called once when the drag or key press is over: the time to remember the size. */
  readonly onDone: (size: number) => void;
};

const keyStepPx = 16;

/** The line between two zones: dragged, or moved with arrow keys while focused. */
export function ZoneHandle(props: ZoneHandleProps) {
  const { label, orientation, size, min, max, grows, onSize, onDone } = props;
  const drag = useRef<{ readonly from: number; readonly size: number } | null>(null);
  const held = (next: number) => Math.round(Math.min(max, Math.max(min, next)));
  const place = (event: PointerEvent) =>
    orientation === 'vertical' ? event.clientX : event.clientY;

  function sizeAt(event: PointerEvent): number {
    const start = drag.current;
    if (!start) return size;
    const isReversed = orientation === 'vertical' && document.documentElement.dir === 'rtl';
    return held(start.size + (place(event) - start.from) * grows * (isReversed ? -1 : 1));
  }

  function onKey(event: KeyboardEvent): void {
    const forward = orientation === 'vertical' ? 'ArrowRight' : 'ArrowDown';
    const back = orientation === 'vertical' ? 'ArrowLeft' : 'ArrowUp';
    const step = event.key === forward ? grows : event.key === back ? -grows : 0;
    const next =
      event.key === 'Home' ? min : event.key === 'End' ? max : held(size + step * keyStepPx);
    if (next === size) return;
    event.preventDefault();
    onSize(next);
    onDone(next);
  }

  return (
    <div
      className={`zone-handle is-${orientation}`}
      role="separator"
      tabIndex={0}
      aria-label={label}
      hidden={props.isHidden}
      aria-orientation={orientation}
      aria-valuenow={size}
      aria-valuemin={min}
      aria-valuemax={max}
      onKeyDown={onKey}
      onPointerDown={(event) => {
        drag.current = { from: place(event), size };
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={(event) => drag.current && onSize(sizeAt(event))}
      onPointerUp={(event) => {
        if (!drag.current) return;
        onDone(sizeAt(event));
        drag.current = null;
      }}
    />
  );
}
