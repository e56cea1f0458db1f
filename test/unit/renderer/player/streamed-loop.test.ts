import { expect, test } from 'vitest';
import { pieceFrom, type Piece } from '../../../../renderer/player/sound/streamed-loop.ts';

/** The pieces of one and a half rounds of a loop that is entered at sample `start`. */
function rounds(start: number, samples: number, rate: number): Piece[] {
  const pieces: Piece[] = [];
  let at = start;
  for (let played = 0; played < samples * 1.5;) {
    const piece = pieceFrom(at === samples ? 0 : at, samples, rate);
    pieces.push(piece);
    played += piece.to - piece.from;
    at = piece.to;
  }
  return pieces;
}

test('a loop’s pieces follow each other to the sample, over its seam too, and none is longer than ten seconds', () => {
  const rate = 44_100;
  const samples = 125 * rate + 17;
  const pieces = rounds(124 * rate + 5, samples, rate);
  for (const [n, { from, to }] of pieces.entries()) {
    expect(to - from).toBeGreaterThan(0);
    expect(to - from).toBeLessThanOrEqual(10 * rate);
    const before = pieces[n - 1]?.to ?? from;
    expect(from).toBe(before === samples ? 0 : before);
  }
  expect(pieces.slice(0, 3)).toEqual([
    { from: 124 * rate + 5, to: samples },
    { from: 0, to: 10 * rate },
    { from: 10 * rate, to: 20 * rate },
  ]);
});
