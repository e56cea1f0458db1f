import { tickLabel, ticks, tickStep, xOf, type TimeAxis } from './time-axis.ts';

const labelPx = 72;

/** The time axis in figures. */
export function Ruler({ axis }: { readonly axis: TimeAxis }) {
  const step = tickStep(axis, labelPx);
  return (
    <div className="lanes-ruler" aria-hidden="true">
      {ticks(axis, labelPx).map(({ us, isMajor }) => (
        <span
          key={us}
          className={isMajor ? 'ruler-tick is-major' : 'ruler-tick'}
          style={{ left: xOf(axis, us) }}
        >
          {isMajor && <span className="ruler-label">{tickLabel(us, step)}</span>}
        </span>
      ))}
    </div>
  );
}
