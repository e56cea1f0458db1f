import { keyFrameBefore } from '../../shared/media-time/frame-index.ts';
import { DecoderRun } from './decoder-run.ts';
import type { FrameStoreOptions } from './frame-store-types.ts';
import { mostRuns } from './ring-policy.ts';

/** Frames a fresh run costs beyond its GOP: configuring and filling the decoder's pipeline. */
const freshRunCost = 8;

/** The decoders kept where they are, the one used last first. */
export class DecoderRuns {
  readonly #options: Pick<FrameStoreOptions, 'sink' | 'config' | 'index'>;
  readonly #onPicture: (frame: number, picture: VideoFrame) => void;
  #runs: readonly DecoderRun[] = [];

  constructor(
    options: Pick<FrameStoreOptions, 'sink' | 'config' | 'index'>,
    onPicture: (frame: number, picture: VideoFrame) => void,
  ) {
    this.#options = options;
    this.#onPicture = onPicture;
  }

  /** The next frame of each. */
  get places(): readonly number[] {
    return this.#runs.map((run) => run.nextOut);
  }

  /**
   * The decoder that reaches `frame` soonest: one on its way, or a fresh one at the key frame before it. After an
   * attempt that failed it starts one group earlier: leading pictures of an open GOP need it.
   */
  runFor(frame: number, hasFailed: boolean, frameBytes: number): DecoderRun {
    const { index } = this.#options;
    let keyFrame = keyFrameBefore(index, frame);
    if (hasFailed && keyFrame > 0) keyFrame = keyFrameBefore(index, keyFrame - 1);
    const able = this.#runs.filter((run) => run.nextOut <= frame && run.keyFrame <= keyFrame);
    const best = able.toSorted((a, b) => b.nextOut - a.nextOut)[0];
    if (best && frame - best.nextOut <= frame - keyFrame + freshRunCost) {
      this.#runs = [best, ...this.#runs.filter((run) => run !== best)];
      return best;
    }
    return this.#start(keyFrame, frameBytes);
  }

  #start(keyFrame: number, frameBytes: number): DecoderRun {
    for (const run of this.#runs.slice(mostRuns(frameBytes) - 1)) this.drop(run);
    const run = new DecoderRun({
      ...this.#options,
      keyFrame,
      listener: { onPicture: this.#onPicture, onFailed: (failed) => this.drop(failed) },
    });
    this.#runs = [run, ...this.#runs];
    return run;
  }

  drop(run: DecoderRun): void {
    this.#runs = this.#runs.filter((other) => other !== run);
    run.close();
  }

  dropAll(): void {
    for (const run of this.#runs) this.drop(run);
  }
}
