import { frameCount } from '../../shared/media-time/frame-index.ts';
import { err, ok, type Result } from '../../shared/lifetime/result.ts';
import type { DecoderRun } from './decoder-run.ts';
import { DecoderRuns } from './decoder-runs.ts';
import { stalled, undecodable } from './frame-faults.ts';
import { FrameCollector } from './frame-collector.ts';
import type {
  CollectOptions,
  FrameStoreOptions,
  HeldFrames,
  Waiting,
} from './frame-store-types.ts';
import { HeldPictures } from './held-pictures.ts';
import { Overview } from './overview.ts';
import { bytesOfPicture, smallerPicture } from './picture-size.ts';
import {
  frameToEvict,
  nearestHeld,
  nextToDecode,
  ringAndOverview,
  ringWindow,
  usualFrameBytes,
  type RingPlan,
} from './ring-policy.ts';
import { decodePathTo } from './decode-path.ts';

/** The page is notified every so many decoded frames: often enough for a bar, rarely enough to cost nothing. */
const heldEvery = 10;
/** Runs that may fail to deliver a frame before it counts as undecodable. */
const maxAttempts = 2;
/** A decoder that delivers nothing for this long is abandoned, and the client notified. */
const stalledAfterMs = 5000;
const watchEveryMs = 500;
/** Frames evicted but not yet released by the page, beyond which nothing is decoded: they are memory beside the ring. */
const mostLingering = 16;
/** The overview is made once the reviewer has not moved for so long. */
const restedMs = 1500;

/** Decoded frames around the playhead, within a byte budget; the whole clip when it fits. */
export class FrameStore {
  readonly #options: FrameStoreOptions;
  readonly #held = new HeldPictures();
  readonly #overview: Overview;
  readonly #attempts = new Map<number, number>();
  /** Frames that came out of a decoder since it was last fed, kept or not. */
  readonly #cameOut = new Set<number>();
  #plan: RingPlan;
  #ringBytes: number;
  #hasOverview: boolean;
  /** Others that collect frames just now, before whom the overview stands back. */
  #collecting = 0;
  #movedAtMs = 0;
  /** Bytes of one decoded picture, once one was seen. */
  #frameBytes: number | null = null;
  /** The one picture of full size beyond the ring, while smaller copies are held. */
  #fullSize: VideoFrame | null = null;
  #progressAtMs = 0;
  readonly #runs: DecoderRuns;
  #waiting: Waiting | null = null;
  /** Frames given up whose pixels live on until the page has closed its handles too. */
  #lingering = 0;
  #focus = 0;
  #direction: 1 | -1 = 1;
  #isPlaying = false;
  #isEnded = false;
  #wake: (() => void) | null = null;

