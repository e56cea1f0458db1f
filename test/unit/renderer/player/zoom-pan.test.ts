import { expect, test } from 'vitest';
import {
  hasHardEdges,
  pannedBy,
  wholePicture,
  zoomedBy,
  zoomSteps,
  zoomTransform,
  type ZoomPan,
} from '../../../../renderer/player/picture/zoom-pan.ts';

/** The place in the picture that a point of the box shows. */
const under = (view: ZoomPan, at: number) => view.x + (at - 0.5) / view.zoom;

test('zooming goes through 100, 200, 400, 800 and 1600 % and stops at both ends', () => {
  const seen = [wholePicture];
  for (let i = 0; i < 6; i++) seen.push(zoomedBy(seen.at(-1) ?? wholePicture, 1));
  expect(seen.map(({ zoom }) => zoom)).toEqual([1, 2, 4, 8, 16, 16, 16]);
  expect(zoomedBy(wholePicture, -1)).toEqual(wholePicture);
});

test('what lies under the pointer stays under it', () => {
  const at = { x: 0.3, y: 0.6 };
  const first = zoomedBy(wholePicture, 1, at);
  const second = zoomedBy(first, 1, at);
  expect(under(first, at.x)).toBeCloseTo(0.3, 10);
  expect(under(second, at.x)).toBeCloseTo(0.3, 10);
});

test('the edge of the picture never comes into its box, wherever it is moved', () => {
  for (const zoom of zoomSteps) {
    for (const by of [-9, -0.25, 0.25, 9]) {
      const { x, y } = pannedBy({ zoom, x: 0.5, y: 0.5 }, by, -by);
      for (const centre of [x, y]) {
        expect(centre - 0.5 / zoom).toBeGreaterThanOrEqual(0);
        expect(centre + 0.5 / zoom).toBeLessThanOrEqual(1);
      }
    }
  }
});

test('zoomed out again from a corner, the whole picture is back in its middle', () => {
  const corner = zoomedBy(zoomedBy(wholePicture, 1, { x: 1, y: 0 }), 1, { x: 1, y: 0 });
  expect(corner).toEqual({ zoom: 4, x: 0.875, y: 0.125 });
  expect(zoomedBy(zoomedBy(corner, -1), -1)).toEqual(wholePicture);
});

test('pixels have hard edges from 400 % on', () => {
  expect(zoomSteps.filter((zoom) => hasHardEdges({ zoom, x: 0.5, y: 0.5 }))).toEqual([4, 8, 16]);
});

test('the whole picture needs no transform; a part is moved so that its middle is the box’s', () => {
  expect(zoomTransform(wholePicture)).toBe('none');
  expect(zoomTransform({ zoom: 4, x: 0.875, y: 0.125 })).toBe('translate(-300%, 0%) scale(4)');
});
