import { expect, test } from 'vitest';
import { followSeeing } from '../../../../renderer/case/stage/follow-seeing.ts';

const playing = { phase: 'ready', isExact: false, isOnTime: true, isPlaying: true } as const;

test('frames that played before the player was compared count once it is found to agree', () => {
  const seen = followSeeing<string>();
  for (const shownFrame of [0, 1, 1, 2])
    expect(seen({ ...playing, agreement: 'unchecked', shownFrame }, 'grey')).toEqual([]);
  const still = { ...playing, isPlaying: false, isExact: true, shownFrame: 2 };
  expect(seen({ ...still, agreement: 'agrees' }, 'plain')).toEqual([
    { frame: 0, filters: 'grey' },
    { frame: 1, filters: 'grey' },
    { frame: 2, filters: 'grey' },
    { frame: 2, filters: 'plain' },
  ]);
  expect(seen({ ...still, agreement: 'agrees' }, 'plain')).toHaveLength(1);
});

test('frames that played on a player found to differ never count, nor do those at times nobody listed', () => {
  const seen = followSeeing<string>();
  seen({ ...playing, agreement: 'unchecked', shownFrame: 4 }, '');
  expect(seen({ ...playing, agreement: 'picture-differs', shownFrame: 5 }, '')).toEqual([]);
  const other = followSeeing<string>();
  other({ ...playing, isOnTime: false, agreement: 'unchecked', shownFrame: 4 }, '');
  expect(other({ ...playing, agreement: 'agrees', shownFrame: 5 }, '')).toEqual([]);
});
