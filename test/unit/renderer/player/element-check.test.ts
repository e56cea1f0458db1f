import { describe, expect, test } from 'vitest';
import {
  agreementByIndex,
  framesToCheck,
  soundsOtherwise,
} from '../../../../renderer/player/element-check.ts';
import { soundGrid } from '../../../../renderer/player/sound-grid.ts';
import { frameAt, frameCount, spanOfFrame } from '../../../../shared/media-time/frame-index.ts';

describe('the frames at which the player is held against the decoder', () => {
  test('are the ends first, then spread, each once, also in the shortest clips', () => {
    expect(framesToCheck(101)).toEqual([0, 100, 50, 25, 75, 13, 88]);
    expect(framesToCheck(1)).toEqual([0]);
    expect(framesToCheck(2)).toEqual([0, 1]);
  });
});

describe('what the index alone says of the player', () => {
  test('nothing, where the file is regular or only its colours are in doubt: the pixels decide', () => {
    for (const codes of [[], ['colour-untagged'], ['high-dynamic-range'], ['mirrored']] as const)
      expect(agreementByIndex(codes)).toBe('unchecked');
  });

  test('that players may differ, where edits, sizes or times want a review copy', () => {
    for (const code of [
      'several-edits',
      'edit-between-frames',
      'size-changes',
      'equal-times',
    ] as const)
      expect(agreementByIndex(['turned', code])).toBe('irregular');
  });
});

test('an irregular sound says nothing of the picture, and is said of the sound', () => {
  expect(agreementByIndex(['sound-edited', 'sound-rate-hidden'])).toBe('unchecked');
  expect(soundsOtherwise(['sound-edited'])).toBe(true);
  expect(soundsOtherwise(['several-edits', 'sound-has-holes'])).toBe(false);
});

describe('the steps of a clip without a picture', () => {
  test('are ten milliseconds each, the last one up to the end, with a key each second', () => {
    const grid = soundGrid(2_345_678);
    expect(frameCount(grid)).toBe(235);
    expect(spanOfFrame(grid, 0)).toEqual({ fromUs: 0, toUs: 10_000 });
    expect(spanOfFrame(grid, 234)).toEqual({ fromUs: 2_340_000, toUs: 2_345_678 });
    expect(frameAt(grid, 1_239_999)).toBe(123);
    expect([...grid.keyFrames]).toEqual([0, 100, 200]);
  });

  test('are one step where nothing is known of the length', () => {
    expect(frameCount(soundGrid(0))).toBe(1);
  });
});
