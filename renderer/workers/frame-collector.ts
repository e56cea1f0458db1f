import type { EncodedPacketSink } from 'mediabunny';
import { keyFrameBefore, type FrameIndex } from '../../shared/media-time/frame-index.ts';
import { DecoderRun } from './decoder-run.ts';

/** How often it looks whether the ring has become free, or has the frame by now. */
const lookEveryMs = 20;

const soon = () => new Promise((resolve) => setTimeout(resolve, lookEveryMs));

export type CollectorOptions = {
  readonly sink: EncodedPacketSink;
  readonly config: VideoDecoderConfig;
  readonly index: FrameIndex;
  /** A copy of a frame that the ring holds, or null. */
  readonly held: (frame: number) => VideoFrame | null;
  /** The ring will hold this frame sooner or later, or the reviewer's own step comes first: wait. */
  readonly mustWait: (frame: number) => boolean;
  readonly isOver: () => boolean;
};

/** Gets single frames beside the ring, in rising order, with one decoder for neighbours in a group of pictures. */
export class FrameCollector {
  readonly #options: CollectorOptions;
  #run: DecoderRun | null = null;
  #wanted = -1;
  #found: VideoFrame | null = null;

  constructor(options: CollectorOptions) {
    this.#options = options;
  }

  /** The picture of `frame`, the caller's to close; null when it can't be decoded or is wanted no more. */
  async picture(frame: number): Promise<VideoFrame | null> {
    const { isOver, held, mustWait } = this.#options;
    while (!isOver()) {
      const ready = held(frame);
      if (ready) return ready;
      if (!mustWait(frame)) return this.#decode(frame);
      await soon();
    }
    return null;
  }

  async #decode(frame: number): Promise<VideoFrame | null> {
    const run = this.#runFor(frame);
    this.#wanted = frame;
    while (!this.#found && !run.isOver && !run.isAtEnd && run.nextOut <= frame) {
      if (this.#options.isOver()) break;
      // A key frame may be far before: the reviewer's jump must not wait for decoding from there.
      if (this.#options.mustWait(frame)) await soon();
      else await run.advance();
    }
    const found = this.#found;
    this.#found = null;
    this.#wanted = -1;
    return found;
  }

  #runFor(frame: number): DecoderRun {
    const { sink, config, index } = this.#options;
    const keyFrame = keyFrameBefore(index, frame);
    const run = this.#run;
    const isOnItsWay =
      run && !run.isOver && !run.isAtEnd && run.nextOut <= frame && run.nextOut >= keyFrame;
    if (isOnItsWay) return run;
    run?.close();
    this.#run = new DecoderRun({
      sink,
      config,
      index,
      keyFrame,
      listener: {
        onPicture: (number, picture) => {
          if (number === this.#wanted && !this.#found) this.#found = picture;
          else picture.close();
        },
        onFailed: () => {},
      },
    });
    return this.#run;
  }

  close(): void {
    this.#run?.close();
    this.#found?.close();
    this.#found = null;
  }
}
