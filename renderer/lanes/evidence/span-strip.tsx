import type { Span } from '../../../shared/media-time/units.ts';
import { xOf, type TimeAxis } from '../time-axis.ts';
import { plainText } from '../../../shared/domain/hidden-signs.ts';

/** One stretch of a strip: `look` is its class, `weight` 0..1 how solid it is drawn. */
export type StripSpan = Span & {
  readonly look: string;
  readonly weight?: number;
  readonly title?: string;
};

/** More than so many in view are drawn as one shade: single ones could not be seen. */
const mostDrawn = 600;

/** Stretches of media time as boxes; a click on them seeks like anywhere else on the lanes. */
export function SpanStrip({
  spans,
  axis,
}: {
  readonly spans: readonly StripSpan[];
  readonly axis: TimeAxis;
}) {
  const inView = spans.filter((span) => span.toUs >= axis.fromUs && span.fromUs <= axis.toUs);
  const step = Math.ceil(inView.length / mostDrawn);
  return inView
    .filter((_, at) => at % step === 0)
    .map((span) => {
      const left = Math.max(-4, xOf(axis, span.fromUs));
      const right = Math.min(axis.widthPx + 4, xOf(axis, span.toUs));
      return (
        <div
          key={`${span.look}-${span.fromUs}-${span.toUs}`}
          className={`strip-span is-${span.look}`}
          title={span.title && plainText(span.title)}
          style={{ left, width: Math.max(2, right - left), opacity: span.weight ?? 1 }}
        />
      );
    });
}