  constructor(options: FrameStoreOptions) {
    this.#options = options;
    this.#ringBytes = options.ringBytes;
    this.#hasOverview = options.hasOverview;
    this.#overview = this.#newOverview();
    this.#runs = new DecoderRuns(options, (frame, picture) => this.#take(frame, picture));
    this.#plan = this.#planFor();
    options.scope.add(() => this.#end());
    options.scope.interval(() => this.#watch(), watchEveryMs);
    void this.#pump();
  }

  /** Frames that fit the byte budget. */
  get capacity(): number {
    return this.#plan.capacity;
  }

  get held(): HeldFrames {
    return {
      ...this.#plan,
      frames: this.#held.size,
      bytes: this.#held.bytes + this.#overview.bytes,
      smallFrames: this.#overview.size,
    };
  }

  /** Another byte budget; answers how many frames it holds. */
  resize(ringBytes: number, hasOverview: boolean): number {
    this.#ringBytes = ringBytes;
    this.#hasOverview = hasOverview;
    this.#replan();
    this.#makeRoom();
    this.#rouse();
    return this.capacity;
  }

  /** Copies of another size than the plan's would be taken for the real thing: they go. */
  #replan(): void {
    const { divisor } = this.#plan;
    this.#plan = this.#planFor();
    if (this.#plan.divisor !== divisor) this.#evict([...this.#held.keys()]);
    this.#options.onHeld(this.held);
  }

  #planFor(): RingPlan {
    const { codedWidth, codedHeight } = this.#options.index;
    const frames = frameCount(this.#options.index);
    const size = { codedWidth, codedHeight, frameBytes: this.#usualBytes() };
    const { ring, overview } = ringAndOverview(size, frames, this.#ringBytes, this.#hasOverview);
    this.#overview.follow(overview);
    return ring;
  }

  #usualBytes(): number {
    const { codedWidth, codedHeight } = this.#options.index;
    return this.#frameBytes ?? usualFrameBytes(codedWidth, codedHeight);
  }

  #newOverview(): Overview {
    const { index, onSmall, onSmallGone } = this.#options;
    const frames = frameCount(index);
    return new Overview({
      frames,
      collect: (wanted, use, isWanted) =>
        this.collect(wanted, use, { isPatient: true, isLast: true, isWanted }),
      onSmall: (frame, picture) => {
        onSmall(frame, picture);
        const made = this.#overview.size;
        if (made % heldEvery === 0 || made === frames) this.#options.onHeld(this.held);
      },
      onGone: onSmallGone,
      onUnable: () => this.resize(this.#ringBytes, false),
    });
  }

  /**
   * The exact picture of `frame` (still owned by the store), or why it can't be had. Where only smaller copies
   * fit in memory, `isFullSize` decodes it again.
   */
  show(frame: number, direction: 1 | -1, isFullSize = false): Promise<Result<VideoFrame>> {
    this.#settleWaiting(err('cancelled', 'Another frame was asked for.'));
    const way = decodePathTo(this.#focus, frame);
    this.#focus = frame;
    this.#movedAtMs = performance.now();
    this.#direction = direction;
    this.#isPlaying = false;
    const held = this.#held.get(frame);
    if (held && !(isFullSize && this.#plan.divisor > 1)) {
      this.#rouse();
      return Promise.resolve(ok(held));
    }
    if (this.#isUndecodable(frame)) return Promise.resolve(undecodable(frame));
    if (!held) this.#offerStandIn(frame);
    return new Promise((settle) => {
      this.#progressAtMs = performance.now();
      this.#waiting = { frame, isFullSize, way, settle };
      this.#rouse();
    });
  }

  /** Notes where the playhead is when no picture is asked for, so that the ring is near. */
  follow(frame: number, direction: 1 | -1, isPlaying: boolean): void {
    this.#settleWaiting(err('cancelled', 'The playhead moved on.'));
    this.#focus = frame;
    this.#movedAtMs = performance.now();
    this.#isPlaying = isPlaying;
    this.#direction = direction;
    this.#rouse();
  }

  /** The page closed its handles of so many frames that were given up. */
  release(count: number): void {
    this.#lingering = Math.max(0, this.#lingering - count);
    this.#rouse();
  }

  /** Decodes `wanted` frames once, in order, without moving the ring; `use` must not keep the picture. */
  async collect(
    wanted: readonly number[],
    use: (frame: number, picture: VideoFrame) => Promise<void>,
    { isPatient = false, isLast = false, isWanted = () => true, onMissing }: CollectOptions = {},
  ): Promise<void> {
    const { sink, config, index } = this.#options;
    const isOver = () => this.#isEnded || !isWanted();
    const isWhole = this.capacity >= frameCount(index);
    const collector = new FrameCollector({
      sink,
      config,
      index,
      isOver,
      held: (frame) => this.#held.get(frame)?.clone() ?? null,
      mustWait: (frame) =>
        (isPatient &&
          (this.#waiting !== null ||
            this.#isPlaying ||
            (isWhole && !this.#isUndecodable(frame)))) ||
        (isLast && !this.#isAtRest()),
    });
    if (!isLast) this.#collecting++;
    try {
      for (const frame of wanted) {
        const picture = await collector.picture(frame);
        if (picture) await use(frame, picture).finally(() => picture.close());
        else if (!isOver()) onMissing?.(frame);
      }
    } finally {
      if (!isLast) this.#collecting--;
      collector.close();
    }
  }

  /** Nothing is left to do for the reviewer: the ring is full and they look at a frame. */
  #isAtRest(): boolean {
    const isResting = performance.now() - this.#movedAtMs > restedMs;
    return isResting && this.#collecting === 0 && this.#nextFrame() === null;
  }

  async #pump(): Promise<void> {
    while (!this.#isEnded) {
      const frame = this.#lingering > mostLingering ? null : this.#nextFrame();
      if (frame === null) {
        await new Promise<void>((resolve) => (this.#wake = resolve));
        continue;
      }
      this.#cameOut.clear();
      const hasFailed = (this.#attempts.get(frame) ?? 0) > 0;
      const run = this.#runs.runFor(frame, hasFailed, this.#usualBytes());
      await run.advance({ from: this.#waiting?.way.from ?? 0, isHurried: this.#waiting !== null });
      if (run.isOver || run.isAtEnd || run.nextOut > frame) this.#noteMissed(run, frame);
      if (run.isAtEnd) this.#runs.drop(run);
    }
  }

  #nextFrame(): number | null {
    if (this.#waiting) return this.#waiting.frame;
    const { index } = this.#options;
    const frames = frameCount(index);
    // While the element plays, only work that ends is done: filling a clip that fits.
    if (this.#isPlaying && frames > this.capacity) return null;
    return nextToDecode({
      frameCount: frames,
      capacity: this.capacity,
      keyFrames: index.keyFrames,
      focus: this.#focus,
      direction: this.#direction,
      isSettled: (frame) => this.#held.has(frame) || this.#isUndecodable(frame),
      runs: this.#runs.places,
    });
  }

  #take(frame: number, decoded: VideoFrame): void {
    this.#progressAtMs = performance.now();
    this.#cameOut.add(frame);
    this.#learnSize(decoded);
    if (!this.#isEnded && this.#waiting?.frame === frame && this.#waiting.isFullSize)
      this.#giveFullSize(decoded.clone());
    this.#keep(frame, decoded);
  }

  /** The first picture shows how much memory one really takes. */
  #learnSize(picture: VideoFrame): void {
    if (this.#frameBytes !== null) return;
    this.#frameBytes = bytesOfPicture(picture);
    this.#replan();
  }

  #giveFullSize(picture: VideoFrame): void {
    this.#fullSize?.close();
    this.#fullSize = picture;
    this.#settleWaiting(ok(picture));
  }

  #keep(frame: number, decoded: VideoFrame): void {
    let picture = decoded;
    if (this.#isEnded || this.#held.has(frame)) {
      picture.close();
      return;
    }
    if (this.#isOnTheWay(frame)) {
      picture.close();
      return;
    }
    const window = this.#window();
    const isWanted = this.#waiting?.frame === frame || (frame >= window.from && frame < window.to);
    if (!isWanted && this.#held.size >= this.capacity) {
      picture.close();
      return;
    }
    if (this.#plan.divisor > 1) picture = smallerPicture(decoded, this.#plan.divisor);
    this.#held.set(frame, picture);
    this.#attempts.delete(frame);
    this.#makeRoom();
    if (!this.#held.has(frame)) return;
    if (this.#waiting?.frame === frame) this.#settleWaiting(ok(picture));
    else this.#options.onReady(frame, picture);
    if (this.#held.size % heldEvery === 0 || this.#held.size === frameCount(this.#options.index)) {
      this.#options.onHeld(this.held);
    }
  }

  /**
   * Decoded only because a frame well behind it was jumped to. Closed at once its memory serves the decoder again;
   * kept it would drive out others, and the gaps of what was left out around it cost the whole group anyway.
   */
  #isOnTheWay(frame: number): boolean {
    const way = this.#waiting?.way;
    return way?.isJump === true && frame < way.from;
  }

  #makeRoom(): void {
    while (this.#held.size > this.capacity) {
      const frame = frameToEvict(this.#held.keys(), this.#window(), this.#focus);
      if (frame === null) return;
      this.#evict([frame]);
    }
  }

  #evict(frames: readonly number[]): void {
    if (frames.length === 0) return;
    for (const frame of frames) this.#held.delete(frame);
    this.#lingering += frames.length;
    this.#options.onGone(frames);
  }

  /** Abandons a decoder, or a read, that delivers nothing; while it does deliver, the client is notified. */
  #watch(): void {
    if (!this.#waiting) return;
    if (performance.now() - this.#progressAtMs < stalledAfterMs) {
      if (performance.now() - this.#progressAtMs < watchEveryMs) this.#options.onHeld(this.held);
      return;
    }
    const { frame } = this.#waiting;
    this.#runs.dropAll();
    this.#settleWaiting(stalled(frame));
  }

  #window() {
    return ringWindow({
      frameCount: frameCount(this.#options.index),
      capacity: this.capacity,
      focus: this.#focus,
      direction: this.#direction,
    });
  }

  /** The run that should have delivered `frame` is past it or gone: count it, so that nothing is tried for ever. */
  #noteMissed(run: DecoderRun, frame: number): void {
    // One that came and was closed, because the reviewer had jumped elsewhere meanwhile, was not missed.
    if (this.#cameOut.has(frame)) return;
    if (this.#held.has(frame) && this.#waiting?.frame !== frame) return;
    if (!run.isOver && !run.isAtEnd && run.nextOut <= frame) return;
    this.#attempts.set(frame, (this.#attempts.get(frame) ?? 0) + 1);
    if (this.#waiting?.frame === frame && this.#isUndecodable(frame))
      this.#settleWaiting(undecodable(frame));
  }

  #isUndecodable(frame: number): boolean {
    return (this.#attempts.get(frame) ?? 0) >= maxAttempts;
  }

  #offerStandIn(frame: number): void {
    // The page shows the small copy of the very frame.
    if (this.#overview.has(frame)) return;
    const near = nearestHeld(this.#held.keys(), frame);
    const picture = near === null ? undefined : this.#held.get(near);
    if (near !== null && picture) this.#options.onStandIn(frame, near, picture);
  }

  #settleWaiting(result: Result<VideoFrame>): void {
    const waiting = this.#waiting;
    this.#waiting = null;
    waiting?.settle(result);
  }

  #rouse(): void {
    const wake = this.#wake;
    this.#wake = null;
    wake?.();
  }

  #end(): void {
    this.#isEnded = true;
    this.#overview.follow(null);
    this.#settleWaiting(err('closed', 'The clip was closed.'));
    this.#runs.dropAll();
    this.#held.clear();
    this.#fullSize?.close();
    this.#rouse();
  }
}
