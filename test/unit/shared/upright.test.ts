import { describe, expect, test } from 'vitest';
import { isPlain, uprightPlace, type PictureLie } from '../../../shared/media-time/upright.ts';

function lie(
  rotation: PictureLie['rotation'],
  isMirrored: boolean,
  [codedWidth, codedHeight]: readonly [number, number] = [320, 180],
): PictureLie {
  const [displayWidth, displayHeight] =
    rotation % 180 === 0 ? [codedWidth, codedHeight] : [codedHeight, codedWidth];
  return { rotation, isMirrored, codedWidth, codedHeight, displayWidth, displayHeight };
}

/** Where a point of the decoded picture, in shares of its sides, comes to lie, in shares of the surface. */
function shown(of: PictureLie, across: number, down: number): readonly [number, number] {
  const surface = { width: of.displayWidth, height: of.displayHeight };
  const { transform, x, y, width, height } = uprightPlace(
    of,
    { width: of.codedWidth, height: of.codedHeight },
    surface,
  );
  const [a, b, c, d, e, f] = transform;
  const [px, py] = [x + across * width, y + down * height];
  return [(a * px + c * py + e) / surface.width, (b * px + d * py + f) / surface.height];
}

describe('how a decoded picture is laid', () => {
  // A point a quarter across and a tenth down tells all eight apart.
  for (const [rotation, isMirrored, wanted] of [
    [0, false, [0.25, 0.1]],
    [90, false, [0.9, 0.25]],
    [180, false, [0.75, 0.9]],
    [270, false, [0.1, 0.75]],
    [0, true, [0.75, 0.1]],
    [90, true, [0.9, 0.75]],
    [180, true, [0.25, 0.9]],
    [270, true, [0.1, 0.25]],
  ] as const) {
    test(`turned by ${rotation}${isMirrored ? ' after being mirrored' : ''}`, () => {
      const [x, y] = shown(lie(rotation, isMirrored), 0.25, 0.1);
      expect(x).toBeCloseTo(wanted[0]);
      expect(y).toBeCloseTo(wanted[1]);
    });
  }

  test('mirrored is not plain: its pixels may not be copied as they lie', () => {
    expect([isPlain(lie(0, false)), isPlain(lie(0, true)), isPlain(lie(180, false))]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe('a picture of another size than the clip’s', () => {
  const surface = { width: 320, height: 180 };

  test('keeps its shape in the middle, over black', () => {
    const place = uprightPlace(lie(0, false), { width: 180, height: 320 }, surface);
    expect(place).toMatchObject({ hasEdges: true, height: 180, y: -90 });
    expect(place.width).toBeCloseTo(101.25);
    expect(place.x).toBeCloseTo(-50.625);
  });

  test('keeps its shape on its side, too', () => {
    const place = uprightPlace(
      lie(90, false),
      { width: 180, height: 320 },
      { width: 180, height: 320 },
    );
    expect(place).toMatchObject({ hasEdges: true, height: 180 });
  });

  test('keeps the clip’s pixel shape: pixels twice as wide stay so', () => {
    const wide = { ...lie(0, false), displayWidth: 640 };
    const place = uprightPlace(wide, { width: 180, height: 320 }, { width: 640, height: 180 });
    expect(place.width / place.height).toBeCloseTo((180 * 2) / 320);
  });

  test('but of the same shape, as a small copy is, fills the surface, whatever its sides were rounded to', () => {
    for (const size of [
      { width: 40, height: 22 },
      { width: 160, height: 90 },
      { width: 640, height: 360 },
      { width: 320, height: 181 },
    ])
      expect(uprightPlace(lie(0, false), size, surface)).toMatchObject({
        width: 320,
        height: 180,
        hasEdges: false,
      });
  });
});
