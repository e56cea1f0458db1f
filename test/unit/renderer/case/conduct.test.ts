import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  acted,
  breakAfterMs,
  conductAt,
  exposed,
  frameSeen,
  framesShown,
  noConductYet,
  resumed,
} from '../../../../renderer/case/conduct/conduct.ts';

test('handle time runs from the first exposure and leaves breaks out', () => {
  let so = exposed(noConductYet, 1000);
  so = acted(so, 11_000);
  so = acted(so, 11_000 + breakAfterMs + 1);
  so = acted(so, 11_000 + breakAfterMs + 5001);
  expect(conductAt(so, 11_000 + breakAfterMs + 6001, 122)).toMatchObject({
    firstExposureAtMs: 1000,
    handleMs: 16_000,
    framesTotal: 122,
  });
});

test('nothing counts before the first exposure', () => {
  expect(conductAt(acted(noConductYet, 5000), 9000, null)).toMatchObject({
    firstExposureAtMs: null,
    handleMs: 0,
  });
});

test('time away from a case does not count when it is opened again', () => {
  const before = acted(exposed(noConductYet, 0), 10_000);
  const after = acted(resumed(before, 40_000), 45_000);
  expect(after.handleMs).toBe(15_000);
});

test('frames are counted once, however often and in whatever order they are seen', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 40 }), { maxLength: 200 }), (frames) => {
      const so = frames.reduce((sum, frame) => frameSeen(sum, frame, ['plain']), noConductYet);
      const touching = so.frames.filter(([from], at) => from <= (so.frames[at - 1]?.[1] ?? -1));
      expect(framesShown(so)).toBe(new Set(frames).size);
      expect(touching).toEqual([]);
    }),
  );
});

test('the filters that the picture was seen with add up', () => {
  const filtered = frameSeen(noConductYet, 3, ['blur', 'greyscale']);
  expect(frameSeen(filtered, 3, ['plain']).playedWith).toEqual(['blur', 'greyscale', 'plain']);
  expect(frameSeen(filtered, 3, ['blur', 'greyscale'])).toBe(filtered);
});
