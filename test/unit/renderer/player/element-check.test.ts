import i18next from 'i18next';
import { beforeAll, describe, expect, test } from 'vitest';
import type { ClipPlayerState } from '../../../../renderer/player/state/player-state.ts';
import { exactnessOf } from '../../../../renderer/player/view/player-words.ts';
import { playerStrings } from '../../../../renderer/strings/player-strings.ts';
import {
  isNotFollowed,
  type IrregularityCode,
} from '../../../../shared/media-time/irregularities.ts';
import {
  agreementByIndex,
  framesToCheck,
  soundsOtherwise,
} from '../../../../renderer/player/picture/element-check.ts';
import { soundGrid } from '../../../../renderer/player/sound/sound-grid.ts';
import { frameAt, frameCount, spanOfFrame } from '../../../../shared/media-time/frame-index.ts';

describe('the frames at which the player is held against the decoder', () => {
  test('are the ends first, then spread, each once, also in the shortest clips', () => {
    expect(framesToCheck(101)).toEqual([0, 100, 50, 25, 75, 13, 88]);
    expect(framesToCheck(1)).toEqual([0]);
    expect(framesToCheck(2)).toEqual([0, 1]);
  });
});

describe('what the index alone says of the player', () => {
  test('nothing, where the desk shows what the file asks for: the pixels decide', () => {
    for (const codes of [[], ['colour-untagged'], ['turned'], ['mirrored']] as const)
      expect(agreementByIndex(codes)).toBe('unchecked');
  });

  test('that players may differ, where edits, sizes, times or brightness are not shown by all as asked', () => {
    for (const code of [
      'several-edits',
      'edit-between-frames',
      'size-changes',
      'equal-times',
      // Which no copy cures:
      'held-picture',
      'edit-at-other-speed',
      'edit-without-length',
      'high-dynamic-range',
      'skewed',
    ] as const)
      expect(agreementByIndex(['turned', code])).toBe('irregular');
  });
});

const i18n = i18next.createInstance();
beforeAll(async () => {
  await i18n.init({ lng: 'en', resources: { en: { translation: { player: playerStrings } } } });
});

describe('a file that asks for what the desk does not do', () => {
  const said = (codes: readonly IrregularityCode[], isReviewCopy = false, isPlaying = false) => {
    const state = {
      source: 'ring',
      isSmall: false,
      isDecoding: false,
      isExact: true,
      isPlaying,
      isNotFollowed: isNotFollowed(codes),
    } as ClipPlayerState;
    return exactnessOf(state, i18n.t, isReviewCopy);
  };

  test.each([
    'held-picture',
    'edit-at-other-speed',
    'edit-without-length',
    'skewed',
    'cropped-by-container',
    'high-dynamic-range',
    'transparent',
  ] as const)('%s: no frame of it is called exact, stepped ones included', (code) => {
    expect(said([code])).toEqual({
      kind: 'warn',
      word: 'not exact: shown otherwise than the file asks',
    });
  });

  test('what the desk does as asked is exact', () => {
    expect(said(['turned', 'mirrored', 'trimmed-start', 'several-edits'])).toEqual({
      kind: 'exact',
      word: 'exact',
    });
  });

  test('an exact frame of a review copy is called one of the copy, and no word makes an inexact one exact', () => {
    expect(said([], true)).toEqual({ kind: 'exact', word: 'exact, review copy' });
    expect(said([], true, true)).toEqual({ kind: 'exact', word: 'playing, review copy' });
    expect(said(['held-picture'], true).word).not.toMatch(/^exact/);
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
