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
const clip = { fromUs: 0, toUs: 200_200 };
const at = (us: number) => markAt(index, us);

test('a span runs from the start of its first frame to the end of its last', () => {
  expect(spanOfMarks({ from: at(33_367), to: at(70_000) }, index, clip)).toEqual({
    fromUs: 33_367,
    toUs: 133_467,
    fromFrame: 1,
    toFrame: 3,
  });
});

test('out before in is the same span', () => {
  expect(spanOfMarks({ from: at(140_000), to: at(0) }, index, clip)).toEqual({
    fromUs: 0,
    toUs: 166_833,
    fromFrame: 0,
    toFrame: 4,
  });
});

test('one mark alone is one frame, and the last frame ends with the clip', () => {
  expect(spanOfMarks({ from: null, to: at(190_000) }, index, clip)).toEqual({
    fromUs: 166_833,
    toUs: 200_200,
    fromFrame: 4,
    toFrame: 5,
  });
});

const unframed = (
  fromUs: number | null,
  toUs: number | null,
  of = { fromUs: 0, toUs: 4_000_000 },
) => {
  const mark = (us: number | null) => (us === null ? null : markAt(null, us));
  return spanOfMarks({ from: mark(fromUs), to: mark(toUs) }, null, of);
};

test('without a frame index only times are known', () => {
  expect(unframed(90_000.4, 10_000)).toEqual({
    fromUs: 10_000,
    toUs: 90_000,
    fromFrame: null,
    toFrame: null,
  });
});

test.each([
  ['one mark in', 500_000, null, 500_000, 510_000],
  ['one mark out', null, 500_000, 500_000, 510_000],
  ['in and out at one place', 500_000, 500_000, 500_000, 510_000],
  ['in and out a millisecond apart', 500_000, 501_000, 500_000, 510_000],
  ['the very beginning', 0, null, 0, 10_000],
  ['the last step, shorter than a step', 3_995_000, null, 3_990_000, 4_000_000],
  ['the very end', 4_000_000, 4_000_000, 3_990_000, 4_000_000],
])('a finding of sound is a step of 10 ms at least: %s', (_, from, to, fromUs, toUs) => {
  expect(unframed(from, to)).toMatchObject({ fromUs, toUs });
});

test('it stays inside a clip that begins late, and a clip shorter than a step is marked whole', () => {
  const late = { fromUs: 700_000, toUs: 1_000_000 };
  expect(unframed(700_000, null, late)).toMatchObject({ fromUs: 700_000, toUs: 710_000 });
  const short = { fromUs: 700_000, toUs: 704_000 };
  for (const us of [700_000, 702_000, 704_000])
    expect(unframed(us, null, short)).toMatchObject(short);
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
