import {
  frameCount,
  keyFrameAfter,
  keyFrameBefore,
  type FrameIndex,
} from '../../../shared/media-time/frame-index.ts';
import type { MediaUs, Span } from '../../../shared/media-time/units.ts';

/** Shuttle speeds, slowest reverse last: J goes left, L goes right, K rests. */
const shuttleSpeeds = [-8, -4, -2, -1, 1, 2, 4, 8] as const;

/** The speed after a press of J, K or L. From rest the first press is normal speed. */
export function nextShuttle(speed: number, key: 'j' | 'k' | 'l'): number {
  if (key === 'k') return 0;
  const at = shuttleSpeeds.findIndex((known) => known === speed);
  if (at === -1) return key === 'l' ? 1 : -1;
  const next = Math.max(0, Math.min(shuttleSpeeds.length - 1, at + (key === 'l' ? 1 : -1)));
  return shuttleSpeeds[next] ?? 1;
}

/** Speed of J and L while K is held. */
export const creepSpeed = 0.25;

/** The loop's sound can be moved this far against its picture. */
const furthestNudgeUs = 500_000;

export function clampNudge(us: MediaUs): MediaUs {
  return Math.max(-furthestNudgeUs, Math.min(furthestNudgeUs, Math.round(us)));
}

export function clampRate(rate: number): number {
  return Math.round(Math.max(0.1, Math.min(2, rate)) * 100) / 100;
}

export function clampFrame(index: FrameIndex, frame: number): number {
  return Math.max(0, Math.min(frameCount(index) - 1, Math.round(frame)));
}

/** A loop inside the clip and at least one millisecond long, or null when it is not. */
export function usableLoop(loop: Span | null, durationUs: MediaUs): Span | null {
  if (!loop) return null;
  const fromUs = Math.max(0, Math.round(loop.fromUs));
  const toUs = Math.min(durationUs, Math.round(loop.toUs));
  return toUs - fromUs >= 1000 ? { fromUs, toUs } : null;
}

/** Media time inside a loop after `elapsedUs` of playing from `startUs`. */
export function loopedTime(loop: Span, startUs: MediaUs, elapsedUs: number): MediaUs {
  const length = loop.toUs - loop.fromUs;
  const into = (((startUs - loop.fromUs + elapsedUs) % length) + length) % length;
  return Math.floor(loop.fromUs + into);
}

export function neighbourKeyFrame(index: FrameIndex, frame: number, direction: 1 | -1): number {
  if (direction === 1) return keyFrameAfter(index, frame) ?? frame;
  return frame === 0 ? 0 : keyFrameBefore(index, frame - 1);
}
