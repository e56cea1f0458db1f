import { useLayoutEffect, useRef } from 'react';
import type { MediaUs } from '../../../shared/media-time/units.ts';
import { colourOf, freshCanvas } from '../strip-canvas.ts';
import { xOf, type TimeAxis } from '../time-axis.ts';

/** Values over media time; a null breaks the line. `strength` 0..1 makes a point faint. */
export type SeriesPoint = {
  readonly atUs: MediaUs;
  readonly value: number | null;
  readonly strength?: number;
};
/** A horizontal stretch behind the line, in the values' unit. */
export type SeriesBand = {
  readonly from: number;
  readonly to: number;
  readonly colour: string;
  readonly fallback: string;
};

type SeriesStripProps = {
  readonly points: readonly SeriesPoint[];
  /** Values at the bottom and the top of the strip. */
  readonly range: readonly [number, number];
  readonly bands?: readonly SeriesBand[];
  /** Points that are further apart are not joined. */
  readonly gapUs: number;
  readonly isFaint?: boolean;
  readonly axis: TimeAxis;
  readonly widthPx: number;
  readonly heightPx: number;
};

/** A line over media time, with bands behind it. */
export function SeriesStrip(props: SeriesStripProps) {
  const host = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const canvas = host.current;
    const pen = canvas && freshCanvas(canvas, props.widthPx, props.heightPx);
    if (pen && canvas) draw(pen, canvas, props);
  });
  return <canvas ref={host} className="strip-canvas" aria-hidden="true" />;
}

function draw(pen: CanvasRenderingContext2D, canvas: Element, props: SeriesStripProps): void {
  const { points, range, axis, widthPx, heightPx, gapUs, bands = [], isFaint = false } = props;
  const [low, high] = range;
  const yOf = (value: number) =>
    heightPx - 2 - ((Math.max(low, Math.min(high, value)) - low) / (high - low)) * (heightPx - 4);
  for (const band of bands) {
    pen.fillStyle = colourOf(canvas, band.colour, band.fallback);
    pen.globalAlpha = 0.14;
    pen.fillRect(0, yOf(band.to), widthPx, Math.max(1, yOf(band.from) - yOf(band.to)));
  }
  pen.strokeStyle = colourOf(canvas, '--text', '#e4e4e4');
  pen.lineWidth = 1;
  let last: { readonly atUs: number; readonly x: number; readonly y: number } | null = null;
  for (const point of points) {
    if (
      point.value === null ||
      point.atUs < axis.fromUs - gapUs ||
      point.atUs > axis.toUs + gapUs
    ) {
      last = null;
      continue;
    }
    const x = xOf(axis, point.atUs);
    const y = yOf(point.value);
    pen.globalAlpha = (isFaint ? 0.55 : 1) * Math.max(0.15, point.strength ?? 1);
    if (last && point.atUs - last.atUs <= gapUs) {
      pen.beginPath();
      pen.moveTo(last.x, last.y);
      pen.lineTo(x, y);
      pen.stroke();
    } else {
      pen.fillStyle = pen.strokeStyle;
      pen.fillRect(x - 0.5, y - 0.5, 1.5, 1.5);
    }
    last = { atUs: point.atUs, x, y };
  }
  pen.globalAlpha = 1;
}
