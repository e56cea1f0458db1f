import type { ChannelColumns } from '../../shared/media-time/sound-picture.ts';
import { secondsFromUs, type MediaUs } from '../../shared/media-time/units.ts';
import { xOf, type TimeAxis } from './time-axis.ts';

/** A sample on the screen: where it is, and its value. */
type Point = { readonly x: number; readonly value: number };

/** The visible stretch of sound, one column per pixel; single samples too once they are apart. */
export type Wave = {
  readonly columns: number;
  readonly channels: readonly ChannelColumns[];
  readonly points: readonly (readonly Point[])[];
};

/** Samples farther apart than this many pixels are drawn as dots on a line. */
const dotsFromPx = 6;

export function waveOfColumns(channels: readonly ChannelColumns[]): Wave {
  return { columns: channels[0]?.min.length ?? 0, channels, points: [] };
}

/** Columns (and, where they are apart, single points) of samples whose first one is at `firstUs`. */
export function waveOfSamples(
  samples: readonly Float32Array[],
  firstUs: MediaUs,
  sampleRate: number,
  axis: TimeAxis,
  columns: number,
): Wave {
  const first = Math.round(secondsFromUs(firstUs) * sampleRate);
  const perColumn = (secondsFromUs(axis.toUs - axis.fromUs) * sampleRate) / columns;
  const start = secondsFromUs(axis.fromUs) * sampleRate - first;
  const channels = samples.map((channel) => columnsOf(channel, start, perColumn, columns));
  const points =
    perColumn < 1 ? samples.map((channel) => pointsOf(channel, first, sampleRate, axis)) : [];
  return { columns, channels, points };
}

function columnsOf(
  samples: Float32Array,
  start: number,
  perColumn: number,
  columns: number,
): ChannelColumns {
  const min = new Float32Array(columns);
  const max = new Float32Array(columns);
  for (let column = 0; column < columns; column++) {
    const from = Math.max(0, Math.floor(start + column * perColumn));
    const to = Math.min(
      samples.length,
      Math.max(from + 1, Math.floor(start + (column + 1) * perColumn)),
    );
    let low = samples[from] ?? 0;
    let high = low;
    for (let i = from + 1; i < to; i++) {
      low = Math.min(low, samples[i] ?? 0);
      high = Math.max(high, samples[i] ?? 0);
    }
    min[column] = low;
    max[column] = high;
  }
  return { min, max };
}

function pointsOf(
  samples: Float32Array,
  first: number,
  sampleRate: number,
  axis: TimeAxis,
): readonly Point[] {
  return Array.from(samples, (value, i) => ({
    x: xOf(axis, ((first + i) / sampleRate) * 1e6),
    value,
  }));
}

export type WaveLook = {
  readonly zero: string;
  /** How much taller than full scale. */ readonly gain: number;
};

/** Draws every channel in its own row, true lows and highs (not mirrored), with a line at zero. */
export function drawWaveform(wave: Wave, pen: CanvasRenderingContext2D, look: WaveLook): void {
  const rows = Math.max(1, wave.channels.length);
  const { width, height } = pen.canvas;
  const ratio = width / Math.max(1, wave.columns);
  const wavePaint = pen.fillStyle;
  wave.channels.forEach((channel, row) => {
    const middle = ((row + 0.5) * height) / rows;
    const reach = (height / rows / 2) * 0.94 * look.gain;
    pen.fillStyle = look.zero;
    pen.fillRect(0, Math.round(middle), width, 1);
    pen.fillStyle = wavePaint;
    const points = wave.points[row];
    if (points) drawPoints(points, pen, { middle, reach, ratio });
    else drawColumns(channel, pen, { middle, reach, ratio });
  });
}

type Row = { readonly middle: number; readonly reach: number; readonly ratio: number };

function drawColumns(
  channel: ChannelColumns,
  pen: CanvasRenderingContext2D,
  { middle, reach, ratio }: Row,
): void {
  pen.beginPath();
  for (let column = 0; column < channel.min.length; column++) {
    const top = middle - Math.min(1, channel.max[column] ?? 0) * reach;
    const bottom = middle - Math.max(-1, channel.min[column] ?? 0) * reach;
    pen.rect(column * ratio, top, ratio, Math.max(ratio, bottom - top));
  }
  pen.fill();
}

function drawPoints(
  points: readonly Point[],
  pen: CanvasRenderingContext2D,
  { middle, reach, ratio }: Row,
): void {
  const gap = ((points[1]?.x ?? 0) - (points[0]?.x ?? 0)) * ratio;
  pen.strokeStyle = pen.fillStyle;
  pen.lineWidth = Math.max(1, ratio);
  pen.beginPath();
  points.forEach(({ x, value }, i) => {
    const y = middle - value * reach;
    if (i === 0) pen.moveTo(x * ratio, y);
    else pen.lineTo(x * ratio, y);
  });
  pen.stroke();
  if (gap < dotsFromPx) return;
  for (const { x, value } of points) {
    pen.beginPath();
    pen.arc(x * ratio, middle - value * reach, 2 * ratio, 0, 2 * Math.PI);
    pen.fill();
  }
}
