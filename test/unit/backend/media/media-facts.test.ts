import { expect, test } from 'vitest';
import {
  planReview,
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
  packetsFound: 100,
  ...more,
});
const file = (container: string, ...tracks: readonly TrackFacts[]): MediaFacts => ({
  kind: 'media',
  container,
  tracks,
  decodes: true,
});
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
  [
    'ends early',
    file('mov', track('video', 'h264', { packetsFound: 60 })),
    { kind: 'playable', note: 'The file ends early: 60 of 100 frames are in it.' },
  ],
])('what is done about a file: %s', (_, facts, plan) => {
  expect(planReview(facts)).toMatchObject(plan);
});
