import { expect, test } from 'vitest';
import { frameOfTimestamp } from '../../../../renderer/workers/frame-number.ts';

const index = { startsUs: Float64Array.from([0, 33_367, 66_733, 100_100]), endUs: 133_467 };

test('a picture is named by its own timestamp, one microsecond of rounding allowed', () => {
  expect(frameOfTimestamp(index, 66_733)).toBe(2);
  expect(frameOfTimestamp(index, 66_732)).toBe(2);
  expect(frameOfTimestamp(index, 66_734)).toBe(2);
});

test('a picture between two frames of the index is nobody', () => {
  expect(frameOfTimestamp(index, 66_700)).toBeNull();
  expect(frameOfTimestamp(index, 66_740)).toBeNull();
  expect(frameOfTimestamp(index, -33_367)).toBeNull();
  expect(frameOfTimestamp(index, 133_467)).toBeNull();
});
