import { EncodedPacketSink, type InputVideoTrack } from 'mediabunny';
import {
  frameAt,
  frameCount,
  keyFrameAfter,
  type FrameIndex,
} from '../../../shared/media-time/frame-index.ts';
import type { MediaUs } from '../../../shared/media-time/units.ts';
import { DecoderRun } from '../../workers/decoder-run.ts';
import type { MeasuredFrame } from './analyser.ts';
import { PictureReader } from './measured-frame.ts';
import { turn } from './turn.ts';

type PicturePass = {
  readonly track: InputVideoTrack;
  readonly config: VideoDecoderConfig;
  readonly index: FrameIndex;
  /** Frames that begin here or later are left out. */
  readonly untilUs: MediaUs;
  readonly signal: AbortSignal;
  readonly onFrame: (picture: MeasuredFrame) => Promise<void>;
};

/** How many frames begin before that time. */
export function framesBefore(index: FrameIndex, untilUs: MediaUs): number {
  if (index.endUs <= untilUs) return frameCount(index);
  return (index.startsUs[0] ?? 0) < untilUs ? frameAt(index, untilUs - 1) + 1 : 0;
}

/**
 * Decodes every frame once, in order, and hands each over under its own number before the next packet is fed.
 * Where the decoder fails it continues at the next key frame: the numbers between never come.
 */
export async function passPictures(pass: PicturePass): Promise<void> {
  const { index, signal } = pass;
  const reader = new PictureReader(index);
  const total = framesBefore(index, pass.untilUs);
  // The first frame's own key picture may be before it, cut off by an edit list: the run finds it there.
  let keyFrame: number | undefined = 0;
  let next = 0;
  while (keyFrame !== undefined && next < total && !signal.aborted) {
    next = await passFrom(pass, reader, keyFrame, next, total);
    keyFrame = keyFrameAfter(index, Math.max(keyFrame, next - 1));
  }
}

/** One decoder from a key frame on; answers the frame after the last that was handed over. */
async function passFrom(
  { track, config, index, signal, onFrame }: PicturePass,
  reader: PictureReader,
  keyFrame: number,
  firstWanted: number,
  total: number,
): Promise<number> {
  const waiting: { readonly frame: number; readonly picture: VideoFrame }[] = [];
  const run = new DecoderRun({
    sink: new EncodedPacketSink(track),
    config,
    index,
    keyFrame,
    listener: {
      onPicture: (frame, picture) => waiting.push({ frame, picture }),
      onFailed: () => {},
    },
  });
  let next = firstWanted;
  const handOver = async (): Promise<void> => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
      try {
        if (one.frame >= next && one.frame < total && !signal.aborted)
          await onFrame(reader.read(one.frame, one.picture));
      } finally {
        one.picture.close();
      }
      next = Math.max(next, one.frame + 1);
    }
  };
  try {
    while (!run.isOver && !run.isAtEnd && next < total && !signal.aborted) {
      await run.advance();
      await turn();
      await handOver();
    }
    await handOver();
  } finally {
    run.close();
    for (const { picture } of waiting) picture.close();
  }
  return next;
}
