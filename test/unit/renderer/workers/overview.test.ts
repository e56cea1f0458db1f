import { describe, expect, test } from 'vitest';
import { overviewPlan, smallSide } from '../../../../renderer/workers/overview-policy.ts';
import { ringAndOverview, usualFrameBytes } from '../../../../renderer/workers/ring-policy.ts';
import { shrinkPlane } from '../../../../renderer/workers/small-copy.ts';

const fullHd = { codedWidth: 1920, codedHeight: 1080 };
const ample = 950e6;

function both(codedWidth: number, codedHeight: number, frames: number, ringBytes: number) {
  const frameBytes = usualFrameBytes(codedWidth, codedHeight);
  const size = { codedWidth, codedHeight, frameBytes };
  return { frameBytes, ...ringAndOverview(size, frames, ringBytes, true) };
}

describe('small copies of the whole clip', () => {
  test('a minute at 1080p30 has copies a fifth as wide, three minutes none within the bytes', () => {
    expect(overviewPlan(fullHd, 1800, ample)).toMatchObject({ divisor: 5 });
    expect(overviewPlan(fullHd, 5400, ample)).toBeNull();
  });

  test('ring and copies together stay within the bytes, and the ring keeps full size', () => {
    for (const [width, height, frames, bytes] of [
      [1280, 720, 3000, 450e6],
      [1920, 1080, 900, 450e6],
      [1920, 1080, 1800, ample],
      [3840, 2160, 240, ample],
    ] as const) {
      const { frameBytes, ring, overview } = both(width, height, frames, bytes);
      expect(overview).not.toBeNull();
      expect(ring.divisor).toBe(1);
      expect(ring.capacity * frameBytes + (overview?.bytes ?? 0)).toBeLessThanOrEqual(bytes);
    }
  });

  test('a clip that fits whole, one that is far too long, and a ring that is small already have none', () => {
    expect(both(1280, 720, 300, 450e6).overview).toBeNull();
    expect(both(1280, 720, 300_000, 450e6).overview).toBeNull();
    expect(both(3840, 2160, 300, 200e6)).toMatchObject({ overview: null });
  });

  test('sides are even and never nothing', () => {
    for (const pixels of [2, 9, 90, 427, 1080, 1920])
      for (const divisor of [4, 5, 6, 8]) {
        expect(smallSide(pixels, divisor) % 2).toBe(0);
        expect(smallSide(pixels, divisor)).toBeGreaterThan(0);
      }
  });
});

describe('a plane made smaller', () => {
  const shrunk = (
    width: number,
    height: number,
    of: (x: number, y: number) => number,
    to: readonly [number, number],
  ) => {
    const bytes = Uint8Array.from({ length: width * height }, (_, i) =>
      of(i % width, Math.floor(i / width)),
    );
    const small = { bytes: new Uint8Array(to[0] * to[1]), width: to[0], height: to[1] };
    shrinkPlane({ bytes, width, height }, small);
    return [...small.bytes];
  };

  test('an even grey stays what it is, at any ratio', () => {
    expect(new Set(shrunk(427, 241, () => 93, [85, 48]))).toEqual(new Set([93]));
  });

  test('each pixel takes the mean of its own stretch: halves stay halves, to the column', () => {
    const left = (x: number) => (x < 40 ? 10 : 200);
    expect(shrunk(80, 8, left, [10, 1])).toEqual([10, 10, 10, 10, 10, 200, 200, 200, 200, 200]);
  });

  test('the mean is rounded, not cut', () => {
    expect(shrunk(2, 2, (x, y) => [0, 1, 1, 0][y * 2 + x] ?? 0, [1, 1])).toEqual([1]);
  });
});
