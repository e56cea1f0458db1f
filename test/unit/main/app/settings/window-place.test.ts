import { expect, test } from 'vitest';
import { placeWindow } from '../../../../../main/app/settings/window-place.ts';

const laptop = { x: 0, y: 0, width: 1920, height: 1040 };
const beside = { x: 1920, y: 0, width: 2560, height: 1400 };
const last = { x: 2100, y: 50, width: 1600, height: 1000, isMaximized: true };

test('the window opens where it was', () => {
  expect(placeWindow(last, [laptop, beside])).toEqual(last);
});

test('a window of a display that is gone opens in the middle of the first, at its size', () => {
  expect(placeWindow(last, [laptop])).toEqual({
    x: 160,
    y: 20,
    width: 1600,
    height: 1000,
    isMaximized: true,
  });
});

test('a window whose title is above the screen is brought back', () => {
  expect(placeWindow({ ...last, x: 0, y: -500 }, [laptop]).y).toBeGreaterThanOrEqual(0);
});

test('the first window fits a small display', () => {
  const area = { x: 0, y: 0, width: 1280, height: 800 };
  expect(placeWindow(undefined, [area])).toMatchObject({ x: 0, y: 0, width: 1280, height: 800 });
});

test('no window is smaller than the desk needs', () => {
  const tiny = { ...last, x: 0, width: 10, height: 10 };
  expect(placeWindow({ ...tiny, width: 200 }, [laptop])).toMatchObject({
    width: 1024,
    height: 640,
  });
});
