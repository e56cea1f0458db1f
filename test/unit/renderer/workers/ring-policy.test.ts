import { describe, expect, test } from 'vitest';
import {
  frameToEvict,
  mostRuns,
  nearestHeld,
  nextToDecode,
  ringPlan,
  ringWindow,
  usualFrameBytes,
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
  const planOf = (codedWidth: number, codedHeight: number, ringBytes: number, bitsFactor = 1) => {
    const frameBytes = usualFrameBytes(codedWidth, codedHeight) * bitsFactor;
    return ringPlan({ codedWidth, codedHeight, frameBytes }, 300, ringBytes);
  };

  test('a ten second clip at 720p30 fits into 450 MB whole, at 1080p it does not', () => {
    expect(planOf(1280, 720, 450e6).capacity).toBeGreaterThanOrEqual(300);
    expect(planOf(1920, 1080, 450e6)).toMatchObject({ divisor: 1 });
    expect(planOf(1920, 1080, 450e6).capacity).toBeLessThan(300);
  });

  test('4K is held at full size in 8 bits, at half size in 10 bits', () => {
    expect(planOf(3840, 2160, 450e6)).toEqual({ capacity: 36, divisor: 1 });
    expect(planOf(3840, 2160, 450e6, 2)).toEqual({ capacity: 54, divisor: 2 });
  });

  test.each([1e6, 8e6, 50e6, 450e6])(
    'whatever the size, the frames held stay within %d bytes',
    (ringBytes) => {
      for (const [width, height] of [
        [64, 36],
        [1280, 720],
        [3840, 2160],
        [7680, 4320],
      ] as const) {
        const { capacity, divisor } = planOf(width, height, ringBytes, 2);
        const each =
          divisor === 1
            ? width * height * 3
            : 4 * Math.ceil(width / divisor) * Math.ceil(height / divisor);
        expect(capacity * each <= ringBytes || capacity === 2).toBe(true);
        expect(capacity).toBeGreaterThanOrEqual(2);
      }
    },
  );

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

test('decoders kept where they stand are many for small pictures, and never fewer than two', () => {
  const kept = (width: number, height: number) => mostRuns(usualFrameBytes(width, height));
  expect(kept(320, 180)).toBe(6);
  expect(kept(1280, 720)).toBe(6);
  expect(kept(1920, 1080)).toBe(4);
  expect(kept(7680, 4320)).toBe(2);
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
