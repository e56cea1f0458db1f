import { describe, expect, test } from 'vitest';
import {
  frameToEvict,
  nearestHeld,
  nextToDecode,
  ringCapacity,
  ringWindow,
  type RingState,
} from '../../../../renderer/workers/ring-policy.ts';

const keysEach = (every: number, frames: number) =>
  Uint32Array.from({ length: Math.ceil(frames / every) }, (_, i) => i * every);

function ring(patch: Partial<RingState> & { readonly held?: readonly number[] }): RingState {
  const held = new Set(patch.held ?? []);
  return {
    frameCount: 300,
    capacity: 90,
    keyFrames: keysEach(60, 300),
    focus: 0,
    direction: 1,
    isSettled: (frame) => held.has(frame),
    runs: [],
    ...patch,
  };
}

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

describe('what the ring holds', () => {
  test('a ten second clip at 720p30 fits into 450 MB whole, at 1080p it does not', () => {
    expect(ringCapacity(1280, 720, 450e6)).toBeGreaterThanOrEqual(300);
    expect(ringCapacity(1920, 1080, 450e6)).toBeLessThan(300);
  });

  test('even a tiny budget leaves enough frames to step with', () => {
    expect(ringCapacity(7680, 4320, 1)).toBe(12);
  });

  test('a clip that fits is wanted whole, wherever the reviewer stands', () => {
    expect(ringWindow({ frameCount: 80, capacity: 90, focus: 40, direction: -1 })).toEqual({
      from: 0,
      to: 80,
    });
  });

  test('the window leans the way the reviewer moves and never leaves the clip', () => {
    const forward = ringWindow({ frameCount: 300, capacity: 90, focus: 150, direction: 1 });
    const backward = ringWindow({ frameCount: 300, capacity: 90, focus: 150, direction: -1 });
    expect(forward.to - 150).toBeGreaterThan(150 - forward.from);
    expect(150 - backward.from).toBeGreaterThan(backward.to - 150);
    expect(ringWindow({ frameCount: 300, capacity: 90, focus: 299, direction: 1 })).toEqual({
      from: 210,
      to: 300,
    });
  });
});

describe('what is decoded next', () => {
  test('forward, the first missing frame ahead', () => {
    expect(nextToDecode(ring({ focus: 10, held: range(0, 30) }))).toBe(30);
  });

  test('backward, a whole gap behind starts at its own group of pictures', () => {
    expect(nextToDecode(ring({ focus: 150, direction: -1, held: range(140, 200) }))).toBe(120);
  });

  test('one missing frame behind does not start a decoder for its whole group', () => {
    const state = ring({
      focus: 200,
      direction: -1,
      frameCount: 1000,
      keyFrames: keysEach(250, 1000),
    });
    const window = ringWindow(state);
    const held = range(window.from + 1, window.to);
    expect(nextToDecode({ ...state, isSettled: (frame) => held.includes(frame) })).toBeNull();
  });

  test('a decoder on its way inside the group is let finish', () => {
    const state = ring({
      focus: 200,
      direction: -1,
      frameCount: 1000,
      keyFrames: keysEach(250, 1000),
      runs: [130],
    });
    const { from, to } = ringWindow(state);
    const held = range(from + 1, to);
    expect(nextToDecode({ ...state, isSettled: (frame) => held.includes(frame) })).toBe(from);
  });

  test('nothing, when the window is full', () => {
    expect(nextToDecode(ring({ frameCount: 50, held: range(0, 50) }))).toBeNull();
  });
});

describe('what is given up', () => {
  test('frames outside the window go first, the farthest before the nearer', () => {
    expect(frameToEvict([5, 100, 180], { from: 90, to: 150 }, 120)).toBe(5);
  });

  test('the stand-in is the nearest frame there is', () => {
    expect(nearestHeld([10, 40, 90], 60)).toBe(40);
    expect(nearestHeld([], 60)).toBeNull();
  });
});
