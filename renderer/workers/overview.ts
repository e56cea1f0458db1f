import type { OverviewPlan } from './overview-policy.ts';
import { createShrinking } from './small-copy.ts';

type UsePicture = (frame: number, picture: VideoFrame) => Promise<void>;

export type OverviewOptions = {
  readonly frames: number;
  /** Hands over every frame once, in order, and only while the player needs the machine for nothing else. */
  readonly collect: (
    wanted: readonly number[],
    use: UsePicture,
    isWanted: () => boolean,
  ) => Promise<void>;
  /** A small copy, closed after the call. */
  readonly onSmall: (frame: number, picture: VideoFrame) => void;
  readonly onGone: (frames: readonly number[]) => void;
  /** These pictures can't be copied small. */
  readonly onUnable: () => void;
};

/** Small copies of every frame of a clip that does not fit the ring. Which there are is known here; the page has them. */
export class Overview {
  readonly #options: OverviewOptions;
  readonly #shrinking = createShrinking();
  readonly #made = new Set<number>();
  #plan: OverviewPlan | null = null;
  #turn = 0;

  constructor(options: OverviewOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#made.size;
  }

  /** Bytes of the copies made so far. */
  get bytes(): number {
    return this.#plan ? Math.round((this.#plan.bytes * this.#made.size) / this.#options.frames) : 0;
  }

  has(frame: number): boolean {
    return this.#made.has(frame);
  }

  /** Copies of another size, or none, from now on. */
  follow(plan: OverviewPlan | null): void {
    if (plan?.divisor === this.#plan?.divisor) return;
    const gone = [...this.#made];
    this.#made.clear();
    this.#plan = plan;
    this.#turn++;
    if (gone.length > 0) this.#options.onGone(gone);
    if (plan) void this.#fill(plan.divisor, this.#turn);
  }

  async #fill(divisor: number, turn: number): Promise<void> {
    // Its owner may be in the middle of making up its plan.
    await Promise.resolve();
    const { frames, collect, onSmall, onUnable } = this.#options;
    const isWanted = () => turn === this.#turn;
    const all = Array.from({ length: frames }, (_, frame) => frame);
    const use: UsePicture = async (frame, picture) => {
      const small = await this.#shrinking.shrunk(picture, divisor).catch(() => null);
      if (!isWanted()) small?.close();
      else if (small === null) onUnable();
      else {
        this.#made.add(frame);
        onSmall(frame, small);
        small.close();
      }
    };
    await collect(all, use, isWanted);
  }
}
