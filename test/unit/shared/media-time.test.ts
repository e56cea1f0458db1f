import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  frameAt,
  keyFrameAfter,
  keyFrameBefore,
  middleOfFrame,
  spanOfFrame,
  startOfFrame,
} from '../../../shared/media-time/frame-index.ts';
import { clockTime, timecodeOf } from '../../../shared/media-time/timecode.ts';

const ntsc = { kind: 'cfr', numerator: 30000, denominator: 1001 } as const;

/** Random strictly rising frame starts with uneven gaps: a VFR clip. */
const unevenIndex = fc
  .array(fc.integer({ min: 1, max: 200_000 }), { minLength: 1, maxLength: 200 })
  .map((gaps) => {
    let at = 0;
    const starts = gaps.map((gap) => (at += gap) - gap);
    return { startsUs: Float64Array.from(starts), endUs: at };
  });

test("every moment of a frame's own interval finds that frame again", () => {
  fc.assert(
    fc.property(unevenIndex, fc.nat(), (index, pick) => {
      const frame = pick % index.startsUs.length;
      const { fromUs, toUs } = spanOfFrame(index, frame);
      expect(frameAt(index, fromUs)).toBe(frame);
      expect(frameAt(index, toUs - 1)).toBe(frame);
      expect(frameAt(index, middleOfFrame(index, frame))).toBe(frame);
    }),
  );
});

test('times outside the clip stay on its first and last frame', () => {
  const index = { startsUs: Float64Array.of(0, 40_000, 80_000), endUs: 120_000 };
  expect(frameAt(index, -5)).toBe(0);
  expect(frameAt(index, 1e9)).toBe(2);
  expect(startOfFrame(index, 3)).toBe(120_000);
});

test('29.97 fps counts with drop-frame: one minute skips ;00 and ;01, the tenth does not', () => {
  expect(timecodeOf(ntsc, 0)).toBe('00:00:00;00');
  expect(timecodeOf(ntsc, 1799)).toBe('00:00:59;29');
  expect(timecodeOf(ntsc, 1800)).toBe('00:01:00;02');
  expect(timecodeOf(ntsc, 17_981)).toBe('00:09:59;29');
  expect(timecodeOf(ntsc, 17_982)).toBe('00:10:00;00');
  expect(timecodeOf(ntsc, 107_892)).toBe('01:00:00;00');
});

test('59.94 fps drops four numbers a minute', () => {
  expect(timecodeOf({ kind: 'cfr', numerator: 60000, denominator: 1001 }, 3600)).toBe(
    '00:01:00;04',
  );
});

test('film rates count without drop-frame, and a variable rate has no timecode', () => {
  expect(timecodeOf({ kind: 'cfr', numerator: 24000, denominator: 1001 }, 24 * 60)).toBe(
    '00:01:00:00',
  );
  expect(timecodeOf({ kind: 'vfr', minFps: 12, maxFps: 30, meanFps: 24 }, 3)).toBeNull();
});

test('drop-frame timecodes rise by one and never repeat', () => {
  const seen = new Set<string | null>();
  for (let frame = 0; frame < 40_000; frame++) seen.add(timecodeOf(ntsc, frame));
  expect(seen.size).toBe(40_000);
});

test('a media time reads as a clock, before zero too', () => {
  expect(clockTime(2_375_000)).toBe('0:02.375');
  expect(clockTime(3_723_004_000)).toBe('1:02:03.004');
  expect(clockTime(-40_000)).toBe('-0:00.040');
});

test('key frames are found on both sides', () => {
  const index = { keyFrames: Uint32Array.of(0, 48, 96) };
  expect(keyFrameBefore(index, 47)).toBe(0);
  expect(keyFrameBefore(index, 48)).toBe(48);
  expect(keyFrameAfter(index, 48)).toBe(96);
  expect(keyFrameAfter(index, 96)).toBeUndefined();
});
