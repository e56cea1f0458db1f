import { expect, test } from 'vitest';
import { distanceOf, isSamePicture } from '../../../../renderer/workers/same-picture.ts';

/** A picture of 100 by 100 pixels of one colour. */
function picture(red: number, green: number, blue: number): Uint8Array {
  return Uint8Array.from({ length: 40_000 }, (_, i) => [red, green, blue, 255][i % 4] ?? 0);
}

function changed(of: Uint8Array, pixels: number, by: number): Uint8Array {
  const copy = of.slice();
  for (let i = 0; i < pixels; i++) copy[i * 4 + 1] = (copy[i * 4 + 1] ?? 0) + by;
  return copy;
}

const grey = picture(100, 100, 100);

test('the same pixels are the same picture, whatever the neighbours are', () => {
  const own = distanceOf(grey, grey);
  expect(own).toEqual({ mean: 0, share: 0 });
  expect(isSamePicture(own, [own, own])).toBe(true);
});

test('a graphics card’s rounding by a level is let pass', () => {
  expect(isSamePicture(distanceOf(grey, picture(101, 99, 100)), [])).toBe(true);
});

test('lime read by the other matrix is another picture, and so is one patch of it', () => {
  expect(isSamePicture(distanceOf(picture(0, 255, 2), picture(0, 216, 2)), [])).toBe(false);
  expect(isSamePicture(distanceOf(grey, changed(grey, 100, 39)), [])).toBe(false);
});

test('a picture that a neighbour fits better is that neighbour’s, though both are alike', () => {
  const shown = changed(grey, 20, 15);
  const own = distanceOf(grey, shown);
  expect(own.mean).toBeLessThan(2);
  expect(isSamePicture(own, [distanceOf(picture(140, 140, 140), shown)])).toBe(true);
  expect(isSamePicture({ mean: 0.2, share: 0 }, [{ mean: 0, share: 0 }])).toBe(false);
});
