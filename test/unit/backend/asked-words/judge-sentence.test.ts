import { expect, test } from 'vitest';
import {
  judgeHalves,
  judgeWhole,
  scoreAlignment,
  type Alignment,
} from '../../../../backend/asked-words/judge-sentence.ts';
import type { Piece } from '../../../../backend/asked-words/segmentation.ts';

const word = (at: number, score: number) => ({ at, fromSeconds: at, toSeconds: at + 0.3, score });
const alignment = (score: number, words: readonly number[]): Alignment => ({
  score,
  words: words.map((each, at) => word(at, each)),
});

test.each([
  ['said', -40, [-20, -60, -40]],
  ['said-with-other-words', -40, [-20, -61, -40]],
  ['perhaps', -41, [-41, -41, -41]],
  ['perhaps', -50, [-50, -50, -50]],
  [null, -51, [-51, -51, -51]],
])('a whole sentence is %s at %i', (said, score, words) => {
  expect(judgeWhole(alignment(score, words))).toBe(said);
});

test.each([
  ['not-heard', [null, null]],
  ['not-heard', [alignment(-36, [-36, -36, -36, -36]), null]],
  ['perhaps', [alignment(-35, [-35, -35, -35]), null]],
  ['partly', [null, alignment(-35, [-35, -35, -35, -35])]],
  ['partly', [alignment(-20, [-20, -20, -20]), alignment(-20, [-20, -20, -20, -20])]],
])('halves that are found make a sentence %s', (said, halves) => {
  expect(judgeHalves(halves)).toBe(said);
});

const loop = new Float64Array(400).fill(-10);
const piece = (name: string, fromFrame: number, toFrame: number, perFrame: number): Piece => ({
  name,
  fromFrame,
  toFrame,
  acoustic: perFrame * (toFrame - fromFrame),
});

test('a score is the mean over the frames of the words, and of nothing around them', () => {
  const pieces = [
    piece('xaa', 0, 100, -900),
    piece('w0', 100, 110, -20),
    piece('<sil>', 110, 150, -900),
    piece('w1', 150, 180, -40),
  ];
  expect(scoreAlignment(pieces, loop, 2)).toEqual({
    score: (10 * -10 + 30 * -30) / 40,
    words: [
      { at: 0, fromSeconds: 1, toSeconds: 1.1, score: -10 },
      { at: 1, fromSeconds: 1.5, toSeconds: 1.8, score: -30 },
    ],
  });
});

test.each([
  ['a word is missing', [piece('w0', 0, 30, -10)], 2],
  ['words are in another order', [piece('w1', 0, 30, -10), piece('w0', 30, 60, -10)], 2],
  ['a word lasts longer than words do', [piece('w0', 0, 151, -10)], 1],
  ['a word has no length', [piece('w0', 10, 10, -10)], 1],
  ['nothing was aligned', 'nothing', 1],
  ['there are no words', [], 0],
] as const)('nothing is found where %s', (_name, pieces, count) => {
  expect(scoreAlignment(pieces, loop, count)).toBeNull();
});
