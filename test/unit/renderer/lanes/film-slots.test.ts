import { expect, test } from 'vitest';
import { filmSlots } from '../../../../renderer/lanes/film-slots.ts';
import { edgeBeside, regionBetween, snappedUs } from '../../../../renderer/lanes/snapping.ts';
import { centred } from '../../../../renderer/lanes/time-axis.ts';
import type { FrameIndex } from '../../../../shared/media-time/frame-index.ts';

/** Ten seconds of 30 a second, a key frame each two seconds; frame 100 lasts half a second longer. */
const startsUs = Float64Array.from({ length: 300 }, (_, i) =>
  Math.round((i * 1e6) / 30 + (i > 100 ? 500_000 : 0)),
);
const index: FrameIndex = {
  sha256: '',
  version: 1,
  codec: 'avc1',
  codedWidth: 1280,
  codedHeight: 720,
  displayWidth: 1280,
  displayHeight: 720,
  rotation: 0,
  rate: { kind: 'vfr', minFps: 1.9, maxFps: 30, meanFps: 28 },
  startsUs,
  endUs: 10_500_000,
  keyFrames: Uint32Array.from([0, 60, 120, 180, 240]),
  droppedBeforeStart: 0,
  isMirrored: false,
  trackId: 1,
  soundTrackId: null,
  irregularities: [],
  droppedAfterEnd: 0,
};
const whole = { fromUs: 0, toUs: 10_500_000, widthPx: 860 };

test('over the whole clip each picture stands at its own frame’s start and none covers the next', () => {
  const slots = filmSlots(index, whole, 84);
  expect(slots.length).toBeGreaterThan(8);
  for (const [i, { frame, x, widthPx }] of slots.entries()) {
    expect(x).toBeCloseTo(((startsUs[frame] ?? 0) / 10_500_000) * 860, 6);
    expect(x + widthPx).toBeLessThanOrEqual(slots[i + 1]?.x ?? Infinity);
  }
});

test('panning keeps the pictures that stay in view', () => {
  const before = filmSlots(index, { fromUs: 1_000_000, toUs: 5_000_000, widthPx: 860 }, 84);
  const after = filmSlots(index, { fromUs: 1_500_000, toUs: 5_500_000, widthPx: 860 }, 84);
  const both = before.filter(({ frame }) => (startsUs[frame] ?? 0) >= 1_600_000);
  expect(after.map(({ frame }) => frame)).toEqual(
    expect.arrayContaining(both.map(({ frame }) => frame)),
  );
});

test('close in every frame has its own picture, and a long frame is shown once', () => {
  const slots = filmSlots(index, { fromUs: 3_200_000, toUs: 4_100_000, widthPx: 2400 }, 84);
  const frames = slots.map(({ frame }) => frame);
  expect(frames).toEqual(Array.from({ length: frames.length }, (_, i) => (frames[0] ?? 0) + i));
  expect(frames.filter((frame) => frame === 100)).toHaveLength(1);
});

test('a frame that began before the view keeps its picture in sight', () => {
  const [first] = filmSlots(index, { fromUs: 3_500_000, toUs: 3_520_000, widthPx: 860 }, 84);
  expect(first).toMatchObject({ frame: 100, x: 0 });
});

test('a key frame just before a slot is taken in its place', () => {
  const axis = { fromUs: 0, toUs: 10_500_000, widthPx: 430 };
  expect(filmSlots(index, axis, 84).map(({ frame }) => frame)).toContain(0);
  for (const { frame } of filmSlots(index, axis, 84)) expect(frame % 60).not.toBe(1);
});

test('a moment snaps to the nearest frame edge, the clip’s end included', () => {
  expect(snappedUs(index, 40_000)).toBe(33_333);
  expect(snappedUs(index, 55_000)).toBe(66_667);
  expect(snappedUs(index, 10_490_000)).toBe(10_500_000);
});

test('a region on frames is never empty and never leaves the clip', () => {
  expect(regionBetween(40_000, 41_000, { fromUs: 0, toUs: index.endUs }, index)).toEqual({
    fromUs: 33_333,
    toUs: 66_667,
  });
  expect(regionBetween(12_000_000, 11_000_000, { fromUs: 0, toUs: index.endUs }, index)).toEqual({
    fromUs: startsUs[299],
    toUs: 10_500_000,
  });
});

test('a free region lies where the hand drew it, whichever way', () => {
  expect(regionBetween(900_123, 100_456, { fromUs: 0, toUs: index.endUs }, null)).toEqual({
    fromUs: 100_456,
    toUs: 900_123,
  });
});

test('an arrow moves an edge by one frame, over uneven spacing too', () => {
  expect(edgeBeside(index, startsUs[100] ?? 0, 1)).toBe(startsUs[101]);
  expect(edgeBeside(index, 10_500_000, -1)).toBe(startsUs[299]);
  expect(edgeBeside(index, 0, -1)).toBe(0);
});

test('the overview centres the view where it is pressed, as far as the clip’s ends allow', () => {
  const axis = { fromUs: 0, toUs: 2_000_000, widthPx: 860 };
  expect(centred(axis, 5_000_000, { fromUs: 0, toUs: 10_500_000 })).toMatchObject({
    fromUs: 4_000_000,
    toUs: 6_000_000,
  });
  expect(centred(axis, 10_400_000, { fromUs: 0, toUs: 10_500_000 })).toMatchObject({
    fromUs: 8_500_000,
    toUs: 10_500_000,
  });
});
