import type { EncodedPacket, EncodedPacketSink } from 'mediabunny';
import { startOfFrame, type FrameIndex } from '../../shared/media-time/frame-index.ts';
import { secondsFromUs, usFromSeconds } from '../../shared/media-time/units.ts';
import { isDrawable } from '../../shared/media-file/media-limits.ts';
import { disposableTest } from './disposable.ts';
import { frameOfTimestamp } from './frame-number.ts';

/**
 * Packets in flight while no frame is requested: enough for two threads and a late turn. What is in flight when the
 * reviewer jumps elsewhere is decoded to its end beside the jump, so each more would cost the jump a picture's time.
 */
const quietlyQueued = 3;
/** While a frame is requested the decoder must never run out of packets, however late this worker gets its turn. */
const hurriedlyQueued = 8;
export type RunListener = {
  /** A picture of frame `frame`; the listener owns it and must close it. */
  onPicture(frame: number, picture: VideoFrame): void;
  /** WebCodecs is fail-stop: after this the run is over. */
  onFailed(run: DecoderRun): void;
};

/** How a run is advanced while a frame is requested. */
export type Haste = {
  /** Pictures before this frame serve only to reach it: those that no other needs are left out. */
  readonly from?: number;
  readonly isHurried?: boolean;
};

type RunOptions = {
  readonly sink: EncodedPacketSink;
  readonly config: VideoDecoderConfig;
  readonly index: FrameIndex;
  readonly keyFrame: number;
  readonly listener: RunListener;
};

/**
 * One decoder that started at a key frame and moves forward through the file in decode order.
 * Pictures before its key frame are dropped: in an open GOP they lean on frames it never saw.
 */
export class DecoderRun {
  readonly #options: RunOptions;
  readonly #decoder: VideoDecoder;
  readonly #isDisposable: ((packet: Uint8Array) => boolean) | null;
  #packets: AsyncGenerator<EncodedPacket, void, unknown> | null = null;
  #nextOut: number;
  #isOver = false;
  #isAtEnd = false;
  readonly #closing = Promise.withResolvers<void>();

  constructor(options: RunOptions) {
    this.#options = options;
    this.#nextOut = options.keyFrame;
    this.#isDisposable = disposableTest(options.config);
    this.#decoder = new VideoDecoder({
      output: (picture) => this.#onOutput(picture),
      error: () => this.#fail(),
    });
    this.#decoder.configure(options.config);
  }

  get keyFrame(): number {
    return this.#options.keyFrame;
  }

  /** The next frame it will put out; every frame from the key frame up to here has come or never will. */
  get nextOut(): number {
    return this.#nextOut;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** It has put out everything up to the end of the file. */
  get isAtEnd(): boolean {
    return this.#isAtEnd;
  }

  /**
   * Feeds one packet, or at the end of the file drains the decoder. Ends at once when the run is closed.
   */
  advance({ from = 0, isHurried = false }: Haste = {}): Promise<void> {
    return Promise.race([this.#advance(from, isHurried), this.#closing.promise]);
  }

  async #advance(from: number, isHurried: boolean): Promise<void> {
    if (this.#isOver || this.#isAtEnd) return;
    try {
      let packet = await this.#nextPacket();
      while (packet && this.#isSpared(packet, from)) packet = await this.#nextPacket();
      if (this.#isOver) return;
      if (!packet) {
        await this.#decoder.flush();
        this.#isAtEnd = true;
        return;
      }
      this.#decoder.decode(
        new EncodedVideoChunk({
          type: packet.type,
          timestamp: usFromSeconds(packet.timestamp),
          duration: Math.max(0, usFromSeconds(packet.duration)),
          data: packet.data,
        }),
      );
      const most = isHurried ? hurriedlyQueued : quietlyQueued;
      while (!this.#isOver && this.#decoder.decodeQueueSize > most) await this.#dequeued();
    } catch {
      // A packet that can't be read, or `decode()` refusing it: the run ends where it is.
      this.#fail();
    }
  }

  close(): void {
    this.#isOver = true;
    this.#closing.resolve();
    void this.#packets?.return();
    if (this.#decoder.state !== 'closed') this.#decoder.close();
  }

  #isSpared(packet: EncodedPacket, from: number): boolean {
    if (!this.#isDisposable || this.#isOver) return false;
    const frame = frameOfTimestamp(this.#options.index, usFromSeconds(packet.timestamp));
    if (frame === null || frame >= from) return false;
    return this.#isDisposable(packet.data);
  }

  async #nextPacket(): Promise<EncodedPacket | null> {
    this.#packets ??= await this.#openPackets();
    const next = await this.#packets.next();
    return next.done ? null : next.value;
  }

  async #openPackets(): Promise<AsyncGenerator<EncodedPacket, void, unknown>> {
    const { sink, index, keyFrame } = this.#options;
    // Half a frame into the key frame's own interval: rounding to microseconds can't miss it.
    const inside = Math.floor(
      (startOfFrame(index, keyFrame) + startOfFrame(index, keyFrame + 1)) / 2,
    );
    // Verified, as the index's key frames are: a container calls other pictures of an open GOP keys too.
    const key = await sink.getKeyPacket(secondsFromUs(inside), { verifyKeyPackets: true });
    return sink.packets(key ?? undefined);
  }

  #dequeued(): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        this.#decoder.removeEventListener('dequeue', end);
        resolve();
      };
      // The timer is for a decoder that dies without a last word.
      const timer = setTimeout(end, 250);
      this.#decoder.addEventListener('dequeue', end);
    });
  }

  #onOutput(picture: VideoFrame): void {
    // A picture may be larger than any header said; those that the decoder still holds go with it.
    if (!isDrawable(picture.codedWidth, picture.codedHeight)) {
      picture.close();
      this.#fail();
      return;
    }
    const frame = frameOfTimestamp(this.#options.index, picture.timestamp);
    if (this.#isOver || frame === null || frame < this.#options.keyFrame) {
      picture.close();
      return;
    }
    this.#nextOut = Math.max(this.#nextOut, frame + 1);
    this.#options.listener.onPicture(frame, picture);
  }

  #fail(): void {
    if (this.#isOver) return;
    this.close();
    this.#options.listener.onFailed(this);
  }
}
