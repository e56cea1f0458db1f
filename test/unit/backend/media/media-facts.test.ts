import { expect, test } from 'vitest';
import { err, ok } from '../../../../shared/lifetime/result.ts';
import { irregularityWords } from '../../../../shared/media-file/irregularity-words.ts';
import type { IrregularityCode } from '../../../../shared/media-time/irregularities.ts';
import {
  planReview,
  type DeskOutcome,
  type MediaFacts,
  type TrackFacts,
} from '../../../../backend/media/media-facts.ts';

const track = (
  kind: TrackFacts['kind'],
  codec: string,
  more: Partial<TrackFacts> = {},
): TrackFacts => ({
  kind,
  codec,
  pixelFormat: kind === 'video' ? 'yuv420p' : null,
  packetsPromised: 100,
  ...more,
});
const file = (container: string, ...tracks: readonly TrackFacts[]): MediaFacts => ({
  kind: 'media',
  container,
  tracks,
  decodes: true,
});
const read = (...irregularities: readonly IrregularityCode[]): DeskOutcome =>
  ok({ irregularities, isCutShort: false, framesFound: 100 });
const aac = track('audio', 'aac');
const h264 = track('video', 'h264');

test.each<[string, MediaFacts, object]>([
  [
    'H.264 and AAC in MP4',
    file('mov', h264, aac),
    { kind: 'playable', mimeType: 'video/mp4', note: '' },
  ],
  ['picture without sound', file('mov', h264), { kind: 'playable' }],
  ['sound without picture', file('mov', aac), { kind: 'playable', mimeType: 'audio/mp4' }],
  [
    'VP9 in WebM',
    file('webm', track('video', 'vp9'), track('audio', 'opus')),
    { kind: 'playable', mimeType: 'video/webm' },
  ],
  ['HEVC', file('mov', track('video', 'hevc'), aac), { kind: 'proxy', copyVideo: false }],
  [
    'H.264 in 4:2:2 with ten bits',
    file('mov', track('video', 'h264', { pixelFormat: 'yuv422p10le' })),
    { kind: 'proxy', copyVideo: false },
  ],
  [
    'H.264 with AC-3: only the sound is made anew',
    file('mov', h264, track('audio', 'ac3')),
    { kind: 'proxy', copyVideo: true },
  ],
  [
    'H.264 in AVI: only packed anew',
    file('avi', h264, track('audio', 'mp3')),
    { kind: 'proxy', copyVideo: true },
  ],
  ['an unknown container', file('nut', h264), { kind: 'proxy' }],
  ['nothing in it', file('mov'), { kind: 'broken' }],
  [
    'nothing decodes',
    { kind: 'media', container: 'mov', tracks: [h264], decodes: false },
    { kind: 'broken' },
  ],
  [
    'empty',
    { kind: 'unknown', sizeBytes: 0 },
    { kind: 'broken', note: 'The file is empty (0 bytes).' },
  ],
])('what is done about a file: %s', (_, facts, plan) => {
  expect(planReview(facts, read())).toMatchObject(plan);
});

test('a file that ends early says how many frames are in it, counted by the desk’s own reader', () => {
  const cut = ok({ irregularities: [], isCutShort: true, framesFound: 60 });
  expect(planReview(file('mov', h264), cut)).toMatchObject({
    kind: 'playable',
    note: 'The file ends early: 60 of 100 frames are in it.',
  });
});

test.each<[IrregularityCode[], object]>([
  [['trimmed-end', 'mirrored', 'colour-untagged', 'subtitles'], { kind: 'playable', note: '' }],
  [['several-edits'], { kind: 'proxy', copyVideo: false, isPlayable: true }],
  [['sound-rate-hidden'], { kind: 'proxy', copyVideo: true, isPlayable: true }],
  [['size-changes', 'sound-rate-hidden'], { kind: 'proxy', copyVideo: false }],
  [
    ['size-changes', 'subtitles', 'colour-untagged'],
    {
      why: expect.stringContaining('changes size') as unknown,
      besides: irregularityWords.subtitles,
    },
  ],
])('what Chromium and the desk may show differently gets a review copy: %j', (codes, plan) => {
  expect(planReview(file('mov', h264, aac), read(...codes))).toMatchObject(plan);
});

test('a file that the desk’s own reader refuses gets a review copy, with its reason', () => {
  const refused = err('unsupported-media', 'A track of this clip is compressed.');
  expect(planReview(file('matroska', h264, aac), refused)).toMatchObject({
    kind: 'proxy',
    why: expect.stringContaining('A track of this clip is compressed.') as unknown,
    isPlayable: false,
  });
  // Sound alone has no frames to read.
  expect(planReview(file('mov', aac), refused)).toMatchObject({ kind: 'playable' });
});
