import { describe, expect, test } from 'vitest';
import { frameOfMediaTime } from '../../../../renderer/player/picture/frame-of-media-time.ts';
import {
  clampRate,
  loopedTime,
  neighbourKeyFrame,
  nextShuttle,
  usableLoop,
} from '../../../../renderer/player/transport/transport-rules.ts';
import type { FrameIndex } from '../../../../shared/media-time/frame-index.ts';

const index: FrameIndex = {
  sha256: '',
  version: 1,
  codec: 'avc1',
  codedWidth: 2,
  codedHeight: 2,
  displayWidth: 2,
  displayHeight: 2,
  rotation: 0,
  rate: { kind: 'cfr', numerator: 30_000, denominator: 1001 },
  startsUs: Float64Array.from({ length: 90 }, (_, i) => Math.round((i * 1001e6) / 30_000)),
  endUs: 3_003_000,
  keyFrames: Uint32Array.of(0, 30, 60),
  droppedBeforeStart: 0,
  isMirrored: false,
  trackId: 1,
  soundTrackId: null,
  irregularities: [],
  droppedAfterEnd: 0,
};

describe('the shuttle', () => {
  const press = (keys: string) =>
    keys.split('').reduce((speed, key) => nextShuttle(speed, key as 'j' | 'k' | 'l'), 0);

  test('accelerates the way it goes, and stops at eight times', () => {
    expect(['l', 'll', 'lll', 'llll', 'lllll'].map(press)).toEqual([1, 2, 4, 8, 8]);
    expect(['j', 'jj', 'jjj', 'jjjj', 'jjjjj'].map(press)).toEqual([-1, -2, -4, -8, -8]);
  });

  test('the opposite key slows it down and then turns it', () => {
    expect(press('llj')).toBe(1);
    expect(press('lj')).toBe(-1);
  });

  test('K rests', () => expect(press('lllk')).toBe(0));
});

test('speed stays between a tenth and double', () => {
  expect([0, 0.25, 1, 5].map(clampRate)).toEqual([0.1, 0.25, 1, 2]);
});

test('a loop is held inside the clip; one shorter than a millisecond is none', () => {
  expect(usableLoop({ fromUs: -500, toUs: 9e9 }, 3_000_000)).toEqual({
    fromUs: 0,
    toUs: 3_000_000,
  });
  expect(usableLoop({ fromUs: 1000, toUs: 1500 }, 3_000_000)).toBeNull();
  expect(usableLoop(null, 3_000_000)).toBeNull();
});

test('looped time comes round at the edge without losing a microsecond', () => {
  const loop = { fromUs: 1_000_000, toUs: 1_400_000 };
  expect(loopedTime(loop, 1_300_000, 50_000)).toBe(1_350_000);
  expect(loopedTime(loop, 1_300_000, 100_000)).toBe(1_000_000);
  expect(loopedTime(loop, 1_300_000, 900_000)).toBe(1_000_000);
  expect(loopedTime(loop, 900_000, 0)).toBe(1_300_000);
});

test('key frames are the neighbours of any frame, also of a key frame', () => {
  expect(neighbourKeyFrame(index, 30, 1)).toBe(60);
  expect(neighbourKeyFrame(index, 30, -1)).toBe(0);
  expect(neighbourKeyFrame(index, 45, -1)).toBe(30);
  expect(neighbourKeyFrame(index, 75, 1)).toBe(75);
  expect(neighbourKeyFrame(index, 0, -1)).toBe(0);
});

describe('what the media element says it shows', () => {
  test('a time of the index is that frame, exactly', () => {
    expect(frameOfMediaTime(index, 1.668333, 0)).toEqual({ frame: 50, isOnTime: true });
    expect(frameOfMediaTime(index, 1.6679, 0)).toEqual({ frame: 50, isOnTime: true });
  });

  test('a time that the index does not know is never called exact', () => {
    expect(frameOfMediaTime(index, 1.68, 0)).toEqual({ frame: 50, isOnTime: false });
  });

  test('the offset of its clock is taken off first', () => {
    expect(frameOfMediaTime(index, 1.768333, 100_000)).toEqual({ frame: 50, isOnTime: true });
  });
});
