import type { Span } from '../../../shared/media-time/units.ts';
import { fadeSeam, padded, type Pcm } from './sound-shaping.ts';

/** Sound of one piece; four of them at 48 kHz stereo are 15 MB, however long the loop. */
const pieceSeconds = 10;
/** Pieces that are scheduled and not over, the one that sounds among them. */
const piecesHeld = 3;
/** The first piece starts this much after the asking, so that the device can't be late for it. */
const leadSeconds = 0.05;

/** Where a long loop's sound comes from. */
export type LoopSource = {
  /** What is heard over and over; may reach over the clip's ends, which sounds as silence. */
  readonly span: Span;
  readonly sampleRate: number;
  /** Samples of a part of the clip from media time 0 on; null when they can't be had. */
  readonly read: (part: Span) => Promise<Pcm | null>;
};

/** Samples `[from, to)` of a loop. */
export type Piece = { readonly from: number; readonly to: number };

/** The piece that begins at sample `from` of a loop, up to the next multiple of the piece's length or the loop's end. */
export function pieceFrom(from: number, loopSamples: number, sampleRate: number): Piece {
  const whole = pieceSeconds * sampleRate;
  return { from, to: Math.min(loopSamples, (Math.floor(from / whole) + 1) * whole) };
}

export type StreamedLoopOptions = {
  readonly audio: AudioContext;
  readonly source: LoopSource;
  readonly offsetSeconds: number;
  readonly rate: number;
  /** A source of this sound, led to where it is heard. */
  readonly nodeOf: (pcm: Pcm) => AudioBufferSourceNode;
  readonly isOver: () => boolean;
};

/**
 * Plays a loop of any length from pieces joined to the sample: each starts on the device's clock where the one
 * before it ends. A piece that comes too late is entered in its middle: sound never falls behind its picture.
 * Answers the device's time of the start, or null when there is no sound to be had.
 */
export async function playStreamedLoop(options: StreamedLoopOptions): Promise<number | null> {
  const { audio, source, rate, isOver } = options;
  const { span, sampleRate } = source;
  const firstSample = Math.round((span.fromUs / 1e6) * sampleRate);
  const samples = Math.round((span.toUs / 1e6) * sampleRate) - firstSample;
  const us = (sample: number) => Math.round(((firstSample + sample) / sampleRate) * 1e6);

  async function read({ from, to }: Piece): Promise<Pcm | null> {
    const part = { fromUs: us(from), toUs: us(to) };
    const clip = { fromUs: Math.max(0, part.fromUs), toUs: Math.max(0, part.toUs) };
    const pcm = await source.read(clip);
    if (!pcm || isOver()) return null;
    const whole = padded(pcm, part);
    fadeSeam(whole, { atStart: from === 0, atEnd: to === samples });
    return whole;
  }

  /** Plays from `due` on; resolves when the piece is over. */
  function play(pcm: Pcm, due: number): Promise<void> {
    const late = Math.max(0, audio.currentTime - due);
    const seconds = (pcm.channels[0]?.length ?? 0) / sampleRate;
    if (late * rate >= seconds) return Promise.resolve();
    const node = options.nodeOf(pcm);
    node.playbackRate.value = rate;
    node.start(Math.max(due, audio.currentTime), late * rate);
    return new Promise((over) => node.addEventListener('ended', () => over(), { once: true }));
  }

  async function goOn(from: number, dueFirst: number, playing: Promise<void>[]): Promise<void> {
    let due = dueFirst;
    for (let at = from; !isOver();) {
      const piece = pieceFrom(at === samples ? 0 : at, samples, sampleRate);
      const pcm = await read(piece);
      if (!pcm) return;
      playing.push(play(pcm, due));
      due += (piece.to - piece.from) / sampleRate / rate;
      at = piece.to;
      if (playing.length >= piecesHeld) await playing.shift();
    }
  }

  const start = Math.min(samples - 1, Math.round(options.offsetSeconds * sampleRate));
  const piece = pieceFrom(start, samples, sampleRate);
  const pcm = await read(piece);
  if (!pcm) return null;
  const startedAt = audio.currentTime + leadSeconds;
  const first = play(pcm, startedAt);
  void goOn(piece.to, startedAt + (piece.to - piece.from) / sampleRate / rate, [first]);
  return startedAt;
}
