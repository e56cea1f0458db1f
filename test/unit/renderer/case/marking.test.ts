import { expect, test } from 'vitest';
import {
  markAt,
  neighbourFinding,
  spanOfMarks,
} from '../../../../renderer/case/findings/marking.ts';
import { kindForKey, kindKeys } from '../../../../renderer/case/findings/kind-keys.ts';
import { findingKinds } from '../../../../shared/domain/finding.ts';
import type { FrameIndex } from '../../../../shared/media-time/frame-index.ts';

/** Unevenly spaced frames. */
const index = {
  startsUs: Float64Array.from([0, 33_367, 66_733, 133_467, 166_833]),
  endUs: 200_200,
} as FrameIndex;
const at = (us: number) => markAt(index, us);

test('a span runs from the start of its first frame to the end of its last', () => {
  expect(spanOfMarks({ from: at(33_367), to: at(70_000) }, index)).toEqual({
    fromUs: 33_367,
    toUs: 133_467,
    fromFrame: 1,
    toFrame: 3,
  });
});

test('out before in is the same span', () => {
  expect(spanOfMarks({ from: at(140_000), to: at(0) }, index)).toEqual({
    fromUs: 0,
    toUs: 166_833,
    fromFrame: 0,
    toFrame: 4,
  });
});

test('one mark alone is one frame, and the last frame ends with the clip', () => {
  expect(spanOfMarks({ from: null, to: at(190_000) }, index)).toEqual({
    fromUs: 166_833,
    toUs: 200_200,
    fromFrame: 4,
    toFrame: 5,
  });
});

test('without a frame index only times are known', () => {
  expect(spanOfMarks({ from: markAt(null, 900.4), to: markAt(null, 100) }, null)).toEqual({
    fromUs: 100,
    toUs: 900,
    fromFrame: null,
    toFrame: null,
  });
});

test('every kind of finding has a key of its own', () => {
  expect(new Set(kindKeys.map(({ key }) => key)).size).toBe(findingKinds.length);
  expect(kindKeys.every(({ kind, key }) => kindForKey(key) === kind)).toBe(true);
});

test('moving through the findings goes round', () => {
  const list = ['a', 'b', 'c'].map((findingId) => ({
    findingId,
    kind: 'other' as const,
    fromUs: 0,
    toUs: 1,
    fromFrame: null,
    toFrame: null,
    note: '',
  }));
  expect(neighbourFinding(list, 'c', 1)?.findingId).toBe('a');
  expect(neighbourFinding(list, null, -1)?.findingId).toBe('c');
  expect(neighbourFinding([], null, 1)).toBeUndefined();
});
