import { expect, test } from 'vitest';
import {
  coverKey,
  createPageCover,
  type CoverMoment,
} from '../../../../renderer/cover/page-cover.ts';
import { stillUnder } from '../../../../renderer/cover/use-page-cover.ts';

const quiet: CoverMoment = {
  state: 'none',
  isCoverKey: false,
  isStopKey: false,
  isRepeat: false,
  isWriting: false,
  isOnCover: false,
};

const root = () => {
  const marks = new Set<string>();
  return {
    marks,
    toggleAttribute: (name: string, isOn?: boolean) => {
      if (isOn) marks.add(name);
      else marks.delete(name);
      return Boolean(isOn);
    },
  };
};

test('the cover key covers, and the same key uncovers', () => {
  expect(coverKey({ ...quiet, isCoverKey: true })).toEqual({ swallow: true, lay: 'covered' });
  expect(coverKey({ ...quiet, isCoverKey: true, state: 'covered' })).toEqual({
    swallow: true,
    lay: 'none',
  });
});

test('a cover key that is held on and repeats neither covers nor uncovers again', () => {
  for (const state of ['none', 'covered', 'stopped'] as const)
    expect(coverKey({ ...quiet, isCoverKey: true, isRepeat: true, state })).toEqual({
      swallow: true,
      lay: null,
    });
});

test('under a cover no other key reaches the page, but the cover itself can be worked by keys', () => {
  for (const state of ['covered', 'stopped'] as const) {
    expect(coverKey({ ...quiet, state })).toEqual({ swallow: true, lay: null });
    expect(coverKey({ ...quiet, state, isOnCover: true })).toEqual({ swallow: false, lay: null });
  }
  expect(coverKey(quiet)).toEqual({ swallow: false, lay: null });
});

test('a key of its own that writes a sign into a field is written, not a cover', () => {
  expect(coverKey({ ...quiet, isCoverKey: true, isWriting: true })).toEqual({
    swallow: false,
    lay: null,
  });
});

test('the stop key stops also from under the cover, and the cover key does not take the calm page away', () => {
  for (const state of ['none', 'covered'] as const)
    expect(coverKey({ ...quiet, isStopKey: true, state }).lay).toBe('stopped');
  expect(coverKey({ ...quiet, isStopKey: true, state: 'stopped' }).lay).toBeNull();
  expect(coverKey({ ...quiet, isCoverKey: true, state: 'stopped' })).toEqual({
    swallow: true,
    lay: null,
  });
});

function smallPlayer() {
  const listeners = new Set<() => void>();
  const state = { isPlaying: true, isMuted: false };
  const tell = () => {
    for (const listener of listeners) listener();
  };
  return {
    now: state,
    listeners,
    state: () => state,
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    pause: () => {
      state.isPlaying = false;
      tell();
    },
    play: () => {
      state.isPlaying = true;
      tell();
    },
    setMuted: (isMuted: boolean) => {
      state.isMuted = isMuted;
      tell();
    },
  };
}

test('what plays has stopped and is mute when the cover is laid, and nothing starts it underneath', () => {
  const page = root();
  const cover = createPageCover(page);
  const player = smallPlayer();
  const stop = stillUnder(cover, player);
  cover.lay('covered');
  expect([...page.marks]).toEqual(['data-covered']);
  expect(player.now).toEqual({ isPlaying: false, isMuted: true });
  player.play();
  player.setMuted(false);
  expect(player.now).toEqual({ isPlaying: false, isMuted: true });
  cover.lay('none');
  expect([...page.marks]).toEqual([]);
  expect(player.now).toEqual({ isPlaying: false, isMuted: false });
  stop();
  expect(player.listeners.size).toBe(0);
});

test('a player that was mute stays mute when the cover goes, and one that comes under a cover is still', () => {
  const cover = createPageCover(root());
  cover.lay('covered');
  const player = smallPlayer();
  player.setMuted(true);
  stillUnder(cover, player);
  expect(player.now.isPlaying).toBe(false);
  cover.lay('stopped');
  cover.lay('none');
  expect(player.now).toEqual({ isPlaying: false, isMuted: true });
});
