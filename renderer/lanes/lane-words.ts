import { frameCount, type FrameIndex } from '../../shared/media-time/frame-index.ts';
import type { LaneState } from './lane-types.ts';

/** Every word the lanes show; one place, so that it can be translated. */
export const laneWords = {
  sound: 'Sound',
  noSound: 'This clip has no soundtrack.',
  readingSound: 'Measuring the sound',
  left: 'L',
  right: 'R',
  findings: 'Findings',
  noFindings: 'Nothing marked yet.',
  frames: 'Frames',
  evenFrames: 'evenly spaced',
  unevenFrames: 'unevenly spaced',
  container: 'container',
  peaks: 'peaks 2',
  reviewer: '',
} as const;

export const laneStateWords: Readonly<Record<LaneState, string>> = {
  clear: '',
  weak: 'weak evidence',
  'cannot-tell': 'cannot tell',
  'not-run': 'not run',
};

/** What a screen reader hears for the lanes as a whole. */
export function lanesName(index: FrameIndex | null): string {
  const frames = index ? `, ${frameCount(index)} frames` : '';
  return `Timeline${frames}. Plus and minus zoom, zero shows the whole clip, arrows move the view.`;
}
