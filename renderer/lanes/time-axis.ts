import type { MediaUs, Span } from '../../shared/media-time/units.ts';

/** The stretch of media time that the lanes show across their width. One axis serves every lane. */
export type TimeAxis = {
  readonly fromUs: MediaUs;
  readonly toUs: MediaUs;
  readonly widthPx: number;
};

/** The closest zoom: one millisecond across the whole width. */
const closestUs = 1000;

/** `clip`: from where picture or sound begins to where the last of them ends; a clock may begin an hour late. */
export function wholeClip(clip: Span, widthPx: number): TimeAxis {
  const { fromUs } = clip;
  return { fromUs, toUs: fromUs + lengthOf(clip), widthPx: Math.max(1, widthPx) };
}

function lengthOf({ fromUs, toUs }: Span): MediaUs {
  return Math.max(closestUs, toUs - fromUs);
}

export function xOf(axis: TimeAxis, us: MediaUs): number {
  return ((us - axis.fromUs) / (axis.toUs - axis.fromUs)) * axis.widthPx;
}

export function usAt(axis: TimeAxis, x: number): MediaUs {
  return Math.round(axis.fromUs + (x / axis.widthPx) * (axis.toUs - axis.fromUs));
}

/** Zooms by `factor` (2 shows half as much) and keeps `aroundUs` where it is on the screen. */
export function zoomed(axis: TimeAxis, factor: number, aroundUs: MediaUs, clip: Span): TimeAxis {
  const length = axis.toUs - axis.fromUs;
  const next = Math.max(closestUs, Math.min(lengthOf(clip), Math.round(length / factor)));
  const around = Math.max(axis.fromUs, Math.min(axis.toUs, aroundUs));
  const share = (around - axis.fromUs) / length;
  return inside({ ...axis, fromUs: Math.round(around - share * next) }, next, clip);
}

/** Moves by a share of what is shown; stops at the clip's ends. */
export function panned(axis: TimeAxis, share: number, clip: Span): TimeAxis {
  const length = axis.toUs - axis.fromUs;
  return inside({ ...axis, fromUs: axis.fromUs + Math.round(length * share) }, length, clip);
}

/** Brings a moment into view, a quarter from the edge it left by; unchanged while it is in view. */
export function following(axis: TimeAxis, us: MediaUs, clip: Span): TimeAxis {
  const length = axis.toUs - axis.fromUs;
  if (us >= axis.fromUs && us < axis.toUs) return axis;
  const share = us < axis.fromUs ? 0.75 : 0.25;
  return inside({ ...axis, fromUs: Math.round(us - share * length) }, length, clip);
}

/** The same stretch with `us` in its middle, as far as the clip's ends allow. */
export function centred(axis: TimeAxis, us: MediaUs, clip: Span): TimeAxis {
  const length = axis.toUs - axis.fromUs;
  return inside({ ...axis, fromUs: Math.round(us - length / 2) }, length, clip);
}

/** Shows a span with a tenth of its length on both sides. */
export function fitted(axis: TimeAxis, span: Span, clip: Span): TimeAxis {
  const length = Math.max(closestUs, Math.round((span.toUs - span.fromUs) * 1.2));
  const middle = (span.fromUs + span.toUs) / 2;
  return inside(
    { ...axis, fromUs: Math.round(middle - length / 2) },
    Math.min(length, lengthOf(clip)),
    clip,
  );
}

function inside(axis: TimeAxis, length: number, clip: Span): TimeAxis {
  const latest = Math.max(clip.fromUs, clip.toUs - length);
  const fromUs = Math.max(clip.fromUs, Math.min(latest, axis.fromUs));
  return { ...axis, fromUs, toUs: fromUs + length };
}

export type Tick = { readonly us: MediaUs; readonly isMajor: boolean };

const steps = [100, 200, 500].flatMap((base) => [
  base,
  base * 10,
  base * 100,
  base * 1000,
  base * 10_000,
]);
const longSteps = [10, 15, 30, 60, 300, 600, 1800, 3600].map((seconds) => seconds * 1_000_000);
const tickSteps = [...steps, ...longSteps].toSorted((a, b) => a - b);

/** The finest round step whose ticks are at least `leastPx` apart. */
export function tickStep(axis: TimeAxis, leastPx: number): number {
  const usPerPx = (axis.toUs - axis.fromUs) / axis.widthPx;
  return tickSteps.find((step) => step / usPerPx >= leastPx) ?? 3_600_000_000;
}

/** Ticks in view; a major one carries a label. */
export function ticks(axis: TimeAxis, leastLabelPx: number): readonly Tick[] {
  const major = tickStep(axis, leastLabelPx);
  const minor = major / 5;
  const found: Tick[] = [];
  for (let n = Math.ceil(axis.fromUs / minor); n * minor <= axis.toUs; n++) {
    found.push({ us: Math.round(n * minor), isMajor: n % 5 === 0 });
  }
  return found;
}

/** A label as fine as the step: seconds, with as many decimals as it takes. */
export function tickLabel(us: MediaUs, stepUs: number): string {
  const decimals =
    stepUs >= 1_000_000 ? 0 : stepUs >= 100_000 ? 1 : stepUs >= 10_000 ? 2 : stepUs >= 1000 ? 3 : 4;
  const minutes = Math.floor(us / 60_000_000);
  const seconds = (us / 1e6 - minutes * 60).toFixed(decimals);
  return minutes > 0
    ? `${minutes}:${seconds.padStart(decimals > 0 ? 3 + decimals : 2, '0')}`
    : `${seconds} s`;
}
