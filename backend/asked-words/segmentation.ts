/** A piece of the sound as the aligner cut it: frames of 10 ms, `[fromFrame, toFrame)`. */
export type Piece = {
  readonly name: string;
  readonly fromFrame: number;
  readonly toFrame: number;
  /** Acoustic score of the whole piece, in the aligner's logarithms. */
  readonly acoustic: number;
};

export const framesPerSecond = 100;

/**
 * Reads a line of `-hypseg`: `NAME S n T n A n L n`, then for each piece `startFrame acoustic language name`, at the end
 * the number of frames. `nothing`: the words can't be laid over the sound (all sums 0); `unreadable`: no such line, which
 * the aligner leaves out, without an error, where it could not do its work.
 */
export function readSegmentation(line: string): readonly Piece[] | 'nothing' | 'unreadable' {
  const head = /^\S+ S -?\d+ T (-?\d+) A (-?\d+) L -?\d+ /.exec(line);
  if (head === null) return 'unreadable';
  if (head[1] === '0' && head[2] === '0') return 'nothing';
  const fields = line.slice(head[0].length).trim().split(/\s+/);
  if (fields.length % 4 !== 1) return 'unreadable';
  const numbers = (at: number) => Number(fields[at]);
  const pieces: Piece[] = [];
  for (let at = 0; at + 4 < fields.length; at += 4) {
    const piece = {
      name: (fields[at + 3] ?? '').replace(/\(\d+\)$/, ''),
      fromFrame: numbers(at),
      toFrame: numbers(at + 4),
      acoustic: numbers(at + 1),
    };
    if (![piece.fromFrame, piece.toFrame, piece.acoustic].every(Number.isInteger))
      return 'unreadable';
    pieces.push(piece);
  }
  return pieces;
}

/** The acoustic score of every frame: a piece's, shared equally among its frames. */
export function acousticByFrame(pieces: readonly Piece[]): Float64Array {
  const frames = new Float64Array(Math.max(0, pieces.at(-1)?.toFrame ?? 0));
  for (const { fromFrame, toFrame, acoustic } of pieces)
    frames.fill(acoustic / Math.max(1, toFrame - fromFrame), fromFrame, toFrame);
  return frames;
}
