/** The words of the lanes that every clip has; those of the measurements stand in `evidence-strings.ts`. */
export const laneStrings = {
  sound: 'Sound',
  'no-sound': 'This clip has no soundtrack.',
  loudest: 'loudest peak {{db}} dBFS',
  silent: 'silent throughout',
  spans_one: '{{count}} span, {{time}}',
  spans_other: '{{count}} spans, {{time}}',
  'reading-sound': 'Measuring the sound',
  /** Who measured it: the version of the peaks. */
  peaks: 'peaks 2',
  findings: 'Findings',
  'no-findings': 'Nothing marked yet.',
  frames: 'Frames',
  'even-frames': 'evenly spaced',
  'uneven-frames': 'unevenly spaced',
  filmstrip: 'Filmstrip',
  'exact-pictures': 'decoded frames',
  'film-frame': {
    shown: 'Frame {{frame}}, {{time}}',
    decoding: 'Frame {{frame}}, {{time}}, decoding',
    damaged: 'Frame {{frame}}, {{time}}, can’t be decoded',
  },
  overview: 'Whole clip',
  'overview-name': 'Whole clip, {{length}}; the lanes show {{from}} to {{to}}',
  timeline:
    'Timeline. Plus and minus zoom, zero shows the whole clip, arrows move the view, shift and drag draws a loop.',
  'timeline-of':
    'Timeline, {{frames}} frames. Plus and minus zoom, zero shows the whole clip, arrows move the view, shift and drag draws a loop.',
  snap: 'Snap to frames',
  'snap-hint': 'Regions start and end on frame edges. Shift and drag draws a region.',
  'loop-start': 'Start of the loop',
  'loop-end': 'End of the loop',
  /** The line at the foot of the lanes, for those that have nothing to draw; by how far their evidence reaches. */
  empty: {
    clear: 'Nothing found: {{what}}',
    weak: 'Nothing found, on weak evidence: {{what}}',
    'cannot-tell': 'Cannot tell: {{what}}',
    coming: 'Still being measured: {{what}}',
    'not-run': 'Not measured: {{what}}',
  },
  state: { weak: 'weak evidence', 'cannot-tell': 'cannot tell', 'not-run': 'not run' },
} as const;
