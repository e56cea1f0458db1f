import { frameCount, type FrameIndex } from '../../shared/media-time/frame-index.ts';
import { clockTime } from '../../shared/media-time/timecode.ts';
import type { MediaUs, Span } from '../../shared/media-time/units.ts';
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
  filmstrip: 'Filmstrip',
  exactPictures: 'decoded frames',
  overview: 'Whole clip',
  snap: 'Snap to frames',
  snapHint: 'Regions start and end on frame edges. Shift and drag draws a region.',
  loopStart: 'Start of the loop',
  loopEnd: 'End of the loop',
  container: 'container',
  peaks: 'peaks 2',
  reviewer: '',
} as const;

export const laneStateWords: Readonly<Record<LaneState, string>> = {
  clear: '',
  weak: 'weak evidence',
  'cannot-tell': 'cannot tell',
  // The strip itself says how far it is.
  coming: '',
  'not-run': 'not run',
};

/** What a picture of the filmstrip is called. */
export function filmFrameName(
  frame: number,
  time: string,
  state: 'shown' | 'decoding' | 'damaged',
): string {
  const words = { shown: '', decoding: ', decoding', damaged: ', can’t be decoded' }[state];
  return `Frame ${frame}, ${time}${words}`;
}

/** What the overview shows, for a screen reader. */
export function minimapName(view: Span, durationUs: MediaUs): string {
  return `Whole clip, ${clockTime(durationUs)}; the lanes show ${clockTime(view.fromUs)} to ${clockTime(view.toUs)}`;
}

/** What a screen reader hears for the lanes as a whole. */
export function lanesName(index: FrameIndex | null): string {
  const frames = index ? `, ${frameCount(index)} frames` : '';
  return `Timeline${frames}. Plus and minus zoom, zero shows the whole clip, arrows move the view, shift and drag draws a loop.`;
}
